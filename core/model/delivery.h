#pragma once

#include "core/model/account.h"
#include "core/model/folder.h"

#include <QList>

namespace petrel {

/**
 * The local folders into which new mail of a POP3 account may be put instead of its own inbox: inboxes of other POP3 accounts, first, and
 * folders that the person made there. Nothing is put on from one account to the next: an account that delivers elsewhere takes in no mail,
 * and one that takes in mail delivers nowhere else. In the order of the accounts; an account that is still to be added has no id.
 */
[[nodiscard]] QList<FolderRow> deliveryFolders(AccountId account, const QList<Account> &accounts, const QList<FolderRow> &folders);

/** The folder into which this account delivers; nothing: its own inbox, or a folder that is gone. */
[[nodiscard]] std::optional<FolderRow> deliveryFolderOf(const Account &account, const QList<FolderRow> &folders);

} // namespace petrel
