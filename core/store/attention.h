#pragma once

#include "core/model/ids.h"
#include "core/model/outbox.h"

#include <QString>

namespace petrel::store {

/** One line of "Needs attention": something the person asked for that could not be done. */
struct AttentionItem
{
    enum class Subject {
        Wish,      ///< flags, a move or a deletion the server refused: `placement`
        Append,    ///< a draft or sent copy that could not be stored at the server: `append`
        Folder,    ///< a folder that could not be made, renamed, moved, deleted or subscribed: `folder`
        Outgoing,  ///< a message that was refused, or whose fate is uncertain: `outbox`
    };

    Subject subject = Subject::Wish;
    AccountId account;
    PlacementId placement;
    WishId append;
    FolderId folder;
    OutboxId outbox;
    OutboxState outboxState = OutboxState::Queued; ///< for Outgoing
    bool isCopy = false;      ///< for Append: its original is where it was, so that the copy may be given up
    bool folderGone = false;  ///< for Wish: it lay in a folder that is no longer at the server; nothing can be tried, only given up
    QString title;            ///< the message's subject, or the folder's name
    QString error;            ///< describe() of the last error
    std::int64_t since = 0;   ///< UTC seconds

    friend bool operator==(const AttentionItem &, const AttentionItem &) = default;
};

} // namespace petrel::store
