#include "core/store/message_content_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>
#include <set>

namespace petrel::store {

namespace {

constexpr qsizetype kMaxReferences = 100;

/** Every Message-ID the message knows of, its own first. */
QList<QByteArray> relatedIds(const Envelope &envelope)
{
    QList<QByteArray> ids{envelope.messageId, envelope.inReplyTo};
    ids += envelope.references.mid(std::max<qsizetype>(0, envelope.references.size() - kMaxReferences));
    QList<QByteArray> unique;
    for (const QByteArray &id : ids) {
        if (!id.isEmpty() && !unique.contains(id))
            unique.append(id);
    }
    return unique;
}

Result<std::set<std::int64_t>> threadsOf(sqlite::Database &database, AccountId account, const QList<QByteArray> &ids)
{
    std::set<std::int64_t> threads;
    for (const QByteArray &id : ids) {
        if (const auto thread = TRY(database.integer("SELECT thread FROM thread_ref WHERE account = ? AND message_id = ?", account, id)))
            threads.insert(*thread);
    }
    return threads;
}

Status merge(sqlite::Database &database, std::int64_t into, std::int64_t from)
{
    TRY(database.run("UPDATE message SET thread = ? WHERE thread = ?", into, from));
    TRY(database.run("UPDATE thread_ref SET thread = ? WHERE thread = ?", into, from));
    TRY(database.run("UPDATE thread SET messages = messages + (SELECT messages FROM thread WHERE id = ?2), "
                     "newest = max(newest, (SELECT newest FROM thread WHERE id = ?2)) WHERE id = ?1",
                     into, from));
    return database.run("DELETE FROM thread WHERE id = ?", from);
}

} // namespace

Result<ThreadId> threadFor(WriteTransaction &transaction, AccountId account, const NewMessage &message)
{
    sqlite::Database &database = transaction.database();
    const QList<QByteArray> ids = relatedIds(message.envelope);
    const std::set<std::int64_t> threads = TRY(threadsOf(database, account, ids));
    const std::int64_t date = MessageContent::sortDate(message);
    std::int64_t thread = 0;
    if (threads.empty()) {
        TRY(database.run("INSERT INTO thread (account, subject_base, newest, messages) VALUES (?, ?, ?, 1)", account,
                         subjectBase(message.envelope.subject), date));
        thread = database.lastInsertId();
    } else {
        thread = *threads.begin();
        TRY(database.run("UPDATE thread SET messages = messages + 1, newest = max(newest, ?) WHERE id = ?", date, thread));
        for (auto other = std::next(threads.begin()); other != threads.end(); ++other)
            TRY(merge(database, thread, *other));
    }
    for (const QByteArray &id : ids)
        TRY(database.run("INSERT INTO thread_ref (account, message_id, thread) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", account, id, thread));
    return ThreadId(thread);
}

} // namespace petrel::store
