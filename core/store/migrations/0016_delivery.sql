-- Several maildrops in one inbox. Where new mail of a POP3 account is put: a local folder of another one; NULL: its own inbox.
ALTER TABLE account ADD COLUMN deliver_to INTEGER REFERENCES folder (id) ON DELETE SET NULL;
-- Which account fetched a message, where that is another than the account of its folder; NULL as a rule.
ALTER TABLE message ADD COLUMN fetched_by INTEGER REFERENCES account (id) ON DELETE SET NULL;
CREATE INDEX message_fetched_by ON message (fetched_by) WHERE fetched_by IS NOT NULL;
