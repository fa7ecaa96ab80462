-- What keywords at messages are called here. The five that all programs share are labels without a row, until the person changes
-- one of them. Labels are found by their keywords, and so is what stands at messages.
CREATE TABLE label (
  -- A label of the person's: its name and colour. What bears it is told by placement_keyword.
  keyword TEXT PRIMARY KEY NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,
  colour INTEGER NOT NULL CHECK (colour BETWEEN 0 AND 7), -- LabelColour
  position INTEGER NOT NULL,                    -- order of display, from 1 on
  hidden INTEGER NOT NULL DEFAULT 0             -- forgotten: shown nowhere, though messages may bear it
) STRICT;
ALTER TABLE account ADD COLUMN gmail_labels INTEGER NOT NULL DEFAULT 0; -- its server has labels of its own (X-GM-EXT-1), when last asked
CREATE INDEX placement_keyword_word ON placement_keyword (keyword COLLATE NOCASE);
