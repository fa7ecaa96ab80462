#pragma once

#include "core/base/error.h"
#include "core/model/ids.h"

#include <QList>

#include <optional>

namespace petrel::engine {

/** How much of what a search looks for it can find on this computer. */
struct SearchReach
{
    qint64 messages = 0;    ///< in the folders that are searched, as far as is known
    qint64 searchable = 0;  ///< of those, what a search here can tell by: the text where words are wanted, else the headers
    int folders = 0;        ///< some of whose mail only their server can search
    bool byText = false;    ///< words are wanted

    friend bool operator==(const SearchReach &, const SearchReach &) = default;
};

/** Where a search at a server stopped, because enough was found. */
struct FindLeft
{
    FolderId folder;
    Uid below;              ///< null: the folder was not begun

    friend bool operator==(const FindLeft &, const FindLeft &) = default;
};

/** How far a search at the servers has come. */
struct ServerFind
{
    /** A folder that was not searched to its end. */
    struct Trouble
    {
        FolderId folder;
        Error error;
    };

    int folders = 0;            ///< that are to be asked for
    int foldersAsked = 0;
    FolderId folder;            ///< being asked for; null: none yet, or it is over
    qint64 messages = 0;        ///< that are to be asked for in the folders begun so far
    qint64 messagesAsked = 0;
    QList<PlacementId> found;   ///< all so far: what is not here, or not by its text
    QList<FindLeft> left;       ///< once it is over: where there may be more
    QList<Trouble> troubles;
    bool isOver = false;
};

} // namespace petrel::engine
