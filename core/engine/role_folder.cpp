#include "core/engine/role_folder.h"

namespace petrel::engine {

namespace {

QString usualName(FolderRole role)
{
    switch (role) {
    case FolderRole::Archive: return QStringLiteral("Archive");
    case FolderRole::Drafts: return QStringLiteral("Drafts");
    case FolderRole::Junk: return QStringLiteral("Junk");
    case FolderRole::Sent: return QStringLiteral("Sent");
    case FolderRole::Trash: return QStringLiteral("Trash");
    default: return {};
    }
}

} // namespace

Result<FolderRow> roleFolder(store::WriteTransaction &tx, AccountId account, FolderRole role)
{
    const Result<FolderRow> folder = tx.reader().folderByRole(account, role);
    if (folder || folder.error().kind != ErrorKind::NotFound || usualName(role).isEmpty())
        return folder;
    if (TRY(tx.reader().account(account)).incomingKind != IncomingKind::Imap)
        return folder;
    // Also before any folder was ever listed: the first message of an account may leave before that.
    store::RemoteFolder made;
    made.wireName = usualName(role).toLatin1();
    made.path = {usualName(role)};
    made.role = role;
    return tx.reader().folder(TRY(tx.folders().upsertRemote(account, made)));
}

} // namespace petrel::engine
