-- What is uncertain is looked for at the server and here, before the person is asked and for some days after.
ALTER TABLE outbox ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;          -- how often it was looked for since it is uncertain
ALTER TABLE outbox ADD COLUMN look_at INTEGER NOT NULL DEFAULT 0;        -- the next look; 0: none
ALTER TABLE outbox ADD COLUMN uncertain_told INTEGER NOT NULL DEFAULT 1; -- while uncertain: the person sees it
-- How an account sends, and who files the copy in Sent.
ALTER TABLE account ADD COLUMN partial_refusal INTEGER NOT NULL DEFAULT 0; -- PartialRefusal
ALTER TABLE account ADD COLUMN sent_copies INTEGER NOT NULL DEFAULT 0;     -- SentCopies: what the person says
ALTER TABLE account ADD COLUMN sent_lesson INTEGER NOT NULL DEFAULT 0;     -- SentLesson: what was learned
ALTER TABLE append_wish ADD COLUMN looks_left INTEGER NOT NULL DEFAULT 0;  -- before it is appended: the server may file one itself
ALTER TABLE append_wish ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;       -- that were in vain
