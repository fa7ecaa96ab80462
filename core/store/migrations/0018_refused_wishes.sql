-- What a server refused of a message waits for the person, and the rest that is wanted of it goes on.
ALTER TABLE placement ADD COLUMN refused_set INTEGER NOT NULL DEFAULT 0;   -- of want_set, while it is parked
ALTER TABLE placement ADD COLUMN refused_clear INTEGER NOT NULL DEFAULT 0; -- of want_clear
ALTER TABLE placement_keyword ADD COLUMN refused INTEGER NOT NULL DEFAULT 0; -- with want, likewise
