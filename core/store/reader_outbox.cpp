#include "core/store/reader.h"

#include "core/base/clock.h"
#include "core/store/outbox_rows_p.h"
#include "core/store/row_mapping_p.h"

namespace petrel::store {

namespace {

Result<QList<OutboxRecipient>> recipientsOf(sqlite::Database &database, OutboxId id)
{
    sqlite::Statement row = TRY(database.query("SELECT address, state, reply FROM outbox_recipient WHERE outbox = ? ORDER BY position", id));
    QList<OutboxRecipient> recipients;
    while (TRY(row.step())) {
        OutboxRecipient recipient;
        recipient.address = row.bytes();
        recipient.state = row.enumeration<RecipientState>();
        recipient.reply = row.bytes();
        recipients.append(recipient);
    }
    return recipients;
}

Status addParkedWishes(sqlite::Database &database, QList<AttentionItem> &items)
{
    sqlite::Statement row = TRY(database.query("SELECT p.id, m.account, f.gone, m.subject, p.last_error, p.parked_since FROM placement p "
                                               "JOIN folder f ON f.id = p.folder JOIN message m ON m.id = p.message JOIN account a ON a.id = m.account "
                                               "WHERE p.parked_since <> 0 AND a.gone = 0"));
    while (TRY(row.step())) {
        AttentionItem item;
        item.subject = AttentionItem::Subject::Wish;
        item.placement = row.id<PlacementId>();
        item.account = row.id<AccountId>();
        item.folderGone = row.boolean();
        item.title = row.text();
        item.error = row.text();
        item.since = row.integer();
        items.append(item);
    }
    return {};
}

Status addParkedAppends(sqlite::Database &database, QList<AttentionItem> &items)
{
    sqlite::Statement row = TRY(database.query("SELECT w.id, w.account, w.placement, coalesce(m.subject, ''), w.last_error, w.parked_since, w.origin <> 0 AND w.source IS NOT NULL "
                                               "FROM append_wish w JOIN account a ON a.id = w.account LEFT JOIN placement p ON p.id = w.placement "
                                               "LEFT JOIN message m ON m.id = p.message WHERE w.parked_since <> 0 AND a.gone = 0"));
    while (TRY(row.step())) {
        AttentionItem item;
        item.subject = AttentionItem::Subject::Append;
        item.append = row.id<WishId>();
        item.account = row.id<AccountId>();
        item.placement = row.id<PlacementId>();
        item.title = row.text();
        item.error = row.text();
        item.since = row.integer();
        item.isCopy = row.boolean();
        items.append(item);
    }
    return {};
}

Status addParkedFolders(sqlite::Database &database, QList<AttentionItem> &items)
{
    sqlite::Statement row = TRY(database.query("SELECT f.id, f.account, f.name, f.last_error, f.parked_since FROM folder f JOIN account a ON a.id = f.account "
                                               "WHERE f.parked_since <> 0 AND f.gone = 0 AND a.gone = 0"));
    while (TRY(row.step())) {
        AttentionItem item;
        item.subject = AttentionItem::Subject::Folder;
        item.folder = row.id<FolderId>();
        item.account = row.id<AccountId>();
        item.title = row.text();
        item.error = row.text();
        item.since = row.integer();
        items.append(item);
    }
    return {};
}

/** As long what is uncertain is looked for; then the person sees it, even if nobody works for its account any more. */
constexpr std::int64_t kLookedForFirst = 60;

Status addOutgoing(sqlite::Database &database, QList<AttentionItem> &items)
{
    sqlite::Statement row = TRY(database.query("SELECT o.id, o.account, o.state, o.subject, o.last_error, o.changed_at "
                                               "FROM outbox o JOIN account a ON a.id = o.account "
                                               "WHERE (o.state = 3 OR (o.state = 4 AND (o.uncertain_told = 1 OR o.changed_at <= ?))) AND a.gone = 0",
                                               Clock::nowUtc() - kLookedForFirst));
    while (TRY(row.step())) {
        AttentionItem item;
        item.subject = AttentionItem::Subject::Outgoing;
        item.outbox = row.id<OutboxId>();
        item.account = row.id<AccountId>();
        item.outboxState = row.enumeration<OutboxState>();
        item.title = row.text();
        item.error = row.text();
        item.since = row.integer();
        items.append(item);
    }
    return {};
}

} // namespace

Result<QList<OutboxItem>> outboxItems(sqlite::Database &database, sqlite::Statement row)
{
    QList<OutboxItem> items;
    while (TRY(row.step())) {
        OutboxItem item;
        item.id = row.id<OutboxId>();
        item.account = row.id<AccountId>();
        item.messageId = row.bytes();
        item.envelopeFrom = row.bytes();
        item.subject = row.text();
        item.toShown = row.text();
        item.raw = row.id<BlobId>();
        item.size = row.integer();
        item.state = row.enumeration<OutboxState>();
        item.attempts = static_cast<int>(row.integer());
        item.queuedAt = row.integer();
        item.notBefore = row.integer();
        item.lastError = row.text();
        item.serverText = row.bytes();
        item.askDelivered = row.boolean();
        item.requireTls = row.boolean();
        item.reports = row.enumeration<ReportPromise>();
        item.recipients = TRY(recipientsOf(database, item.id));
        items.append(item);
    }
    return items;
}

Result<QList<OutboxItem>> Reader::outbox() const
{
    static const std::string sql = std::string("SELECT ") + kOutboxColumns
        + " FROM outbox WHERE state IN (0, 1, 3, 4) AND account IN (SELECT id FROM account WHERE gone = 0) ORDER BY queued_at, id";
    return outboxItems(m_database, TRY(m_database.query(sql)));
}

Result<OutboxItem> Reader::outboxItem(OutboxId id) const
{
    static const std::string sql = std::string("SELECT ") + kOutboxColumns + " FROM outbox WHERE id = ?";
    const QList<OutboxItem> items = TRY(outboxItems(m_database, TRY(m_database.query(sql, id))));
    if (items.isEmpty())
        return noSuchRow("outbox", id.number());
    return items.first();
}

Result<QList<AttentionItem>> Reader::attention() const
{
    QList<AttentionItem> items;
    TRY(addOutgoing(m_database, items));
    TRY(addParkedAppends(m_database, items));
    TRY(addParkedFolders(m_database, items));
    TRY(addParkedWishes(m_database, items));
    return items;
}

Result<QHash<AccountId, int>> Reader::pendingWishes() const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT f.account, count(*) FROM (SELECT folder FROM placement WHERE want_set | want_clear <> 0 "
        "UNION ALL SELECT folder FROM placement WHERE want_folder <> 0 AND want_set | want_clear = 0 AND stage NOT IN (3, 4) "
        "UNION ALL SELECT p.folder FROM placement_keyword k INDEXED BY placement_keyword_wanted CROSS JOIN placement p ON p.id = k.placement WHERE k.want <> 0 AND k.kept_here = 0 "
        "AND p.want_folder = 0 AND p.want_set | p.want_clear = 0 GROUP BY p.id "
        "UNION ALL SELECT folder FROM append_wish WHERE stage <> 2 "
        "UNION ALL SELECT id FROM folder WHERE kind = 0 AND (want_name <> '' OR want_subscribed <> -1 OR want_gone <> 0)) w JOIN folder f ON f.id = w.folder WHERE f.gone = 0 GROUP BY f.account"));
    QHash<AccountId, int> pending;
    while (TRY(row.step())) {
        const auto account = row.id<AccountId>();
        pending.insert(account, static_cast<int>(row.integer()));
    }
    return pending;
}

} // namespace petrel::store
