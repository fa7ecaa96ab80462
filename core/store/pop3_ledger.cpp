#include "core/store/pop3_ledger.h"

#include "core/base/clock.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

Error outOfOrder(const QString &what)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never, what);
}

} // namespace

Status Pop3Ledger::recordListed(AccountId account, std::span<const Listed> listed)
{
    const std::int64_t now = Clock::nowUtc();
    for (const Listed &entry : listed)
        TRY(m_transaction.database().run("INSERT INTO pop3_seen (account, uidl, size, first_seen) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", account,
                                         entry.uidl, entry.size, now));
    return {};
}

Status Pop3Ledger::recordStored(AccountId account, const QByteArray &uidl, MessageId message)
{
    sqlite::Database &database = m_transaction.database();
    if (!TRY(database.integer("SELECT 1 FROM message WHERE id = ? AND raw IS NOT NULL AND body_state = 3", message)))
        return outOfOrder(QStringLiteral("only a message that is wholly here counts as stored"));
    TRY(database.run("INSERT INTO pop3_seen (account, uidl, state, message, first_seen) VALUES (?1, ?2, 1, ?3, ?4) "
                     "ON CONFLICT DO UPDATE SET state = 1, message = ?3 WHERE state = 0",
                     account, uidl, message, Clock::nowUtc()));
    if (database.changedRows() == 0)
        return outOfOrder(QStringLiteral("this message was stored before"));
    return {};
}

Status Pop3Ledger::markDeleSent(AccountId account, const QByteArray &uidl)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE pop3_seen SET state = 2, dele_sent = ? WHERE account = ? AND uidl = ? AND state IN (1, 2)", Clock::nowUtc(), account, uidl));
    if (database.changedRows() == 0)
        return outOfOrder(QStringLiteral("a message that is not stored here must not be deleted at the server"));
    return {};
}

Status Pop3Ledger::markGone(AccountId account)
{
    return m_transaction.database().run("UPDATE pop3_seen SET state = 3 WHERE account = ? AND state = 2", account);
}

Status Pop3Ledger::markGone(AccountId account, std::span<const QByteArray> uidls)
{
    for (const QByteArray &uidl : uidls)
        TRY(m_transaction.database().run("UPDATE pop3_seen SET state = 3 WHERE account = ? AND uidl = ? AND state = 2", account, uidl));
    return {};
}

Status Pop3Ledger::countAttempt(AccountId account, const Listed &message)
{
    return m_transaction.database().run("INSERT INTO pop3_seen (account, uidl, size, first_seen, attempts, last_tried) VALUES (?1, ?2, ?3, ?4, 1, ?4) "
                                        "ON CONFLICT DO UPDATE SET attempts = attempts + 1, last_tried = ?4",
                                        account, message.uidl, message.size, Clock::nowUtc());
}

Result<QList<QByteArray>> Pop3Ledger::idsOf(AccountId account, MessageId message) const
{
    sqlite::Statement row = TRY(m_transaction.database().query("SELECT uidl FROM pop3_seen WHERE message = ? AND account = ?", message, account));
    QList<QByteArray> ids;
    while (TRY(row.step()))
        ids.append(row.bytes());
    return ids;
}

Status Pop3Ledger::forget(AccountId account, std::span<const QByteArray> uidls)
{
    for (const QByteArray &uidl : uidls)
        TRY(m_transaction.database().run("DELETE FROM pop3_seen WHERE account = ? AND uidl = ?", account, uidl));
    return {};
}

} // namespace petrel::store
