-- The whole schema, as a fresh profile has it. Made from migrations/ by the store's tests: never edit it.

CREATE TABLE account (
  -- A mail account. Passwords are elsewhere: in the secret store, under secret_key.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid BLOB NOT NULL UNIQUE,                    -- stable across databases
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)), -- 0 IMAP, 1 POP3
  name TEXT NOT NULL,                           -- what the person calls it
  person_name TEXT NOT NULL,                    -- who they are there: display name
  email TEXT NOT NULL,                          -- and address
  incoming_host TEXT NOT NULL,                  -- IMAP or POP3 server
  incoming_port INTEGER NOT NULL,
  incoming_security INTEGER NOT NULL,           -- 0 TLS, 1 STARTTLS required, 2 none
  incoming_user TEXT NOT NULL,
  incoming_ca BLOB NOT NULL,                    -- extra trusted certificates, PEM; empty as a rule
  outgoing_host TEXT NOT NULL,                  -- submission server
  outgoing_port INTEGER NOT NULL,
  outgoing_security INTEGER NOT NULL,
  outgoing_user TEXT NOT NULL,                  -- empty: as incoming_user
  outgoing_ca BLOB NOT NULL,
  pop3_rule INTEGER NOT NULL DEFAULT 0,         -- copy at the server: 0 delete when here, 1 keep, 2 after days, 3 with ours
  pop3_days INTEGER NOT NULL DEFAULT 14,        -- for rule 2
  offline_bodies INTEGER NOT NULL DEFAULT 1,    -- bodies kept unasked: 0 none, 1 of the last days, 2 all
  offline_days INTEGER NOT NULL DEFAULT 30,     -- for 1
  secret_key BLOB NOT NULL,                     -- base name in the secret store
  enabled INTEGER NOT NULL DEFAULT 1,
  sort_order INTEGER NOT NULL DEFAULT 0,        -- place in the folder pane
  check_every INTEGER NOT NULL DEFAULT 300,     -- seconds between looks where nothing is pushed
  gone INTEGER NOT NULL DEFAULT 0               -- removed: hidden, and deleted in slices
, incoming_pin BLOB NOT NULL DEFAULT x'', outgoing_pin BLOB NOT NULL DEFAULT x'', pop3_header_above INTEGER NOT NULL DEFAULT 0, deliver_to INTEGER REFERENCES folder (id) ON DELETE SET NULL, gmail_labels INTEGER NOT NULL DEFAULT 0, sign_in INTEGER NOT NULL DEFAULT 0, only_plain INTEGER NOT NULL DEFAULT 0, oauth_client TEXT NOT NULL DEFAULT '', oauth_tenant TEXT NOT NULL DEFAULT '', oauth_authorization TEXT NOT NULL DEFAULT '', oauth_token TEXT NOT NULL DEFAULT '', oauth_device TEXT NOT NULL DEFAULT '', oauth_identifier TEXT NOT NULL DEFAULT '', oauth_scopes TEXT NOT NULL DEFAULT '', partial_refusal INTEGER NOT NULL DEFAULT 0, sent_copies INTEGER NOT NULL DEFAULT 0, sent_lesson INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE identity (
  -- Who the person is when they write from an account.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  reply_to_name TEXT NOT NULL DEFAULT '',
  reply_to_email TEXT NOT NULL DEFAULT '',
  signature TEXT NOT NULL DEFAULT '',           -- plain text
  is_default INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX identity_account ON identity (account);

CREATE TABLE folder (
  -- A folder at an IMAP server, or one that is only here.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  parent INTEGER REFERENCES folder (id) ON DELETE SET NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)), -- 0 remote, 1 local
  wire_name BLOB NOT NULL,                      -- exactly as LIST sent it; empty for local ones
  path TEXT NOT NULL,                           -- decoded components joined by '/'; 'INBOX' for an inbox
  name TEXT NOT NULL,                           -- the last component
  delimiter INTEGER NOT NULL DEFAULT 47,        -- byte between components of wire_name, 0 for NIL
  role INTEGER NOT NULL DEFAULT 0,              -- FolderRole
  role_chosen INTEGER NOT NULL DEFAULT 0,       -- the person chose the role: LIST no longer changes it
  selectable INTEGER NOT NULL DEFAULT 1,
  subscribed INTEGER NOT NULL DEFAULT 1,
  uid_validity INTEGER NOT NULL DEFAULT 0,      -- of the last SELECT
  uid_next INTEGER NOT NULL DEFAULT 0,
  highest_modseq INTEGER NOT NULL DEFAULT 0,    -- RFC 7162; 0: the server keeps none
  server_total INTEGER NOT NULL DEFAULT 0,      -- EXISTS
  backfill_uid INTEGER NOT NULL DEFAULT 0,      -- lowest UID listed so far; 1: all
  last_sync INTEGER NOT NULL DEFAULT 0,         -- last complete pass
  gone INTEGER NOT NULL DEFAULT 0               -- removed: hidden, and deleted in slices
, mailbox_id BLOB NOT NULL DEFAULT x'', listed_path TEXT NOT NULL DEFAULT '', listed_name TEXT NOT NULL DEFAULT '', listed_subscribed INTEGER NOT NULL DEFAULT 0, want_name TEXT NOT NULL DEFAULT '', want_parent INTEGER REFERENCES folder (id) ON DELETE SET NULL, want_subscribed INTEGER NOT NULL DEFAULT -1 CHECK (want_subscribed IN (-1, 0, 1)), want_gone INTEGER NOT NULL DEFAULT 0, wish_stage INTEGER NOT NULL DEFAULT 0, asked_name BLOB NOT NULL DEFAULT x'', attempts INTEGER NOT NULL DEFAULT 0, next_try INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, parked_since INTEGER NOT NULL DEFAULT 0, last_error TEXT NOT NULL DEFAULT '', hidden INTEGER GENERATED ALWAYS AS (gone <> 0 OR (want_gone <> 0 AND parked_since = 0)) VIRTUAL, renumbered_at INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0, offline_bodies INTEGER NOT NULL DEFAULT -1, offline_days INTEGER NOT NULL DEFAULT 0, takes_folders INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE INDEX folder_parent ON folder (parent);

CREATE TABLE blob (
  -- A content, once, by its digest. No reference counts: the sweep finds what no row names.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32), -- of the content before packing
  codec INTEGER NOT NULL CHECK (codec IN (0, 1)), -- 0 as it is, 1 zstd
  raw_size INTEGER NOT NULL,
  stored_size INTEGER NOT NULL,
  file TEXT NOT NULL DEFAULT '',                -- 'ab/abcdef...' below blobs/, empty when data holds it
  data BLOB NOT NULL                            -- the packed bytes, empty when file holds them
) STRICT;

CREATE TABLE blob_trash (
  -- Files to delete: only after the commit that took their row, so a crash never loses one that is named.
  file TEXT PRIMARY KEY NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE thread (
  -- A conversation, by References and In-Reply-To only.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  subject_base TEXT NOT NULL,                   -- of its first message, without Re: and the like
  newest INTEGER NOT NULL,                      -- date of its newest message
  messages INTEGER NOT NULL DEFAULT 0           -- how many are here
) STRICT;

CREATE INDEX thread_account ON thread (account);

CREATE TABLE thread_ref (
  -- Every Message-ID a thread knows, also of messages that are only referred to: threads survive gaps.
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  message_id BLOB NOT NULL,                     -- without angle brackets
  thread INTEGER NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
  PRIMARY KEY (account, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX thread_ref_thread ON thread_ref (thread);

CREATE TABLE message (
  -- A message's content, which never changes; where it lies is told by placement.
  -- Address lists: one "name TAB address" per line.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  thread INTEGER NOT NULL REFERENCES thread (id),
  message_id BLOB NOT NULL,                     -- Message-ID without angle brackets, empty when it has none
  in_reply_to BLOB NOT NULL,
  reference_ids BLOB NOT NULL,                  -- References, oldest first, separated by spaces
  date_sent INTEGER NOT NULL,                   -- Date:
  date_received INTEGER NOT NULL,               -- INTERNALDATE or arrival
  size INTEGER NOT NULL,                        -- bytes on the wire
  subject TEXT NOT NULL,
  from_list TEXT NOT NULL,
  sender_list TEXT NOT NULL,
  reply_to_list TEXT NOT NULL,
  to_list TEXT NOT NULL,
  cc_list TEXT NOT NULL,
  bcc_list TEXT NOT NULL,
  sort_from TEXT NOT NULL,                      -- first sender as shown, case folded
  sort_subject TEXT NOT NULL,                   -- subject without Re: and the like, case folded
  preview TEXT NOT NULL DEFAULT '',             -- first words of the body
  attachments INTEGER NOT NULL DEFAULT 0,       -- how many a person would count
  body_state INTEGER NOT NULL DEFAULT 0,        -- BodyState
  raw INTEGER REFERENCES blob (id),             -- the whole message, where it is kept
  orphaned_since INTEGER NOT NULL DEFAULT 0     -- no placement since then; 0: it has one
, email_id BLOB NOT NULL DEFAULT x'', fetched_by INTEGER REFERENCES account (id) ON DELETE SET NULL) STRICT;

CREATE INDEX message_message_id ON message (account, message_id);

CREATE INDEX message_thread ON message (thread);

CREATE INDEX message_raw ON message (raw) WHERE raw IS NOT NULL;

CREATE INDEX message_orphaned ON message (orphaned_since) WHERE orphaned_since <> 0;

CREATE TABLE placement (
  -- One message in one folder: what lists show and people act on. The server's flags are the base, what
  -- the person wants stands beside it until the server has it, and the two together are the view.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder INTEGER NOT NULL REFERENCES folder (id), -- where the server (or this computer) has it
  message INTEGER NOT NULL REFERENCES message (id),
  uid INTEGER NOT NULL DEFAULT 0 CHECK (uid BETWEEN 0 AND 4294967295), -- 0: local, or floating
  modseq INTEGER NOT NULL DEFAULT 0,
  sort_date INTEGER NOT NULL,                   -- received, or sent where that is unknown
  flags_base INTEGER NOT NULL DEFAULT 0,        -- what the server last said: Flag bits
  want_set INTEGER NOT NULL DEFAULT 0,
  want_clear INTEGER NOT NULL DEFAULT 0,
  want_folder INTEGER NOT NULL DEFAULT 0 CHECK (want_folder >= -1), -- 0 stays, -1 goes for good, else folder.id
  stage INTEGER NOT NULL DEFAULT 0,             -- MoveStage
  stage_uid_next INTEGER NOT NULL DEFAULT 0,    -- of the target, before the copy
  stage_uid_validity INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL DEFAULT 0,          -- after a failure
  not_before INTEGER NOT NULL DEFAULT 0,        -- time to undo
  parked_since INTEGER NOT NULL DEFAULT 0,      -- refused for good: waits for the person
  last_error TEXT NOT NULL DEFAULT '',
  floating_since INTEGER NOT NULL DEFAULT 0,    -- remote, and its UID is not known (yet or any more)
  flags_view INTEGER GENERATED ALWAYS AS ((flags_base | want_set) & ~want_clear) VIRTUAL,
  view_folder INTEGER GENERATED ALWAYS AS (
    CASE WHEN want_folder <> 0 AND parked_since = 0 THEN want_folder ELSE folder END) VIRTUAL, then_gone INTEGER NOT NULL DEFAULT 0, refused_set INTEGER NOT NULL DEFAULT 0, refused_clear INTEGER NOT NULL DEFAULT 0,
  CHECK (want_set & want_clear = 0)
) STRICT;

CREATE UNIQUE INDEX placement_uid ON placement (folder, uid) WHERE uid <> 0;

CREATE INDEX placement_folder ON placement (folder);

CREATE INDEX placement_list ON placement (view_folder, sort_date DESC, id DESC);

CREATE INDEX placement_unread ON placement (view_folder) WHERE flags_view & 1 = 0;

CREATE INDEX placement_unread_list ON placement (sort_date DESC, id DESC, view_folder) WHERE flags_view & 1 = 0;

CREATE INDEX placement_flagged_list ON placement (sort_date DESC, id DESC, view_folder) WHERE flags_view & 4 <> 0;

CREATE INDEX placement_message ON placement (message);

CREATE INDEX placement_dirty ON placement (folder) WHERE want_set | want_clear <> 0;

CREATE INDEX placement_moves ON placement (want_folder) WHERE want_folder <> 0;

CREATE INDEX placement_floating ON placement (folder) WHERE floating_since <> 0;

CREATE INDEX placement_parked ON placement (parked_since) WHERE parked_since <> 0;

CREATE TRIGGER placement_wants_a_folder_that_is_there BEFORE UPDATE OF want_folder ON placement
WHEN new.want_folder > 0 AND NOT EXISTS (SELECT 1 FROM folder WHERE id = new.want_folder)
BEGIN
  SELECT RAISE(ABORT, 'want_folder names no folder');
END;

CREATE TRIGGER folder_gone_is_wanted_no_more AFTER DELETE ON folder
BEGIN
  UPDATE placement SET want_folder = 0, stage = 0 WHERE want_folder = old.id;
END;

CREATE TRIGGER placement_leaves_an_orphan AFTER DELETE ON placement
BEGIN
  UPDATE message SET orphaned_since = unixepoch()
   WHERE id = old.message AND NOT EXISTS (SELECT 1 FROM placement WHERE message = old.message);
END;

CREATE TRIGGER placement_adopts_an_orphan AFTER INSERT ON placement
BEGIN
  UPDATE message SET orphaned_since = 0 WHERE id = new.message AND orphaned_since <> 0;
END;

CREATE TABLE placement_keyword (
  -- Server keywords that are no Flag bit: base as the server said, want like the two masks.
  placement INTEGER NOT NULL REFERENCES placement (id) ON DELETE CASCADE,
  keyword TEXT NOT NULL,
  base INTEGER NOT NULL DEFAULT 1,
  want INTEGER NOT NULL DEFAULT 0 CHECK (want IN (-1, 0, 1)), kept_here INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0, -- -1 clear, 0 as the base, 1 set
  PRIMARY KEY (placement, keyword)
) STRICT, WITHOUT ROWID;

CREATE TABLE part (
  -- A MIME part of a message.
  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                    -- order within the message
  path BLOB NOT NULL,                           -- IMAP section number: '1', '2.1'
  type BLOB NOT NULL,
  charset BLOB NOT NULL,
  encoding BLOB NOT NULL,
  disposition BLOB NOT NULL,
  file_name TEXT NOT NULL,                      -- decoded as sent: not safe as a name on disk
  content_id BLOB NOT NULL,
  size INTEGER NOT NULL,
  blob INTEGER REFERENCES blob (id),            -- decoded content, when it was fetched on its own
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX part_blob ON part (blob) WHERE blob IS NOT NULL;

CREATE TABLE search_doc (
  -- What the index is made from: text normalised, CJK runs written as pairs of characters.
  message INTEGER PRIMARY KEY NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  sender TEXT NOT NULL,
  recipients TEXT NOT NULL,
  attachments TEXT NOT NULL,                    -- file names
  body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
  subject, sender, recipients, attachments, body,
  content = 'search_doc', content_rowid = 'message', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER search_doc_inserted AFTER INSERT ON search_doc
BEGIN
  INSERT INTO search (rowid, subject, sender, recipients, attachments, body)
  VALUES (new.message, new.subject, new.sender, new.recipients, new.attachments, new.body);
END;

CREATE TRIGGER search_doc_deleted AFTER DELETE ON search_doc
BEGIN
  INSERT INTO search (search, rowid, subject, sender, recipients, attachments, body)
  VALUES ('delete', old.message, old.subject, old.sender, old.recipients, old.attachments, old.body);
END;

CREATE TRIGGER search_doc_updated AFTER UPDATE ON search_doc
BEGIN
  INSERT INTO search (search, rowid, subject, sender, recipients, attachments, body)
  VALUES ('delete', old.message, old.subject, old.sender, old.recipients, old.attachments, old.body);
  INSERT INTO search (rowid, subject, sender, recipients, attachments, body)
  VALUES (new.message, new.subject, new.sender, new.recipients, new.attachments, new.body);
END;

CREATE TABLE outbox (
  -- Mail on its way out.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  message_id BLOB NOT NULL,                     -- fixed when queued: a resend carries the same one
  envelope_from BLOB NOT NULL,
  subject TEXT NOT NULL,
  to_shown TEXT NOT NULL,
  raw INTEGER NOT NULL REFERENCES blob (id),    -- the bytes that go out
  size INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,             -- OutboxState; 1 (sending) is committed just before the final dot
  attempts INTEGER NOT NULL DEFAULT 0,
  queued_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,                  -- when it came into its state
  not_before INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  server_text BLOB NOT NULL DEFAULT x''
, delay_told INTEGER NOT NULL DEFAULT 0, ask_delivered INTEGER NOT NULL DEFAULT 0, require_tls INTEGER NOT NULL DEFAULT 0, reports INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0, look_at INTEGER NOT NULL DEFAULT 0, uncertain_told INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE INDEX outbox_account ON outbox (account);

CREATE INDEX outbox_state ON outbox (state, not_before);

CREATE INDEX outbox_raw ON outbox (raw);

CREATE TABLE outbox_recipient (
  -- One RCPT TO of a message in the outbox.
  outbox INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  address BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,             -- RecipientState
  reply BLOB NOT NULL DEFAULT x'',              -- the server's last words about it
  PRIMARY KEY (outbox, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE pop3_seen (
  -- The ledger of a POP3 account: listed, stored, dele-sent, gone.
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  uidl BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,             -- LedgerState
  message INTEGER REFERENCES message (id) ON DELETE SET NULL, -- our copy
  size INTEGER NOT NULL DEFAULT 0,
  first_seen INTEGER NOT NULL,
  dele_sent INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, last_tried INTEGER NOT NULL DEFAULT 0, digest BLOB NOT NULL DEFAULT x'', head BLOB NOT NULL DEFAULT x'', by_head INTEGER NOT NULL DEFAULT 0, want INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account, uidl)
) STRICT, WITHOUT ROWID;

CREATE INDEX pop3_seen_message ON pop3_seen (message) WHERE message IS NOT NULL;

CREATE TABLE contact (
  -- Whom the person has written to.
  email TEXT PRIMARY KEY NOT NULL,              -- lower case
  name TEXT NOT NULL,
  shown_email TEXT NOT NULL,                    -- as last written
  times_written INTEGER NOT NULL DEFAULT 0,
  last_used INTEGER NOT NULL DEFAULT 0,
  words TEXT NOT NULL                           -- name and address, case folded, a space before each word
) STRICT, WITHOUT ROWID;

CREATE TABLE trusted_certificate (
  -- Keys the person accepted for one server although nobody vouches for them.
  host TEXT NOT NULL,                           -- lower case
  port INTEGER NOT NULL,
  key_digest BLOB NOT NULL CHECK (length(key_digest) = 32), -- SHA-256 of the public key
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (host, port, key_digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE remote_content_allow (
  -- Senders whose pictures may be loaded.
  sender TEXT PRIMARY KEY NOT NULL,             -- lower case address, or '@domain'
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE server_words (
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (account, words)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_email_id ON message (account, email_id) WHERE email_id <> x'';

CREATE UNIQUE INDEX folder_wire_name ON folder (account, wire_name) WHERE kind = 0 AND wire_name <> x'';

CREATE UNIQUE INDEX folder_local_path ON folder (account, path) WHERE kind = 1 AND gone = 0 AND want_gone = 0;

CREATE INDEX folder_want_parent ON folder (want_parent) WHERE want_parent IS NOT NULL;

CREATE INDEX pop3_seen_digest ON pop3_seen (account, digest) WHERE digest <> x'';

CREATE TABLE "append_wish" (
  -- A message on its way into a folder: a draft, a sent copy, or one that is copied or brought from elsewhere.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  folder INTEGER NOT NULL REFERENCES folder (id),
  origin INTEGER NOT NULL DEFAULT 0,            -- AppendWish::Origin
  source INTEGER REFERENCES placement (id) ON DELETE SET NULL, -- what it is a copy of; in stage 4 that goes once it has arrived
  blob INTEGER REFERENCES blob (id),            -- the bytes; NULL: the server copies them, or they are not here yet
  flags INTEGER NOT NULL,
  keywords TEXT NOT NULL DEFAULT '',            -- those that are no Flag bit, separated by spaces
  internal_date INTEGER NOT NULL,
  message_id BLOB NOT NULL,                     -- to find it at the server; its own with origin 0
  placement INTEGER REFERENCES placement (id) ON DELETE SET NULL, -- the row that shows it meanwhile
  stage INTEGER NOT NULL DEFAULT 0,             -- AppendWish::Stage
  stage_uid_next INTEGER NOT NULL DEFAULT 0,    -- of the folder, before APPEND or COPY
  stage_uid_validity INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,        -- time to undo
  parked_since INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '', replaces INTEGER REFERENCES placement (id) ON DELETE SET NULL, looks_left INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0,
  CHECK (origin <> 0 OR (blob IS NOT NULL AND length(message_id) > 0))
) STRICT;

CREATE INDEX append_wish_account ON append_wish (account);

CREATE INDEX append_wish_folder ON append_wish (folder);

CREATE INDEX append_wish_blob ON append_wish (blob);

CREATE INDEX append_wish_placement ON append_wish (placement);

CREATE INDEX append_wish_source ON append_wish (source) WHERE source IS NOT NULL;

CREATE TRIGGER append_wish_gives_back AFTER DELETE ON append_wish WHEN old.source IS NOT NULL
BEGIN
  UPDATE placement SET want_folder = 0, stage = 0 WHERE id = old.source AND stage = 4;
END;

CREATE INDEX placement_keyword_wanted ON placement_keyword (placement) WHERE want <> 0;

CREATE INDEX append_wish_replaces ON append_wish (replaces) WHERE replaces IS NOT NULL;

CREATE INDEX message_fetched_by ON message (fetched_by) WHERE fetched_by IS NOT NULL;

CREATE TABLE label (
  -- A label of the person's: its name and colour. What bears it is told by placement_keyword.
  keyword TEXT PRIMARY KEY NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,
  colour INTEGER NOT NULL CHECK (colour BETWEEN 0 AND 7), -- LabelColour
  position INTEGER NOT NULL,                    -- order of display, from 1 on
  hidden INTEGER NOT NULL DEFAULT 0             -- forgotten: shown nowhere, though messages may bear it
) STRICT;

CREATE INDEX placement_keyword_word ON placement_keyword (keyword COLLATE NOCASE);
