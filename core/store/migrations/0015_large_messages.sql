-- Large messages of a maildrop: of those above the limit (bytes, 0: none) only the header is fetched, until the person wants more.
ALTER TABLE account ADD COLUMN pop3_header_above INTEGER NOT NULL DEFAULT 0;
-- What the person wants of a message at the server, whatever the account's rule says (LedgerWant): 0 nothing, 1 fetch it, 2 delete it there.
ALTER TABLE pop3_seen ADD COLUMN want INTEGER NOT NULL DEFAULT 0;
