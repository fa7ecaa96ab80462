#pragma once

#include "core/store/account_repository.h"
#include "core/store/append_repository.h"
#include "core/store/blob_repository.h"
#include "core/store/contact_repository.h"
#include "core/store/folder_repository.h"
#include "core/store/folder_wishes.h"
#include "core/store/label_repository.h"
#include "core/store/message_repository.h"
#include "core/store/outbox_repository.h"
#include "core/store/pop3_ledger.h"
#include "core/store/reader.h"
#include "core/store/sync_reader.h"
#include "core/store/transfer_repository.h"
#include "core/store/trust_repository.h"
#include "core/store/wish_repository.h"

namespace petrel::store {

class ChangeCollector;

/**
 * All or nothing: what the function given to Store::write() works with. The repositories are cheap
 * views on it; take them where they are used. What it changed is published after the commit.
 */
class WriteTransaction
{
public:
    WriteTransaction(sqlite::Database &database, QString blobDirectory, ChangeCollector &changes, std::uint64_t commit);
    WriteTransaction(const WriteTransaction &) = delete;
    WriteTransaction &operator=(const WriteTransaction &) = delete;

    [[nodiscard]] AccountRepository accounts() { return AccountRepository(*this); }
    [[nodiscard]] FolderRepository folders() { return FolderRepository(*this); }
    [[nodiscard]] FolderWishRepository folderWishes() { return FolderWishRepository(*this); }
    [[nodiscard]] MessageRepository messages() { return MessageRepository(*this); }
    [[nodiscard]] WishRepository wishes() { return WishRepository(*this); }
    [[nodiscard]] TransferRepository transfers() { return TransferRepository(*this); }
    [[nodiscard]] AppendRepository appends() { return AppendRepository(*this); }
    [[nodiscard]] OutboxRepository outbox() { return OutboxRepository(*this); }
    [[nodiscard]] Pop3Ledger ledger() { return Pop3Ledger(*this); }
    [[nodiscard]] BlobRepository blobs() { return BlobRepository(*this); }
    [[nodiscard]] LabelRepository labels() { return LabelRepository(*this); }
    [[nodiscard]] ContactRepository contacts() { return ContactRepository(*this); }
    [[nodiscard]] TrustRepository trust() { return TrustRepository(*this); }

    /** Reads what this transaction has written so far. */
    [[nodiscard]] const Reader &reader() const { return m_reader; }
    [[nodiscard]] SyncReader syncReader() const { return SyncReader(m_reader); }

    // For the repositories
    [[nodiscard]] sqlite::Database &database() { return m_database; }
    [[nodiscard]] ChangeCollector &changes() { return m_changes; }
    [[nodiscard]] const QString &blobDirectory() const { return m_blobDirectory; }

private:
    sqlite::Database &m_database;
    QString m_blobDirectory;
    ChangeCollector &m_changes;
    Reader m_reader;
};

} // namespace petrel::store
