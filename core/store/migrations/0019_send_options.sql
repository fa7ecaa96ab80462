-- What the person wishes of a message's way (SendOptions), and what came of it.
ALTER TABLE outbox ADD COLUMN ask_delivered INTEGER NOT NULL DEFAULT 0; -- a report once it is delivered, late or lost (DSN)
ALTER TABLE outbox ADD COLUMN require_tls INTEGER NOT NULL DEFAULT 0;   -- never passed on without TLS (REQUIRETLS)
ALTER TABLE outbox ADD COLUMN reports INTEGER NOT NULL DEFAULT 0;       -- ReportPromise: what the server said to the former
