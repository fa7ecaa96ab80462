#pragma once

#include "core/model/ids.h"

#include <QList>
#include <QSet>

#include <cstdint>

namespace petrel {

/** What one committed transaction changed: the change feed's entry. Published only after commit. */
struct ChangeSet
{
    struct Placements
    {
        FolderId folder;              ///< the folder the rows are (or were) shown in
        QList<PlacementId> inserted;
        QList<PlacementId> changed;
        QList<PlacementId> removed;
        bool reload = false;          ///< more than 1,000 ids: read the folder anew, the lists are empty
    };

    std::uint64_t commit = 0;         ///< counts up with each write transaction
    QList<Placements> placements;
    QSet<FolderId> folders;           ///< folder rows inserted, changed or removed; also counters
    bool folderList = false;          ///< the set of folders of some account changed
    bool accounts = false;
    bool outbox = false;
    bool labels = false;              ///< names, colours or order of labels
    bool attention = false;           ///< something was parked, or is no longer

    [[nodiscard]] bool isEmpty() const
    {
        return placements.isEmpty() && folders.isEmpty() && !folderList && !accounts && !outbox && !labels && !attention;
    }
};

} // namespace petrel
