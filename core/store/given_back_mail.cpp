// Mail of one account in the folders of another that goes: the part of AccountRepository about its way home.
#include "core/store/account_repository.h"

#include "core/store/change_collector_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/thread_book_p.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

struct Stray
{
    MessageId message;
    AccountId home;
};

Result<QList<Stray>> straysIn(sqlite::Database &database, AccountId account, int limit)
{
    sqlite::Statement row = TRY(database.query("SELECT m.id, m.fetched_by FROM message m JOIN account a ON a.id = m.fetched_by "
                                               "WHERE m.fetched_by IS NOT NULL AND m.account = ?1 AND a.gone = 0 AND a.id <> ?1 "
                                               "AND EXISTS (SELECT 1 FROM placement WHERE message = m.id) LIMIT ?2",
                                               account, limit));
    QList<Stray> strays;
    while (TRY(row.step())) {
        const auto message = row.id<MessageId>();
        strays.append({message, row.id<AccountId>()});
    }
    return strays;
}

Result<QList<PlacementId>> placesOf(sqlite::Database &database, MessageId message)
{
    sqlite::Statement row = TRY(database.query("SELECT id FROM placement WHERE message = ? ORDER BY id", message));
    QList<PlacementId> places;
    while (TRY(row.step()))
        places.append(row.id<PlacementId>());
    return places;
}

/** The home's folder that is what this one is here. */
Result<FolderId> counterpart(sqlite::Database &database, FolderId folder, AccountId home)
{
    const auto same = TRY(database.integer("SELECT id FROM folder WHERE account = ?1 AND kind = 1 AND hidden = 0 "
                                           "AND role <> 0 AND role IN (1, (SELECT role FROM folder WHERE id = ?2)) ORDER BY role = 1, id LIMIT 1", home, folder));
    if (!same)
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the account has no inbox"));
    return FolderId(*same);
}

/** What tells the conversation of a message. */
Result<NewMessage> threadingOf(sqlite::Database &database, MessageId message)
{
    sqlite::Statement row = TRY(database.query("SELECT message_id, in_reply_to, reference_ids, date_sent, date_received, subject FROM message WHERE id = ?", message));
    NewMessage known;
    if (!TRY(row.step()))
        return known;
    known.envelope.messageId = row.bytes();
    known.envelope.inReplyTo = row.bytes();
    known.envelope.references = row.bytes().split(' ');
    known.envelope.dateSent = row.integer();
    known.dateReceived = row.integer();
    known.envelope.subject = row.text();
    return known;
}

/** Conversations are an account's own. */
Status changeAccount(sqlite::Database &database, const Stray &stray)
{
    const NewMessage known = TRY(threadingOf(database, stray.message));
    ThreadBook threads = TRY(ThreadBook::open(database, stray.home, std::span(&known, 1)));
    const ThreadId thread = TRY(threads.join(known));
    TRY(threads.write());
    const auto former = TRY(database.integer("SELECT thread FROM message WHERE id = ?", stray.message));
    TRY(database.run("UPDATE message SET account = ?, thread = ?, fetched_by = NULL WHERE id = ?", stray.home, thread, stray.message));
    TRY(database.run("UPDATE thread SET messages = messages - 1 WHERE id = ?", former.value_or(0)));
    return database.run("DELETE FROM thread WHERE id = ? AND messages <= 0", former.value_or(0));
}

Status bringHome(WriteTransaction &transaction, const Stray &stray)
{
    PlacementTable table(transaction);
    TRY(changeAccount(transaction.database(), stray));
    const QList<PlacementId> places = TRY(placesOf(transaction.database(), stray.message));
    for (const PlacementId place : places) {
        const std::optional<PlacementState> before = TRY(table.find(place));
        PlacementState after = *before;
        after.folder = TRY(counterpart(transaction.database(), before->folder, stray.home));
        TRY(table.update(*before, after));
    }
    return {};
}

} // namespace

Result<int> AccountRepository::giveBackMail(AccountId account, int limit)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE account SET deliver_to = NULL WHERE deliver_to IN (SELECT id FROM folder WHERE account = ?)", account));
    if (database.changedRows() > 0)
        m_transaction.changes().accounts();
    const QList<Stray> strays = TRY(straysIn(database, account, limit));
    for (const Stray &stray : strays)
        TRY(bringHome(m_transaction, stray));
    return static_cast<int>(strays.size());
}

Status AccountRepository::endDeliveries()
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE account SET deliver_to = NULL WHERE deliver_to IN (SELECT id FROM folder WHERE gone = 1)"));
    if (database.changedRows() > 0)
        m_transaction.changes().accounts();
    return {};
}

} // namespace petrel::store
