-- A row that floats since its folder was renumbered and is not found again may still be at the server; one that floats for
-- another reason is not.
ALTER TABLE folder ADD COLUMN renumbered_at INTEGER NOT NULL DEFAULT 0; -- when UIDVALIDITY changed, as its rows have it in floating_since
