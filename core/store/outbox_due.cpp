// What is to be done about mail that leaves: the part of SyncReader about the outbox.
#include "core/store/sync_reader.h"

#include "core/store/outbox_rows_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

Result<bool> SyncReader::hasInterrupted(AccountId account) const
{
    return TRY(m_database.integer("SELECT 1 FROM outbox WHERE state = 1 AND account = ? LIMIT 1", account)).has_value();
}

namespace {

/**
 * For ?2, the time now. Also due is what waits for Undo or after a refusal by a clock that was ahead when it was written:
 * else a wrong clock would keep mail for years. A time that the person chose is kept.
 */
constexpr const char *kIsDue = "(not_before <= ?2 OR (changed_at > ?2 + 60 AND not_before BETWEEN changed_at AND changed_at + 7200))";

} // namespace

Result<QList<OutboxItem>> SyncReader::dueOutbox(AccountId account, std::int64_t now) const
{
    static const std::string sql = std::string("SELECT ") + kOutboxColumns
        + " FROM outbox WHERE state = 0 AND account = ?1 AND " + kIsDue + " ORDER BY queued_at, id";
    return outboxItems(m_database, TRY(m_database.query(sql, account, now)));
}

Result<std::int64_t> SyncReader::nextOutboxDue(AccountId account, std::int64_t now) const
{
    const auto due = TRY(m_database.integer(std::string("SELECT min(not_before) FROM outbox WHERE state = 0 AND account = ?1 AND NOT ") + kIsDue, account, now));
    return due.value_or(0);
}

namespace {

constexpr std::int64_t kDay = 86400;
/** By how much the clock of a server may be behind ours. */
constexpr std::int64_t kClockSlack = 3600;
/** For ?2, the time now; a look beyond what is ever waited for was written by a clock that was ahead. */
constexpr const char *kIsLookedForNow = "state = 4 AND account = ?1 AND look_at <> 0 AND (look_at <= ?2 OR look_at > ?2 + 2 * 86400)";

} // namespace

Result<QList<FateLook>> SyncReader::dueFateLooks(AccountId account, std::int64_t now) const
{
    if (!TRY(hasDueFateLooks(account, now)))
        return QList<FateLook>(); // as a rule
    static const std::string sql = std::string("SELECT ") + kOutboxColumns + " FROM outbox WHERE " + kIsLookedForNow + " ORDER BY queued_at, id";
    QList<FateLook> looks;
    for (OutboxItem &item : TRY(outboxItems(m_database, TRY(m_database.query(sql, account, now))))) {
        const std::int64_t before = TRY(m_database.integer("SELECT looks FROM outbox WHERE id = ?", item.id)).value_or(0);
        looks.append({std::move(item), static_cast<int>(before)});
    }
    return looks;
}

Result<bool> SyncReader::hasDueFateLooks(AccountId account, std::int64_t now) const
{
    return TRY(m_database.integer(std::string("SELECT 1 FROM outbox WHERE ") + kIsLookedForNow + " LIMIT 1", account, now)).has_value();
}

Result<std::int64_t> SyncReader::nextFateLook(AccountId account, std::int64_t now) const
{
    return TRY(m_database.integer("SELECT min(look_at) FROM outbox WHERE state = 4 AND account = ? AND look_at > ?", account, now)).value_or(0);
}

Result<bool> SyncReader::isToldUncertain(OutboxId id) const
{
    return TRY(m_database.integer("SELECT 1 FROM outbox WHERE id = ? AND state = 4 AND uncertain_told = 1", id)).has_value();
}

Result<QList<OutboxId>> SyncReader::untoldUncertain(AccountId account, std::int64_t since) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT id FROM outbox WHERE state = 4 AND account = ? AND uncertain_told = 0 AND changed_at NOT BETWEEN ? + 1 AND ? + ?",
                                                 account, since, since, kDay));
    QList<OutboxId> untold;
    while (TRY(row.step()))
        untold.append(row.id<OutboxId>());
    return untold;
}

Result<SentLesson> SyncReader::sentLesson(AccountId account) const
{
    return static_cast<SentLesson>(TRY(m_database.integer("SELECT sent_lesson FROM account WHERE id = ?", account)).value_or(0));
}

Result<bool> SyncReader::hasTwinsInSent(AccountId account, std::int64_t since) const
{
    return TRY(m_database.integer("SELECT 1 FROM outbox o JOIN message m ON m.account = o.account AND m.message_id = o.message_id JOIN placement p ON p.message = m.id "
                                  "JOIN folder f ON f.id = p.folder WHERE o.account = ? AND o.state = 2 AND o.changed_at >= ? AND f.role = ? AND p.uid <> 0 "
                                  "GROUP BY o.id, p.folder HAVING count(DISTINCT p.uid) > 1 LIMIT 1",
                                  account, since, FolderRole::Sent)).has_value();
}

Result<bool> SyncReader::hasTurnedUp(const OutboxItem &item, Where where) const
{
    const std::int64_t since = item.queuedAt - kClockSlack;
    if (where == Where::Sent)
        return TRY(m_database.integer("SELECT 1 FROM message m JOIN placement p ON p.message = m.id JOIN folder f ON f.id = p.folder "
                                      "WHERE m.account = ? AND m.message_id = ? AND f.role = ? AND p.uid <> 0 AND m.date_received >= ? LIMIT 1",
                                      item.account, item.messageId, FolderRole::Sent, since)).has_value();
    return TRY(m_database.integer("SELECT 1 FROM message m JOIN placement p ON p.message = m.id JOIN folder f ON f.id = p.folder JOIN account a ON a.id = m.account "
                                  "WHERE m.message_id = ? AND a.gone = 0 AND f.role IN (?, ?, ?, ?) AND m.date_received >= ? LIMIT 1",
                                  item.messageId, FolderRole::None, FolderRole::Inbox, FolderRole::Junk, FolderRole::Archive, since)).has_value();
}

} // namespace petrel::store
