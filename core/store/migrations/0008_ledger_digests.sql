-- What is known of a POP3 message when its server gives it another id, also after the person deleted it here for good.
ALTER TABLE pop3_seen ADD COLUMN digest BLOB NOT NULL DEFAULT x'';    -- SHA-256 of the whole message as it came; empty: not known
ALTER TABLE pop3_seen ADD COLUMN head BLOB NOT NULL DEFAULT x'';      -- SHA-256 of its header, line ends aside; empty: not known
ALTER TABLE pop3_seen ADD COLUMN by_head INTEGER NOT NULL DEFAULT 0;  -- known again by header and size alone: fetched before it is deleted there
CREATE INDEX pop3_seen_digest ON pop3_seen (account, digest) WHERE digest <> x'';
