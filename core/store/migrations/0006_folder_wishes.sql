-- What the person wants of folders (at servers: until the server has it), beside what LIST told of them. The columns path,
-- name, parent and subscribed show the two together.
ALTER TABLE folder ADD COLUMN listed_path TEXT NOT NULL DEFAULT '';        -- as LIST told it; empty: local, or at no server yet
ALTER TABLE folder ADD COLUMN listed_name TEXT NOT NULL DEFAULT '';
ALTER TABLE folder ADD COLUMN listed_subscribed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN want_name TEXT NOT NULL DEFAULT '';          -- the place it is to have; empty: it stays where it is
ALTER TABLE folder ADD COLUMN want_parent INTEGER REFERENCES folder (id) ON DELETE SET NULL; -- with want_name; NULL: the top
ALTER TABLE folder ADD COLUMN want_subscribed INTEGER NOT NULL DEFAULT -1 CHECK (want_subscribed IN (-1, 0, 1)); -- -1 as it is
ALTER TABLE folder ADD COLUMN want_gone INTEGER NOT NULL DEFAULT 0;        -- to be deleted, with its mail
ALTER TABLE folder ADD COLUMN wish_stage INTEGER NOT NULL DEFAULT 0;       -- FolderWish::Stage
ALTER TABLE folder ADD COLUMN asked_name BLOB NOT NULL DEFAULT x'';        -- the wire name that CREATE or RENAME asked for
ALTER TABLE folder ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folder ADD COLUMN next_try INTEGER NOT NULL DEFAULT 0;         -- after a failure
ALTER TABLE folder ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;       -- time to undo
ALTER TABLE folder ADD COLUMN parked_since INTEGER NOT NULL DEFAULT 0;     -- refused for good: waits for the person
ALTER TABLE folder ADD COLUMN last_error TEXT NOT NULL DEFAULT '';
ALTER TABLE folder ADD COLUMN hidden INTEGER GENERATED ALWAYS AS (gone <> 0 OR (want_gone <> 0 AND parked_since = 0)) VIRTUAL;

UPDATE folder SET listed_path = path, listed_name = name, listed_subscribed = subscribed WHERE kind = 0;

-- A folder that no server has has no wire name; one that goes leaves its name to others.
DROP INDEX folder_wire_name;
CREATE UNIQUE INDEX folder_wire_name ON folder (account, wire_name) WHERE kind = 0 AND wire_name <> x'';
DROP INDEX folder_local_path;
CREATE UNIQUE INDEX folder_local_path ON folder (account, path) WHERE kind = 1 AND gone = 0 AND want_gone = 0;
CREATE INDEX folder_want_parent ON folder (want_parent) WHERE want_parent IS NOT NULL;
