#pragma once

#include "core/model/changes.h"

#include <QHash>

#include <map>

namespace petrel::store {

/** Gathers what one transaction changes, folding steps on the same row: inserted and removed is nothing. */
class ChangeCollector
{
public:
    static constexpr int kMaxIds = 1000;

    void inserted(FolderId folder, PlacementId id);
    void changed(FolderId folder, PlacementId id);
    void removed(FolderId folder, PlacementId id);
    void folder(FolderId folder) { m_set.folders.insert(folder); }
    void reload(FolderId folder);
    void folderList() { m_set.folderList = true; }
    void accounts() { m_set.accounts = true; }
    void outbox() { m_set.outbox = true; }
    void labels() { m_set.labels = true; }
    void attention() { m_set.attention = true; }

    [[nodiscard]] ChangeSet take(std::uint64_t commit);

private:
    enum class Step { Inserted, Changed, Removed };
    struct Rows
    {
        std::map<PlacementId, Step> steps;
        bool reload = false;
    };
    Rows &rows(FolderId folder);

    ChangeSet m_set;
    QHash<FolderId, Rows> m_rows;
};

} // namespace petrel::store
