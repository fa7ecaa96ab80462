-- Keywords are wanted as flags are. A folder that takes no keyword of that name does not hold the wish up for ever: what is
-- wanted stands on this computer alone.
ALTER TABLE placement_keyword ADD COLUMN kept_here INTEGER NOT NULL DEFAULT 0; -- with want: its folder at the server takes no such keyword
CREATE INDEX placement_keyword_wanted ON placement_keyword (placement) WHERE want <> 0;
