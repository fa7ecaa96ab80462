#include "core/model/delivery.h"

#include <algorithm>

namespace petrel {

namespace {

bool isInboxOf(const FolderRow &folder, AccountId account)
{
    return folder.account == account && folder.role == FolderRole::Inbox;
}

/** Deleted, as far as the person is concerned. */
bool isInTrash(const FolderRow &folder, const QList<FolderRow> &folders)
{
    FolderId above = folder.parent;
    for (qsizetype depth = 0; above && depth < folders.size(); ++depth) {
        const auto parent = std::find_if(folders.cbegin(), folders.cend(), [&](const FolderRow &one) { return one.id == above; });
        if (parent == folders.cend())
            return false;
        if (parent->role == FolderRole::Trash)
            return true;
        above = parent->parent;
    }
    return false;
}

bool mayTakeIn(const FolderRow &folder, const QList<FolderRow> &folders)
{
    const bool isOne = folder.role == FolderRole::Inbox || folder.role == FolderRole::None;
    return isOne && folder.kind == FolderKind::Local && folder.selectable && !isInTrash(folder, folders);
}

} // namespace

std::optional<FolderRow> deliveryFolderOf(const Account &account, const QList<FolderRow> &folders)
{
    const auto found = std::find_if(folders.cbegin(), folders.cend(), [&](const FolderRow &folder) { return folder.id == account.deliverTo && mayTakeIn(folder, folders); });
    return account.deliverTo && found != folders.cend() ? std::optional(*found) : std::nullopt;
}

QList<FolderRow> deliveryFolders(AccountId account, const QList<Account> &accounts, const QList<FolderRow> &folders)
{
    QList<FolderRow> inboxes;
    QList<FolderRow> others;
    for (const Account &other : accounts) {
        const auto delivered = deliveryFolderOf(other, folders);
        if (delivered && isInboxOf(*delivered, account))
            return {};
        if (other.id == account || other.incomingKind != IncomingKind::Pop3)
            continue;
        for (const FolderRow &folder : folders) {
            if (folder.account != other.id || !mayTakeIn(folder, folders))
                continue;
            if (folder.role == FolderRole::None)
                others.append(folder);
            else if (!delivered)
                inboxes.append(folder);
        }
    }
    return inboxes + others;
}

} // namespace petrel
