#include "ui/models/message_list_model.h"

#include "ui/models/label_book.h"
#include "ui/models/row_range_p.h"

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr int kFirstRows = 200;
constexpr int kPage = 100;
constexpr int kKeptRows = 4000;
/** Rows beside the visible ones that are loaded with them. */
constexpr int kAround = kPage / 2;

} // namespace

MessageListModel::MessageListModel(MailSource &source, QObject *parent)
    : QAbstractListModel(parent), m_source(source), m_rows(kKeptRows)
{
}

void MessageListModel::open(const store::ListQuery &query)
{
    m_search.reset();
    m_query = query;
    start();
    m_source.firstRows(query, kFirstRows, this, [this, opening = m_opening](const Result<RowPage> &answer) {
        if (isCurrent(opening, answer))
            takeFirst(*answer);
    });
    readOrder();
}

void MessageListModel::openSearch(const store::SearchRequest &request)
{
    if (!m_search)
        m_query = {}; // a search begins newest first, and keeps its order while the words change
    m_search = request;
    start();
    m_source.search(*m_search, this, [this, opening = m_opening](const Result<RowPage> &answer) {
        if (isCurrent(opening, answer))
            takeSearch(*answer);
    });
}

void MessageListModel::reload()
{
    if (m_state == State::Nothing)
        return;
    if (m_search)
        openSearch(store::SearchRequest(*m_search));
    else
        open(store::ListQuery(m_query));
}

void MessageListModel::setSort(store::ListQuery::Sort sort, store::ListQuery::Order order)
{
    if (sort == m_query.sort && order == m_query.order)
        return;
    m_query.sort = sort;
    m_query.order = order;
    if (m_search)
        sortFound();
    else
        reload();
}

void MessageListModel::close()
{
    start();
    setState(State::Nothing);
}

void MessageListModel::start()
{
    ++m_opening;
    beginResetModel();
    m_keys.clear();
    m_rows.clear();
    m_requested.clear();
    m_askedOfServer.clear();
    m_foundAtServer.clear();
    m_isSearchCut = false;
    endResetModel();
    m_arriving = 0;
    m_goneAt.clear();
    m_lastStructure = 0;
    m_orderRunning = m_orderStale = m_orderKnown = false;
    m_error.reset();
    setState(State::Opening);
}

void MessageListModel::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

template <class T>
bool MessageListModel::isCurrent(quint64 opening, const Result<T> &answer)
{
    if (opening != m_opening)
        return false;
    if (!answer.ok()) {
        m_error = answer.error();
        setState(State::Failed);
    }
    return answer.ok();
}

void MessageListModel::setShowsRecipients(bool shows) { m_showsRecipients = shows; }

void MessageListModel::setLabels(const LabelBook &book)
{
    m_labels = &book;
    connect(&book, &LabelBook::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
}

void MessageListModel::takeFirst(const RowPage &page)
{
    for (const MessageRow &row : page.rows)
        m_rows.insert(row.id, new MessageRow(row));
    if (m_orderKnown) {
        QSet<PlacementId> ids;
        for (const MessageRow &row : page.rows)
            ids.insert(row.id);
        return rowsChanged(ids);
    }
    std::vector<Key> keys;
    for (const MessageRow &row : page.rows)
        keys.push_back({sortKeyOf(row), row.id});
    if (!keys.empty()) {
        beginInsertRows({}, 0, static_cast<int>(keys.size()) - 1);
        m_keys = std::move(keys);
        endInsertRows();
    }
    setState(State::Ready);
}

void MessageListModel::takeSearch(const RowPage &page)
{
    takeFirst(page);
    m_orderKnown = true;
    m_isSearchCut = page.rows.size() >= m_search->limit;
    sortFound();
}

void MessageListModel::addFound(const QList<PlacementId> &ids)
{
    QList<PlacementId> fresh;
    for (const PlacementId id : ids) {
        if (!m_askedOfServer.contains(id))
            fresh.append(id);
        m_askedOfServer.insert(id);
    }
    if (fresh.isEmpty() || !m_search)
        return;
    m_source.rows(fresh, this, [this, opening = m_opening](const Result<RowPage> &answer) {
        if (opening == m_opening && answer)
            takeFound(answer->rows);
    });
}

/** One row for each message, as a search here has it. */
void MessageListModel::takeFound(const QList<MessageRow> &rows)
{
    QSet<MessageId> shown;
    for (const Key &key : m_keys) {
        if (const MessageRow *row = m_rows.object(key.id))
            shown.insert(row->message);
    }
    std::vector<Key> keys = m_keys;
    for (const MessageRow &row : rows) {
        if (shown.contains(row.message))
            continue;
        shown.insert(row.message);
        m_rows.insert(row.id, new MessageRow(row));
        m_foundAtServer.insert(row.id);
        keys.push_back({sortKeyOf(row), row.id});
    }
    if (keys.size() == m_keys.size())
        return;
    beginInsertRows({}, rowCount(), static_cast<int>(keys.size()) - 1);
    m_keys = std::move(keys);
    endInsertRows();
    sortFound();
}

void MessageListModel::readOrder()
{
    if (m_orderRunning) {
        m_orderStale = true;
        return;
    }
    m_orderRunning = true;
    m_source.order(m_query, this, [this, opening = m_opening](Result<ListOrder> answer) {
        if (opening == m_opening)
            m_orderRunning = false;
        if (!isCurrent(opening, answer))
            return;
        const bool stale = std::exchange(m_orderStale, false) || answer->commit < m_lastStructure;
        // A late first order is still far better than none: take it, and read it once more.
        if (!stale || !m_orderKnown)
            takeOrder(std::move(answer->keys));
        if (stale)
            readOrder();
    });
}

void MessageListModel::ensureLoaded(int first, int last)
{
    const int from = qMax(0, first - kAround);
    const int to = qMin(rowCount() - 1, last + kAround);
    QList<PlacementId> missing;
    for (int row = from; row <= to; ++row) {
        const PlacementId id = m_keys[static_cast<size_t>(row)].id;
        if (!m_rows.contains(id) && !m_requested.contains(id))
            missing.append(id);
    }
    for (qsizetype i = 0; i < missing.size(); i += kPage)
        request(missing.mid(i, kPage));
}

void MessageListModel::request(const QList<PlacementId> &ids)
{
    for (const PlacementId id : ids)
        m_requested.insert(id, 0);
    m_source.rows(ids, this, [this, ids, opening = m_opening](const Result<RowPage> &answer) {
        if (isCurrent(opening, answer))
            takePage(ids, *answer);
    });
}

void MessageListModel::takePage(const QList<PlacementId> &asked, const RowPage &page)
{
    QList<PlacementId> again;
    for (const PlacementId id : asked) {
        if (m_requested.take(id) > page.commit)
            again.append(id); // it changed while the page was being read
    }
    QSet<PlacementId> taken;
    for (const MessageRow &row : page.rows) {
        m_rows.insert(row.id, new MessageRow(row));
        taken.insert(row.id);
    }
    rowsChanged(taken);
    if (!again.isEmpty())
        request(again);
}

void MessageListModel::apply(const ChangeSet &changes)
{
    if (m_state == State::Nothing)
        return;
    for (const ChangeSet::Placements &entry : changes.placements) {
        const bool oneFolder = m_query.scope == store::ListQuery::Scope::Folder && !m_search;
        if (!oneFolder || entry.folder == m_query.folder)
            applyTo(entry, changes.commit);
    }
}

void MessageListModel::applyTo(const ChangeSet::Placements &changes, std::uint64_t commit)
{
    if (m_search) {
        removeIds(changes.removed);
        refresh(changes.changed, commit);
        return;
    }
    if (changes.reload || !changes.inserted.isEmpty() || !changes.removed.isEmpty())
        m_lastStructure = qMax(m_lastStructure, commit);
    refresh(changes.reload ? m_rows.keys() : changes.changed, commit);

    using Scope = store::ListQuery::Scope;
    const bool byFlags = m_query.scope == Scope::Flagged || m_query.scope == Scope::Unread;
    const bool moved = !changes.inserted.isEmpty() || !changes.removed.isEmpty() || (byFlags && !changes.changed.isEmpty());
    if (changes.reload || (moved && (!canPatch() || m_query.scope != Scope::Folder)))
        return readOrder();
    if (m_arriving > 0) {
        for (const PlacementId id : changes.removed)
            m_goneAt.insert(id, commit);
    }
    removeIds(changes.removed);
    insertArrived(changes.inserted);
}

void MessageListModel::insertArrived(const QList<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    ++m_arriving;
    m_source.rows(ids, this, [this, opening = m_opening](const Result<RowPage> &answer) {
        if (opening != m_opening)
            return;
        const QHash<PlacementId, std::uint64_t> goneAt = --m_arriving == 0 ? std::exchange(m_goneAt, {}) : m_goneAt;
        if (!isCurrent(opening, answer))
            return;
        QList<PlacementId> came;
        std::vector<Key> keys;
        for (const MessageRow &row : answer->rows) {
            if (row.folder != m_query.folder || goneAt.value(row.id) > answer->commit)
                continue; // moved on, or gone while it was being read
            m_rows.insert(row.id, new MessageRow(row));
            keys.push_back({sortKeyOf(row), row.id});
            came.append(row.id);
        }
        insertKeys(std::move(keys));
        if (!came.isEmpty())
            Q_EMIT arrived(came);
    });
}

void MessageListModel::refresh(const QList<PlacementId> &ids, std::uint64_t commit)
{
    QList<PlacementId> loaded;
    for (const PlacementId id : ids) {
        const auto asked = m_requested.find(id);
        if (asked != m_requested.end())
            *asked = commit;
        else if (m_rows.contains(id))
            loaded.append(id);
    }
    // The former content stays until the new one is here: nothing flickers.
    if (!loaded.isEmpty())
        request(loaded);
}

void MessageListModel::rowsChanged(const QSet<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    std::vector<RowRange> ranges;
    std::vector<int> places;
    for (const PlacementId id : ids) {
        if (const int row = rowOf(id); row >= 0)
            places.push_back(row);
    }
    std::sort(places.begin(), places.end());
    for (const int row : places)
        extend(ranges, row);
    for (const RowRange &range : ranges)
        Q_EMIT dataChanged(index(range.first), index(range.last));
}

PlacementId MessageListModel::placementAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_keys[static_cast<size_t>(row)].id : PlacementId();
}

int MessageListModel::rowOf(PlacementId id) const
{
    if (const MessageRow *row = m_rows.object(id); row && canPatch() && !m_search) {
        const Key key{sortKeyOf(*row), id};
        const auto place = std::lower_bound(m_keys.begin(), m_keys.end(), key,
                                            [this](const Key &a, const Key &b) { return before(a, b); });
        if (place != m_keys.end() && place->id == id)
            return static_cast<int>(place - m_keys.begin());
    }
    const auto found = std::find_if(m_keys.begin(), m_keys.end(), [id](const Key &key) { return key.id == id; });
    return found == m_keys.end() ? -1 : static_cast<int>(found - m_keys.begin());
}

const MessageRow *MessageListModel::loadedRow(int row) const { return m_rows.object(placementAt(row)); }

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

} // namespace petrel::ui
