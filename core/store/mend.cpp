#include "core/store/mend_p.h"

namespace petrel::store {

namespace {

constexpr const char *kMend =
    "DELETE FROM folder WHERE account NOT IN (SELECT id FROM account);"
    "UPDATE account SET deliver_to = NULL WHERE deliver_to NOT IN (SELECT id FROM folder WHERE kind = 1);"
    "UPDATE message SET fetched_by = NULL WHERE fetched_by NOT IN (SELECT id FROM account);"
    "UPDATE folder SET parent = NULL WHERE parent NOT IN (SELECT id FROM folder);"
    "UPDATE placement SET want_folder = 0, stage = 0 WHERE want_folder > 0 AND want_folder NOT IN (SELECT id FROM folder);"
    "UPDATE folder SET want_parent = NULL WHERE want_parent NOT IN (SELECT id FROM folder);"
    "DELETE FROM identity WHERE account NOT IN (SELECT id FROM account);"
    "DELETE FROM message WHERE account NOT IN (SELECT id FROM account);"
    "DELETE FROM placement WHERE message NOT IN (SELECT id FROM message) OR folder NOT IN (SELECT id FROM folder);"
    "DELETE FROM placement_keyword WHERE placement NOT IN (SELECT id FROM placement);"
    "DELETE FROM append_wish WHERE blob NOT IN (SELECT id FROM blob) OR folder NOT IN (SELECT id FROM folder);"
    "UPDATE append_wish SET placement = NULL WHERE placement NOT IN (SELECT id FROM placement);"
    "UPDATE append_wish SET source = NULL WHERE source NOT IN (SELECT id FROM placement);"
    "UPDATE append_wish SET replaces = NULL WHERE replaces NOT IN (SELECT id FROM placement);"
    // Copies that servers were to make of mail that is listed anew.
    "DELETE FROM append_wish WHERE blob IS NULL AND source IS NULL;"
    "DELETE FROM outbox WHERE raw NOT IN (SELECT id FROM blob) OR account NOT IN (SELECT id FROM account);"
    "DELETE FROM outbox_recipient WHERE outbox NOT IN (SELECT id FROM outbox);"
    "UPDATE message SET raw = NULL, body_state = 0 WHERE raw NOT IN (SELECT id FROM blob);"
    "DELETE FROM part WHERE message NOT IN (SELECT id FROM message);"
    "UPDATE part SET blob = NULL WHERE blob NOT IN (SELECT id FROM blob);"
    "INSERT OR IGNORE INTO thread (id, account, subject_base, newest) SELECT thread, account, subject, date_received FROM message;"
    "UPDATE thread SET messages = (SELECT count(*) FROM message WHERE message.thread = thread.id);"
    "DELETE FROM thread WHERE messages = 0 OR account NOT IN (SELECT id FROM account);"
    "DELETE FROM thread_ref WHERE thread NOT IN (SELECT id FROM thread) OR account NOT IN (SELECT id FROM account);"
    "DELETE FROM search_doc WHERE message NOT IN (SELECT id FROM message);"
    "INSERT OR IGNORE INTO search_doc (message, subject, sender, recipients, attachments, body) "
    "  SELECT id, subject, from_list, to_list, '', preview FROM message;"
    // What the ledger calls stored but is no longer here is to be fetched again, never deleted there. Of a large message the header alone may be here.
    "DELETE FROM pop3_seen WHERE account NOT IN (SELECT id FROM account) "
    "  OR message NOT IN (SELECT id FROM message WHERE raw IS NOT NULL OR pop3_seen.state = 0) OR (state IN (1, 2) AND message IS NULL AND digest = x'');"
    // What the person deleted here stays away; but a damaged row alone is no reason to delete it there.
    "UPDATE pop3_seen SET by_head = 1 WHERE state IN (1, 2) AND message IS NULL;";

} // namespace

Status mend(sqlite::Database &database) { return database.execute(kMend); }

Status makeOutboxUncertain(sqlite::Database &database, const char *source)
{
    return database.run("UPDATE outbox SET state = 4, last_error = 'taken from ' || ? || ': it may have been sent already' WHERE state IN (0, 1)",
                        QString::fromLatin1(source));
}

Status distrust(sqlite::Database &database, BlobId content)
{
    TRY(database.run("UPDATE outbox SET state = 3, last_error = 'its content is damaged' WHERE state IN (0, 1, 4) AND raw = ?", content));
    return database.run("DELETE FROM pop3_seen WHERE message IN (SELECT id FROM message WHERE raw = ?)", content);
}

} // namespace petrel::store
