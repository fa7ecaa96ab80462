-- A message of a maildrop that cannot be fetched must hold up nothing: how often its RETR failed, and when last.
ALTER TABLE pop3_seen ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pop3_seen ADD COLUMN last_tried INTEGER NOT NULL DEFAULT 0;
