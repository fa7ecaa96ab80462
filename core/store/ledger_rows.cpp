#include "core/store/sync_reader.h"

#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

constexpr const char *kLedgerQuery = "SELECT uidl, state, message, size, first_seen, dele_sent, attempts, last_tried, digest, head, by_head, want FROM pop3_seen WHERE account = ? ";
/** The index is named: without statistics SQLite takes the primary key for cheaper, and reads the whole ledger for each message fetched. */
constexpr const char *kByDigestQuery = "SELECT uidl, state, message, size, first_seen, dele_sent, attempts, last_tried, digest, head, by_head, want "
                                       "FROM pop3_seen INDEXED BY pop3_seen_digest WHERE account = ? AND digest = ? AND digest <> x''";

LedgerEntry entryFrom(sqlite::Statement &row)
{
    LedgerEntry entry;
    entry.uidl = row.bytes();
    entry.state = row.enumeration<LedgerState>();
    entry.message = row.id<MessageId>();
    entry.size = row.integer();
    entry.firstSeen = row.integer();
    entry.deleSent = row.integer();
    entry.attempts = static_cast<int>(row.integer());
    entry.lastTried = row.integer();
    entry.digest = row.bytes();
    entry.head = row.bytes();
    entry.byHead = row.integer() != 0;
    entry.want = row.enumeration<LedgerWant>();
    return entry;
}

/** What the rule asks of an entry whose copy is here; null for "never". */
const char *expiryCondition(Pop3ServerCopy::Rule rule)
{
    switch (rule) {
    case Pop3ServerCopy::Rule::DeleteAfterDownload: return "AND state IN (1, 2) AND ? IS NOT NULL";
    case Pop3ServerCopy::Rule::Keep: return nullptr;
    case Pop3ServerCopy::Rule::DeleteAfterDays: return "AND state IN (1, 2) AND first_seen <= ?";
    case Pop3ServerCopy::Rule::DeleteWithLocal:
        return "AND state IN (1, 2) AND ? IS NOT NULL AND NOT EXISTS (SELECT 1 FROM placement WHERE message = pop3_seen.message)";
    }
    return nullptr;
}

} // namespace

Result<QHash<QByteArray, LedgerEntry>> SyncReader::ledger(AccountId account) const
{
    sqlite::Statement row = TRY(m_database.query(kLedgerQuery, account));
    QHash<QByteArray, LedgerEntry> ledger;
    while (TRY(row.step())) {
        const LedgerEntry entry = entryFrom(row);
        ledger.insert(entry.uidl, entry);
    }
    return ledger;
}

Result<QList<LedgerEntry>> SyncReader::ledgerOf(AccountId account, const QByteArray &sha256) const
{
    QList<LedgerEntry> entries;
    sqlite::Statement row = TRY(m_database.query(kByDigestQuery, account, sha256));
    while (TRY(row.step()))
        entries.append(entryFrom(row));
    return entries;
}

Result<MessageId> SyncReader::messageHolding(AccountId account, const QByteArray &sha256) const
{
    const auto found = TRY(m_database.integer(
        "SELECT m.id FROM blob b JOIN message m ON m.raw = b.id WHERE b.sha256 = ? AND ifnull(m.fetched_by, m.account) = ? "
        "AND EXISTS (SELECT 1 FROM placement WHERE message = m.id) ORDER BY m.id LIMIT 1",
        sha256, account));
    return MessageId(found.value_or(0));
}

Result<FolderId> SyncReader::deliveryFolder(AccountId account) const
{
    // The chosen one first. One that lies in the trash, or is hidden, may still be brought back.
    const auto folder = TRY(m_database.integer(
        "WITH RECURSIVE above (id, parent, role) AS (SELECT f.id, f.parent, f.role FROM account a JOIN folder f ON f.id = a.deliver_to WHERE a.id = ?1 "
        "UNION SELECT f.id, f.parent, f.role FROM above JOIN folder f ON f.id = above.parent) "
        "SELECT f.id FROM account a JOIN folder f ON (f.id = a.deliver_to AND NOT EXISTS (SELECT 1 FROM above WHERE role = 6)) OR (f.account = a.id AND f.role = 1) "
        "WHERE a.id = ?1 AND f.kind = 1 AND f.selectable = 1 AND f.hidden = 0 ORDER BY f.account = a.id, f.id LIMIT 1", account));
    if (!folder)
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the account has no inbox"));
    return FolderId(*folder);
}

Result<AccountId> SyncReader::maildropOf(MessageId message) const
{
    const auto account = TRY(m_database.integer("SELECT s.account FROM pop3_seen s JOIN account a ON a.id = s.account "
                                                "WHERE s.message = ? AND s.state = 0 AND a.gone = 0 LIMIT 1", message));
    return AccountId(account.value_or(0));
}

Result<QHash<QByteArray, MaildropEntry>> SyncReader::shownOfMaildrop(AccountId account) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT s.uidl, m.from_list, m.subject, iif(m.date_received <> 0, m.date_received, m.date_sent) "
                                                 "FROM pop3_seen s JOIN message m ON m.id = s.message WHERE s.account = ?", account));
    QHash<QByteArray, MaildropEntry> shown;
    while (TRY(row.step())) {
        MaildropEntry entry;
        entry.uidl = row.bytes();
        const AddressList from = addressesFrom(row.text());
        entry.from = from.isEmpty() ? Address() : from.first();
        entry.subject = row.text();
        entry.date = row.integer();
        shown.insert(entry.uidl, entry);
    }
    return shown;
}

/** What the ledger says of a message of this computer. */
Result<ServerCopy> Reader::maildropCopy(MessageId message) const
{
    ServerCopy copy;
    sqlite::Statement row = TRY(m_database.query("SELECT state, first_seen, dele_sent, want FROM pop3_seen WHERE message = ? ORDER BY state LIMIT 1", message));
    if (!TRY(row.step()))
        return copy;
    const auto state = row.enumeration<LedgerState>();
    copy.storedHere = row.integer();
    copy.removed = row.integer();
    copy.isToBeRemoved = row.enumeration<LedgerWant>() == LedgerWant::Delete;
    switch (state) {
    case LedgerState::Listed: copy.storedHere = 0; [[fallthrough]];
    case LedgerState::Stored: copy.state = ServerCopy::State::There; break;
    case LedgerState::DeleSent: copy.state = ServerCopy::State::Leaving; break;
    case LedgerState::Gone: copy.state = ServerCopy::State::Gone; break;
    }
    return copy;
}

Result<ServerCopy> Reader::serverCopy(PlacementId id) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT f.kind, p.uid, p.message, m.body_state FROM placement p JOIN folder f ON f.id = p.folder "
                                                 "JOIN message m ON m.id = p.message WHERE p.id = ?", id));
    if (!TRY(row.step()))
        return noSuchRow("placement", id.number());
    const bool isRemote = row.enumeration<FolderKind>() == FolderKind::Remote;
    const bool hasUid = row.integer() != 0;
    const auto message = row.id<MessageId>();
    const bool isWhole = row.enumeration<BodyState>() == BodyState::Full;
    ServerCopy copy;
    if (!isRemote)
        copy = TRY(maildropCopy(message));
    else
        copy.state = hasUid ? ServerCopy::State::There : ServerCopy::State::OnItsWay;
    copy.isWholeHere = isWhole;
    return copy;
}

Result<MessageId> SyncReader::headerOf(AccountId account, const QByteArray &uidl, const QByteArray &head) const
{
    const auto found = TRY(m_database.integer("SELECT m.id FROM pop3_seen s JOIN message m ON m.id = s.message "
                                              "WHERE s.account = ? AND s.uidl = ? AND s.state = 0 AND s.head = ? AND s.head <> x'' AND m.body_state < 3",
                                              account, uidl, head));
    return MessageId(found.value_or(0));
}

Result<QList<LedgerEntry>> SyncReader::expiredCopies(AccountId account, const Pop3ServerCopy &rule, std::int64_t now) const
{
    QList<LedgerEntry> expired;
    const char *condition = expiryCondition(rule.rule);
    if (!condition)
        return expired;
    const std::int64_t seenBy = now - rule.days * kSecondsPerDay;
    sqlite::Statement row = TRY(m_database.query(std::string(kLedgerQuery) + condition, account, seenBy));
    while (TRY(row.step()))
        expired.append(entryFrom(row));
    return expired;
}

} // namespace petrel::store
