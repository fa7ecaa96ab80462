#pragma once

#include "core/base/result.h"
#include "core/model/account.h"
#include "core/model/folder.h"
#include "core/model/identity.h"
#include "core/model/label.h"
#include "core/model/message.h"
#include "core/model/outbox.h"
#include "core/model/server_copy.h"
#include "core/store/attention.h"
#include "core/store/blob_stream.h"
#include "core/store/folder_details.h"
#include "core/store/list_query.h"
#include "core/store/message_detail.h"
#include "core/store/search_coverage.h"

#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace petrel::store {

namespace sqlite {
class Database;
}

/** Somebody the person has written to. */
struct ContactRow
{
    Address address;
    int timesWritten = 0;
    std::int64_t lastUsed = 0;

    friend bool operator==(const ContactRow &, const ContactRow &) = default;
};

/**
 * One snapshot of the store: everything asked of one Reader belongs to one moment. Lives only inside
 * Store::read() (or a write transaction); keep those short, a long one keeps the log from shrinking.
 * The one store header that ui/ includes.
 *
 * Errors: NotFound (a row by id or name that is not there), Cancelled (the StopToken given to read()),
 * StoreCorrupt. An empty list is an answer, never an error.
 */
class Reader
{
public:
    Reader(sqlite::Database &database, QString blobDirectory, std::uint64_t commit);

    /** The last commit this snapshot is sure to hold: compare with ChangeSet::commit. */
    [[nodiscard]] std::uint64_t commit() const { return m_commit; }

    [[nodiscard]] Result<QList<Account>> accounts() const;
    [[nodiscard]] Result<Account> account(AccountId id) const;
    /** The default one first; with a null account those of all accounts. */
    [[nodiscard]] Result<QList<Identity>> identities(AccountId account = {}) const;

    /** Counting takes time with the size of a folder: `Shown` are the unread, and all drafts; what is not counted is 0. */
    enum class Counts { None, Shown, All };
    /** In the order of display: by account, inbox first, then the other roles, then by name. */
    [[nodiscard]] Result<QList<FolderRow>> folders(AccountId account = {}, Counts counts = Counts::Shown) const;
    [[nodiscard]] Result<FolderRow> folder(FolderId id) const;
    /** Components joined by '/'; "INBOX" in any letter case names the inbox of every kind of account. */
    [[nodiscard]] Result<FolderRow> folderByPath(AccountId account, const QString &path) const;
    [[nodiscard]] Result<FolderRow> folderByRole(AccountId account, FolderRole role) const;

    /** Takes time with the size of the folder. */
    [[nodiscard]] Result<FolderDetails> folderDetails(FolderId folder) const;
    /** What the person keeps on top, in this order. */
    [[nodiscard]] Result<QList<FolderId>> favourites() const;

    [[nodiscard]] Result<QList<MessageRow>> list(const ListQuery &query, const Page &page = {}) const;
    /** The whole list as keys, index only for Sort::Date: rowCount, scroll bar and selection stand on it. */
    [[nodiscard]] Result<std::vector<ListKey>> listKeys(const ListQuery &query) const;
    /** The unread messages of a folder, in no order. */
    [[nodiscard]] Result<QList<PlacementId>> unread(FolderId folder) const;
    /** How many rows the list has. */
    [[nodiscard]] Result<int> listCount(const ListQuery &query) const;
    /** In the order asked; ids that are gone are left out. */
    [[nodiscard]] Result<QList<MessageRow>> rows(const QList<PlacementId> &ids) const;
    [[nodiscard]] Result<MessageRow> row(PlacementId id) const;
    /** What the server has of this message, as far as we know; of a POP3 account the ledger tells. */
    [[nodiscard]] Result<ServerCopy> serverCopy(PlacementId id) const;
    [[nodiscard]] Result<MessageDetail> detail(PlacementId id) const;
    /**
     * The person's labels in their order, the classics among them, hidden ones too; then those that only stand at messages, by
     * name. Marks of programs are left out.
     */
    [[nodiscard]] Result<QList<Label>> labels() const;
    /** Every copy of the message with this Message-ID (without angle brackets), in all accounts and folders. */
    [[nodiscard]] Result<QList<PlacementId>> placementsOf(const QByteArray &messageId) const;
    /** Oldest first, one row per message, whatever folder it is in. */
    [[nodiscard]] Result<QList<MessageRow>> thread(ThreadId id) const;
    /** Newest first, one row per message. Any text is a valid search; an empty one finds nothing. */
    [[nodiscard]] Result<QList<MessageRow>> search(const SearchRequest &request) const;
    /** Of these, which a server found: those that what is known here (flags, dates, sizes, attachments, folders) does not rule out. */
    [[nodiscard]] Result<QList<PlacementId>> withoutContradiction(const SearchRequest &request, const QList<PlacementId> &ids) const;
    /** How much a search can look through here, by folder. Reads every row of them. */
    [[nodiscard]] Result<QList<SearchCoverage>> searchCoverage(const SearchRequest &request) const;

    /** The whole content; for more than a few MB use openBlob(). */
    [[nodiscard]] Result<QByteArray> blob(BlobId id) const;
    [[nodiscard]] Result<std::unique_ptr<BlobStream>> openBlob(BlobId id) const;

    /** What waits, is being sent, was refused or is uncertain; oldest first. Sent and cancelled are left out. */
    [[nodiscard]] Result<QList<OutboxItem>> outbox() const;
    /** In any state. */
    [[nodiscard]] Result<OutboxItem> outboxItem(OutboxId id) const;
    [[nodiscard]] Result<QList<AttentionItem>> attention() const;
    /** Wishes and appends that have not reached the server, parked ones included, by account. */
    [[nodiscard]] Result<QHash<AccountId, int>> pendingWishes() const;

    /** Whose name, address or any word of the name begins so; most written to first. */
    [[nodiscard]] Result<QList<ContactRow>> contacts(const QString &prefix, int limit = 10) const;
    /** SHA-256 digests of public keys the person accepted for this server. */
    [[nodiscard]] Result<QList<QByteArray>> trustedCertificates(const QString &host, quint16 port) const;
    /** True when the address or its domain was allowed. */
    [[nodiscard]] Result<bool> remoteContentAllowed(const QString &address) const;

    /** For the other readers of this folder. */
    [[nodiscard]] sqlite::Database &database() const { return m_database; }

private:
    [[nodiscard]] Result<ServerCopy> maildropCopy(MessageId message) const;
    sqlite::Database &m_database;
    QString m_blobDirectory;
    std::uint64_t m_commit;
};

} // namespace petrel::store
