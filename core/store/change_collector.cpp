#include "core/store/change_collector_p.h"

#include <utility>

namespace petrel::store {

ChangeCollector::Rows &ChangeCollector::rows(FolderId folder)
{
    m_set.folders.insert(folder);
    return m_rows[folder];
}

void ChangeCollector::inserted(FolderId folder, PlacementId id)
{
    auto &steps = rows(folder).steps;
    const auto [step, isNew] = steps.try_emplace(id, Step::Inserted);
    if (!isNew && step->second == Step::Removed)
        step->second = Step::Changed;
}

void ChangeCollector::changed(FolderId folder, PlacementId id)
{
    rows(folder).steps.try_emplace(id, Step::Changed);
}

void ChangeCollector::removed(FolderId folder, PlacementId id)
{
    auto &steps = rows(folder).steps;
    const auto [step, isNew] = steps.try_emplace(id, Step::Removed);
    if (isNew)
        return;
    if (step->second == Step::Inserted)
        steps.erase(step);
    else
        step->second = Step::Removed;
}

void ChangeCollector::reload(FolderId folder)
{
    rows(folder).reload = true;
}

ChangeSet ChangeCollector::take(std::uint64_t commit)
{
    ChangeSet set = std::exchange(m_set, {});
    set.commit = commit;
    const QHash<FolderId, Rows> all = std::exchange(m_rows, {});
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        ChangeSet::Placements placements;
        placements.folder = it.key();
        placements.reload = it->reload || it->steps.size() > kMaxIds;
        if (!placements.reload) {
            for (const auto &[id, step] : it->steps) {
                QList<PlacementId> &list = step == Step::Inserted ? placements.inserted
                    : step == Step::Changed                       ? placements.changed
                                                                  : placements.removed;
                list.append(id);
            }
        }
        if (placements.reload || !it->steps.empty())
            set.placements.append(placements);
    }
    return set;
}

} // namespace petrel::store
