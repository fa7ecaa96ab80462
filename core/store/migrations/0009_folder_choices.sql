-- What the person chose for a folder. favourite: its place among the favourites from 1 on, 0 for none. offline_bodies: how much
-- of its mail is kept here, -1 as its account says, else OfflinePolicy::Bodies with offline_days.
ALTER TABLE folder ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN offline_bodies INTEGER NOT NULL DEFAULT -1;
ALTER TABLE folder ADD COLUMN offline_days INTEGER NOT NULL DEFAULT 0;
