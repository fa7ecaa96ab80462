-- Some folders take no others (\Noinferiors, RFC 3501 section 7.2.2).
ALTER TABLE folder ADD COLUMN takes_folders INTEGER NOT NULL DEFAULT 1; -- 0: LIST told that none can be made below it
