#include "core/model/folder.h"

namespace petrel {

QString roleName(FolderRole role)
{
    switch (role) {
    case FolderRole::None: return {};
    case FolderRole::Inbox: return QStringLiteral("inbox");
    case FolderRole::Drafts: return QStringLiteral("drafts");
    case FolderRole::Sent: return QStringLiteral("sent");
    case FolderRole::Archive: return QStringLiteral("archive");
    case FolderRole::Junk: return QStringLiteral("junk");
    case FolderRole::Trash: return QStringLiteral("trash");
    case FolderRole::All: return QStringLiteral("all");
    case FolderRole::Flagged: return QStringLiteral("flagged");
    }
    return {};
}

} // namespace petrel
