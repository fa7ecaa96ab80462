#include "core/store/pop3_ledger.h"

#include "core/base/clock.h"
#include "core/store/sqlite/many_rows.h"
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
    const sqlite::ManyRows sql{"INSERT INTO pop3_seen (account, uidl, size, first_seen)", 4, "ON CONFLICT DO NOTHING"};
    return sqlite::runForRows(m_transaction.database(), sql, listed, [&](sqlite::Statement &row, const Listed &entry) {
        row.bind(account, entry.uidl, entry.size, now);
    });
}

Status Pop3Ledger::requireWhole(std::span<const Stored> stored)
{
    const sqlite::ManyRows sql{"SELECT count(*) FROM (", 1, ") AS v WHERE NOT EXISTS "
                               "(SELECT 1 FROM message WHERE id = v.column1 AND raw IS NOT NULL AND body_state = 3)"};
    return sqlite::inPieces(m_transaction.database(), sql, stored, [](sqlite::Statement &row, std::span<const Stored> piece) -> Status {
        for (const Stored &entry : piece)
            row.bind(entry.message);
        TRY(row.step());
        return row.integer() == 0 ? Status() : outOfOrder(QStringLiteral("only a message that is wholly here counts as stored"));
    });
}

Status Pop3Ledger::recordStored(AccountId account, std::span<const Stored> stored)
{
    TRY(requireWhole(stored));
    sqlite::Database &database = m_transaction.database();
    const std::int64_t now = Clock::nowUtc();
    const sqlite::ManyRows sql{"INSERT INTO pop3_seen (account, uidl, state, message, size, first_seen, head, digest) "
                               "SELECT v.*, (SELECT sha256 FROM blob b JOIN message m ON m.raw = b.id WHERE m.id = v.column4) FROM (", 7,
                               ") AS v WHERE true ON CONFLICT DO UPDATE SET state = 1, message = excluded.message, head = excluded.head, "
                               "digest = excluded.digest, attempts = 0, last_tried = 0, want = 0 WHERE state = 0"};
    return sqlite::inPieces(database, sql, stored, [&](sqlite::Statement &row, std::span<const Stored> piece) -> Status {
        for (const Stored &entry : piece)
            row.bind(account, entry.uidl, 1, entry.message, entry.size, now, entry.head);
        TRY(row.run());
        return database.changedRows() == static_cast<int>(piece.size()) ? Status() : outOfOrder(QStringLiteral("this message was stored before"));
    });
}

Status Pop3Ledger::recordHeader(AccountId account, const Header &header)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("INSERT INTO pop3_seen (account, uidl, message, size, first_seen, head) VALUES (?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT DO UPDATE SET message = excluded.message, size = excluded.size, head = excluded.head WHERE state = 0",
                     account, header.uidl, header.message, header.size, Clock::nowUtc(), header.head));
    return database.changedRows() == 1 ? Status() : outOfOrder(QStringLiteral("this message was stored before"));
}

Status Pop3Ledger::renameHeader(AccountId account, const QByteArray &from, const Listed &to)
{
    TRY(forget(account, std::span(&to.uidl, 1)));
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE pop3_seen SET uidl = ?, size = ? WHERE account = ? AND uidl = ? AND state = 0 AND head <> x''", to.uidl, to.size, account, from));
    return database.changedRows() == 1 ? Status() : outOfOrder(QStringLiteral("only a message whose header alone is here is known by it"));
}

Result<int> Pop3Ledger::want(AccountId account, std::span<const Listed> messages, LedgerWant want)
{
    sqlite::Database &database = m_transaction.database();
    int known = 0;
    for (const Listed &message : messages) {
        if (want == LedgerWant::Fetch) // deleted here, and wanted back: nothing is known of it any more
            TRY(database.run("DELETE FROM pop3_seen WHERE account = ? AND uidl = ? AND state = 1 AND message IS NULL", account, message.uidl));
        TRY(database.run("INSERT INTO pop3_seen (account, uidl, size, first_seen, want) VALUES (?1, ?2, ?3, ?4, ?5) "
                         "ON CONFLICT DO UPDATE SET want = ?5, attempts = 0 WHERE state = 0 OR (state IN (1, 2) AND ?5 <> 1)",
                         account, message.uidl, message.size, Clock::nowUtc(), want));
        known += database.changedRows();
    }
    return known;
}

Result<bool> Pop3Ledger::wantWhole(MessageId message)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE pop3_seen SET want = 1, attempts = 0 WHERE message = ? AND state IN (0, 1)", message));
    return database.changedRows() > 0;
}

Status Pop3Ledger::markDeleSent(AccountId account, const QSet<QByteArray> &uidls)
{
    sqlite::Database &database = m_transaction.database();
    const std::vector<QByteArray> each(uidls.cbegin(), uidls.cend());
    const sqlite::ManyRows sql{"UPDATE pop3_seen SET state = 2, dele_sent = ? WHERE account = ? AND (state IN (1, 2) OR want = 2) AND uidl IN (", 1, ")"};
    return sqlite::inPieces(database, sql, std::span(each), [&](sqlite::Statement &row, std::span<const QByteArray> piece) -> Status {
        row.bind(Clock::nowUtc(), account);
        for (const QByteArray &uidl : piece)
            row.bind(uidl);
        TRY(row.run());
        return database.changedRows() == static_cast<int>(piece.size())
            ? Status()
            : outOfOrder(QStringLiteral("a message that is not stored here must not be deleted at the server"));
    });
}

Status Pop3Ledger::markGone(AccountId account, std::span<const QByteArray> uidls)
{
    for (const QByteArray &uidl : uidls)
        TRY(m_transaction.database().run("UPDATE pop3_seen SET state = 3, want = 0 WHERE account = ? AND uidl = ? AND state = 2", account, uidl));
    return {};
}

Status Pop3Ledger::countAttempt(AccountId account, const Listed &message)
{
    return m_transaction.database().run("INSERT INTO pop3_seen (account, uidl, size, first_seen, attempts, last_tried) VALUES (?1, ?2, ?3, ?4, 1, ?4) "
                                        "ON CONFLICT DO UPDATE SET attempts = attempts + 1, last_tried = ?4",
                                        account, message.uidl, message.size, Clock::nowUtc());
}

Status Pop3Ledger::recordAgain(AccountId account, const Renamed &message)
{
    sqlite::Database &database = m_transaction.database();
    if (message.from != message.to)
        TRY(forget(account, std::span(&message.to, 1)));
    TRY(database.run("UPDATE pop3_seen SET uidl = ?3, size = ?4, head = CASE WHEN ?5 = x'' THEN head ELSE ?5 END, by_head = ?6, "
                     "first_seen = CASE state WHEN 3 THEN ?7 ELSE first_seen END, state = 1, want = iif(want = 1, 0, want), dele_sent = 0, attempts = 0, last_tried = 0 "
                     "WHERE account = ?1 AND uidl = ?2 AND state IN (1, 2, 3)",
                     account, message.from, message.to, message.size, message.head, message.knownBy == Renamed::KnownBy::Head, Clock::nowUtc()));
    return database.changedRows() == 1 ? Status() : outOfOrder(QStringLiteral("only a message that was stored here can be known again"));
}

Status Pop3Ledger::rememberDigests(AccountId account)
{
    return m_transaction.database().run("UPDATE pop3_seen SET digest = ifnull((SELECT sha256 FROM blob b JOIN message m ON m.raw = b.id "
                                        "WHERE m.id = pop3_seen.message), x'') WHERE account = ? AND digest = x'' AND message IS NOT NULL", account);
}

Result<MessageId> Pop3Ledger::unnamed(AccountId account, const QByteArray &sha256) const
{
    const auto found = TRY(m_transaction.database().integer(
        "SELECT m.id FROM blob b JOIN message m ON m.raw = b.id WHERE b.sha256 = ? AND ifnull(m.fetched_by, m.account) = ? AND m.body_state = 3 "
        "AND EXISTS (SELECT 1 FROM placement WHERE message = m.id) AND NOT EXISTS (SELECT 1 FROM pop3_seen WHERE message = m.id) ORDER BY m.id LIMIT 1",
        sha256, account));
    return MessageId(found.value_or(0));
}

Result<AccountId> Pop3Ledger::follow(MessageId from, MessageId to)
{
    sqlite::Database &database = m_transaction.database();
    if (TRY(database.integer("SELECT 1 FROM placement WHERE message = ? LIMIT 1", from)))
        return AccountId();
    const auto account = TRY(database.integer("SELECT account FROM pop3_seen WHERE message = ? AND state <> 3 LIMIT 1", from));
    TRY(database.run("UPDATE pop3_seen SET message = ? WHERE message = ?", to, from));
    return AccountId(account.value_or(0));
}

Status Pop3Ledger::forget(AccountId account, std::span<const QByteArray> uidls)
{
    for (const QByteArray &uidl : uidls)
        TRY(m_transaction.database().run("DELETE FROM pop3_seen WHERE account = ? AND uidl = ?", account, uidl));
    return {};
}

} // namespace petrel::store
