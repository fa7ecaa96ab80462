#include "ui/mainwindow/open_place.h"

#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

using Kind = OpenPlace::Kind;
using Scope = store::ListQuery::Scope;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::OpenPlace)
};

FolderRole roleOf(const OpenPlace &place, const FolderTreeModel &folders)
{
    if (place.entry == FolderEntry::Drafts)
        return FolderRole::Drafts;
    const auto folder = folders.folder(place.query.folder);
    return folder ? folder->role : FolderRole::Inbox;
}

ListWords searchWords(const OpenPlace &place, const MessageListModel &messages)
{
    const int found = messages.rowCount();
    ListWords words;
    words.title = messages.state() != MessageListModel::State::Ready ? Words::tr("Searching")
        : found == 0                                                 ? Words::tr("No results")
        : messages.isSearchCut()                                     ? Words::tr("The first %n result(s)", nullptr, found)
                                                                     : Words::tr("%n result(s)", nullptr, found);
    words.counts = Words::tr("in all accounts");
    words.emptyTitle = Words::tr("Nothing found for \"%1\"").arg(place.searched);
    words.emptyText = Words::tr("All messages on this computer were searched.");
    return words;
}

/** A maildrop is fetched into a folder that lives here: its inbox; all other folders here are complete by themselves. */
bool wasNeverFetched(const FolderRow &folder)
{
    return folder.lastSync == 0 && (folder.kind == FolderKind::Remote || folder.role == FolderRole::Inbox);
}

/** The inbox of some account was never seen: nobody knows yet that it is empty. */
bool isAwaited(const FolderTreeModel &folders)
{
    const auto unseen = [&](const Account &account) {
        const QList<FolderRow> all = folders.foldersOf(account.id);
        const auto inbox = std::find_if(all.cbegin(), all.cend(), [](const FolderRow &folder) { return folder.role == FolderRole::Inbox; });
        return inbox == all.cend() || wasNeverFetched(*inbox);
    };
    return std::any_of(folders.accounts().cbegin(), folders.accounts().cend(), unseen);
}

void addEmptyWords(ListWords &words, const OpenPlace &place, const FolderTreeModel &folders)
{
    const auto say = [&](const QString &title, const QString &text) {
        words.emptyTitle = title;
        words.emptyText = text;
    };
    const auto folder = folders.folder(place.query.folder);
    if (place.query.scope == Scope::Flagged)
        return say(Words::tr("Nothing flagged"), Words::tr("Press F, or click the flag that appears on a row."));
    if (folder && folder->kind == FolderKind::Remote && wasNeverFetched(*folder))
        return say(Words::tr("Not here yet"), Words::tr("This folder is on the server. It will be fetched when you are online."));
    if ((folder && wasNeverFetched(*folder)) || (place.entry == FolderEntry::AllInboxes && isAwaited(folders)))
        return say(Words::tr("Not here yet"), Words::tr("Your mail is on the server. It comes as soon as Petrel has reached it."));
    switch (roleOf(place, folders)) {
    case FolderRole::Inbox: return say(Words::tr("All clear"), Words::tr("You have dealt with everything."));
    case FolderRole::Junk: return say(Words::tr("Empty"), Words::tr("No junk mail has come, or you have removed it."));
    case FolderRole::Trash: return say(Words::tr("Empty"), Words::tr("What you delete rests here until you empty it."));
    case FolderRole::Drafts: return say(Words::tr("No drafts"), Words::tr("What you start to write is kept here by itself."));
    default: return say(Words::tr("Nothing here"), Words::tr("Move mail here by dragging."));
    }
}

} // namespace

QModelIndex entryOf(const OpenPlace &place, const FolderTreeModel &folders)
{
    const QModelIndex favourite = place.entry == FolderEntry::Favourite ? folders.indexOfFavourite(place.query.folder) : QModelIndex();
    switch (place.kind) {
    case Kind::Folder:
        if (favourite.isValid())
            return favourite;
        return place.query.folder ? folders.indexOf(place.query.folder) : folders.indexOf(place.entry);
    case Kind::Outbox: return folders.indexOf(FolderEntry::Outbox);
    case Kind::Nothing:
    case Kind::Search:
    case Kind::Attention: break;
    }
    return {};
}

bool tellsRecipients(const OpenPlace &place, const FolderTreeModel &folders)
{
    const FolderRole role = roleOf(place, folders);
    return place.isFolder() && (role == FolderRole::Sent || role == FolderRole::Drafts);
}

ListWords listWords(const OpenPlace &place, const FolderTreeModel &folders, const MessageListModel &messages)
{
    if (place.isSearch())
        return searchWords(place, messages);
    if (folders.accounts().isEmpty())
        return {Words::tr("Petrel"), {}, Words::tr("Welcome to Petrel"), Words::tr("Add an account to begin. It takes about a minute.")};
    const QModelIndex entry = entryOf(place, folders);
    const int unread = entry.data(CountIsUnreadRole).toBool() ? entry.data(UnreadCountRole).toInt() : 0;
    ListWords words;
    words.title = entry.data(Qt::DisplayRole).toString();
    if (unread > 0)
        words.counts = Words::tr("%n unread", nullptr, unread);
    addEmptyWords(words, place, folders);
    return words;
}

} // namespace petrel::ui
