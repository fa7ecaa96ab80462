-- Names that a server gives for ever (RFC 8474): EMAILID of messages, MAILBOXID of folders. Empty: not told.
ALTER TABLE message ADD COLUMN email_id BLOB NOT NULL DEFAULT x'';
CREATE INDEX message_email_id ON message (account, email_id) WHERE email_id <> x'';
ALTER TABLE folder ADD COLUMN mailbox_id BLOB NOT NULL DEFAULT x'';
