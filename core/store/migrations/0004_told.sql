-- What servers want the person to read (ALERT, RFC 3501 section 7.1), and when it was shown: the same words once a day.
CREATE TABLE server_words (
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (account, words)
) STRICT, WITHOUT ROWID;
-- Mail that a server puts off for hours: when the person was told of it, 0 for not yet.
ALTER TABLE outbox ADD COLUMN delay_told INTEGER NOT NULL DEFAULT 0;
