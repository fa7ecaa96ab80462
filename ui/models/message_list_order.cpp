// How MessageListModel takes another order over: row by row while the changes are few, as one new layout when they are many.

#include "ui/models/message_list_model.h"
#include "ui/models/row_range_p.h"

#include <algorithm>

namespace petrel::ui {

using Sort = store::ListQuery::Sort;
using Order = store::ListQuery::Order;

namespace {

/** More separate changes than this are told as one: each by itself costs every view a layout. */
constexpr size_t kMaxRanges = 200;

} // namespace

/** What leads from one order to another: rows that go, by their old place, and rows that come, by their new one. */
struct MessageListModel::Difference
{
    std::vector<RowRange> removed;
    std::vector<RowRange> inserted;
    bool moved = false; ///< those in both do not follow each other as before; the ranges are not complete
};

MessageListModel::Difference MessageListModel::differenceTo(const std::vector<Key> &keys) const
{
    QSet<PlacementId> here;
    QSet<PlacementId> there;
    if (!canPatch()) { // keys are places then and tell nothing: only the ids do
        for (const Key &key : m_keys)
            here.insert(key.id);
        for (const Key &key : keys)
            there.insert(key.id);
    }
    const auto same = [&](const Key &a, const Key &b) { return canPatch() ? a == b : a.id == b.id; };
    const auto goes = [&](const Key &a, const Key &b) { return canPatch() ? before(a, b) : !there.contains(a.id); };
    const auto comes = [&](const Key &a, const Key &b) { return canPatch() ? before(b, a) : !here.contains(b.id); };

    Difference difference;
    size_t i = 0;
    size_t j = 0;
    while (i < m_keys.size() || j < keys.size()) {
        const bool both = i < m_keys.size() && j < keys.size();
        if (both && same(m_keys[i], keys[j])) {
            ++i;
            ++j;
        } else if (j == keys.size() || (both && goes(m_keys[i], keys[j]))) {
            extend(difference.removed, static_cast<int>(i++));
        } else if (i == m_keys.size() || comes(m_keys[i], keys[j])) {
            extend(difference.inserted, static_cast<int>(j++));
        } else {
            difference.moved = true;
            break;
        }
    }
    return difference;
}

void MessageListModel::takeOrder(std::vector<Key> keys)
{
    m_orderKnown = true;
    const Difference difference = differenceTo(keys);
    if (difference.moved || difference.removed.size() + difference.inserted.size() > kMaxRanges) {
        replaceKeys(std::move(keys));
    } else {
        for (auto range = difference.removed.rbegin(); range != difference.removed.rend(); ++range) {
            beginRemoveRows({}, range->first, range->last);
            m_keys.erase(m_keys.begin() + range->first, m_keys.begin() + range->last + 1);
            endRemoveRows();
        }
        for (const RowRange &range : difference.inserted) {
            beginInsertRows({}, range.first, range.last);
            m_keys.insert(m_keys.begin() + range.first, keys.begin() + range.first, keys.begin() + range.last + 1);
            endInsertRows();
        }
        m_keys = std::move(keys); // the same ids; by sender or subject the places have moved on
    }
    setState(State::Ready);
}

/** One change for any number of rows: selection and current row go along with their messages. */
void MessageListModel::replaceKeys(std::vector<Key> keys)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList held = persistentIndexList();
    QList<PlacementId> ids;
    QHash<PlacementId, int> rows;
    for (const QModelIndex &index : held) {
        ids.append(placementAt(index.row()));
        rows.insert(ids.last(), -1);
    }
    m_keys = std::move(keys);
    for (size_t row = 0; row < m_keys.size() && !rows.isEmpty(); ++row) {
        if (const auto found = rows.find(m_keys[row].id); found != rows.end())
            *found = static_cast<int>(row);
    }
    QModelIndexList now;
    for (const PlacementId id : std::as_const(ids))
        now.append(index(rows.value(id))); // none for what is gone
    changePersistentIndexList(held, now);
    Q_EMIT layoutChanged();
}

void MessageListModel::insertKeys(std::vector<Key> keys)
{
    if (keys.size() <= kMaxRanges) {
        for (const Key &key : keys)
            insertKey(key);
        return;
    }
    std::vector<Key> all = m_keys;
    all.insert(all.end(), keys.begin(), keys.end());
    std::sort(all.begin(), all.end(), [this](const Key &a, const Key &b) { return before(a, b); });
    all.erase(std::unique(all.begin(), all.end()), all.end());
    replaceKeys(std::move(all));
}

void MessageListModel::insertKey(const Key &key)
{
    const auto place = std::lower_bound(m_keys.begin(), m_keys.end(), key,
                                        [this](const Key &a, const Key &b) { return before(a, b); });
    if (place != m_keys.end() && *place == key)
        return;
    const int row = static_cast<int>(place - m_keys.begin());
    // Below the first rows the order is not known yet: it will bring this one.
    if (!m_orderKnown && place == m_keys.end())
        return;
    beginInsertRows({}, row, row);
    m_keys.insert(place, key);
    endInsertRows();
}

void MessageListModel::removeIds(const QList<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    const QSet<PlacementId> gone(ids.begin(), ids.end());
    std::vector<RowRange> ranges;
    for (size_t i = 0; i < m_keys.size(); ++i) {
        if (gone.contains(m_keys[i].id))
            extend(ranges, static_cast<int>(i));
    }
    if (ranges.size() > kMaxRanges) {
        std::vector<Key> left;
        std::copy_if(m_keys.begin(), m_keys.end(), std::back_inserter(left), [&](const Key &key) { return !gone.contains(key.id); });
        replaceKeys(std::move(left));
    } else {
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
            beginRemoveRows({}, range->first, range->last);
            m_keys.erase(m_keys.begin() + range->first, m_keys.begin() + range->last + 1);
            endRemoveRows();
        }
    }
    for (const PlacementId id : gone) {
        m_rows.remove(id);
        m_foundAtServer.remove(id);
    }
}

/** The rows of a search are all here: they are put in order without asking anyone. */
void MessageListModel::sortFound()
{
    const auto compare = [this](const MessageRow &a, const MessageRow &b) {
        switch (m_query.sort) {
        case Sort::Size: return a.size < b.size ? -1 : int(a.size > b.size);
        case Sort::From: return QString::localeAwareCompare(a.from.shown(), b.from.shown());
        case Sort::Subject: return QString::localeAwareCompare(a.subject, b.subject);
        case Sort::Date: break;
        }
        return a.date < b.date ? -1 : int(a.date > b.date);
    };
    std::vector<Key> keys = m_keys;
    std::stable_sort(keys.begin(), keys.end(), [&](const Key &a, const Key &b) {
        const MessageRow *first = m_rows.object(a.id);
        const MessageRow *second = m_rows.object(b.id);
        if (!first || !second)
            return first != nullptr && second == nullptr;
        const int order = compare(*first, *second);
        return m_query.order == Order::Descending ? order > 0 : order < 0;
    });
    if (keys != m_keys)
        replaceKeys(std::move(keys));
}

bool MessageListModel::before(const Key &a, const Key &b) const
{
    return m_query.order == Order::Descending ? b < a : a < b;
}

std::int64_t MessageListModel::sortKeyOf(const MessageRow &row) const
{
    return m_query.sort == Sort::Size ? row.size : row.date;
}

bool MessageListModel::canPatch() const
{
    return m_query.sort == Sort::Date || m_query.sort == Sort::Size;
}

} // namespace petrel::ui
