#pragma once

#include "core/model/ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace petrel {

/** What a folder is for (RFC 6154). The numbers are stored in the database: never change one. */
enum class FolderRole { None = 0, Inbox = 1, Drafts = 2, Sent = 3, Archive = 4, Junk = 5, Trash = 6, All = 7, Flagged = 8 };

/** Where the folder lives: at an IMAP server, or only here (POP3, and nowhere else). */
enum class FolderKind { Remote = 0, Local = 1 };

/** What the person wants of a folder at a server that it is not yet. */
enum class FolderWant { Nothing = 0, Made = 1, Placed = 2, Gone = 3, Subscribed = 4, Unsubscribed = 5 };

/** A folder as lists and trees show it. */
struct FolderRow
{
    FolderId id;
    AccountId account;
    FolderId parent;      ///< null at the top
    QString name;         ///< last component, decoded
    QString path;         ///< all components joined by '/', as petrelctl takes it; "INBOX" for every inbox
    FolderRole role = FolderRole::None;
    FolderKind kind = FolderKind::Remote;
    bool selectable = true;
    bool subscribed = true;
    int unread = 0;       ///< counted from the rows we hold
    int total = 0;        ///< rows we hold
    int serverTotal = 0;  ///< EXISTS at the last look, 0 when unknown; more than total while backfilling
    std::int64_t lastSync = 0; ///< UTC seconds of the last complete pass, 0 when never
    FolderWant want = FolderWant::Nothing;
    bool takesFolders = true; ///< false: the server makes none below it (\Noinferiors, RFC 3501 section 7.2.2)
    bool isRefused = false; ///< `want` was refused for good: it waits for the person, and the folder is shown as the server has it

    friend bool operator==(const FolderRow &, const FolderRow &) = default;
};

/** "inbox", "sent", ...; "" for None. For JSON and petrelctl. */
[[nodiscard]] QString roleName(FolderRole role);

} // namespace petrel
