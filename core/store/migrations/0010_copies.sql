-- Messages on their way into a folder from elsewhere stand beside drafts and sent copies: copies within an account (COPY), and
-- what comes from another account or from this computer (APPEND).
CREATE TABLE append_wish_next (
  -- A message on its way into a folder: a draft, a sent copy, or one that is copied or brought from elsewhere.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  folder INTEGER NOT NULL REFERENCES folder (id),
  origin INTEGER NOT NULL DEFAULT 0,            -- AppendWish::Origin
  source INTEGER REFERENCES placement (id) ON DELETE SET NULL, -- what it is a copy of; in stage 4 that goes once it has arrived
  blob INTEGER REFERENCES blob (id),            -- the bytes; NULL: the server copies them, or they are not here yet
  flags INTEGER NOT NULL,
  keywords TEXT NOT NULL DEFAULT '',            -- those that are no Flag bit, separated by spaces
  internal_date INTEGER NOT NULL,
  message_id BLOB NOT NULL,                     -- to find it at the server; its own with origin 0
  placement INTEGER REFERENCES placement (id) ON DELETE SET NULL, -- the row that shows it meanwhile
  stage INTEGER NOT NULL DEFAULT 0,             -- AppendWish::Stage
  stage_uid_next INTEGER NOT NULL DEFAULT 0,    -- of the folder, before APPEND or COPY
  stage_uid_validity INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,        -- time to undo
  parked_since INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  CHECK (origin <> 0 OR (blob IS NOT NULL AND length(message_id) > 0))
) STRICT;

INSERT INTO append_wish_next (id, account, folder, blob, flags, internal_date, message_id, placement, stage, stage_uid_next, stage_uid_validity,
  attempts, next_try, parked_since, last_error)
SELECT id, account, folder, blob, flags, internal_date, message_id, placement, stage, stage_uid_next, stage_uid_validity,
  attempts, next_try, parked_since, last_error FROM append_wish;
DROP TABLE append_wish;
ALTER TABLE append_wish_next RENAME TO append_wish;

CREATE INDEX append_wish_account ON append_wish (account);
CREATE INDEX append_wish_folder ON append_wish (folder);
CREATE INDEX append_wish_blob ON append_wish (blob);
CREATE INDEX append_wish_placement ON append_wish (placement);
CREATE INDEX append_wish_source ON append_wish (source) WHERE source IS NOT NULL;

-- However such a wish ends without its message having arrived: what it was to be moved from is there again.
CREATE TRIGGER append_wish_gives_back AFTER DELETE ON append_wish WHEN old.source IS NOT NULL
BEGIN
  UPDATE placement SET want_folder = 0, stage = 0 WHERE id = old.source AND stage = 4;
END;
