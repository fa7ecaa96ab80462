-- A draft takes the place of its former state, in one step where the server can do that (RFC 8508).
ALTER TABLE append_wish ADD COLUMN replaces INTEGER REFERENCES placement (id) ON DELETE SET NULL; -- the former state, which is to go
CREATE INDEX append_wish_replaces ON append_wish (replaces) WHERE replaces IS NOT NULL;
