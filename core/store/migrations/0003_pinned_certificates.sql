-- The one certificate trusted at this host and port although it does not verify: SHA-256 of its DER bytes; empty as a rule.
ALTER TABLE account ADD COLUMN incoming_pin BLOB NOT NULL DEFAULT x'';
ALTER TABLE account ADD COLUMN outgoing_pin BLOB NOT NULL DEFAULT x'';
