#pragma once

#include "core/model/changes.h"
#include "ui/models/mail_source.h"
#include "ui/models/roles.h"

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace petrel::ui {

class LabelBook;
struct ShownLabel;

/**
 * The messages of one folder, unified view or search, as a list. It holds the order of the whole list
 * (one key per row) and a few thousand rows near the viewport; data() answers from these or says
 * "not loaded", and never asks the store. Opening shows the first 200 rows at once and the true length
 * when the order has come. Changes come as inserted and removed rows, or, when they are many, as one new layout in which
 * persistent indexes keep their messages; only opening resets. GUI thread.
 *
 * Every answer carries the commit it was read at; what is older than the change feed says is read anew.
 */
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /** What the list is, for its empty state. */
    enum class State { Nothing, Opening, Ready, Failed };

    explicit MessageListModel(MailSource &source, QObject *parent = nullptr);

    void open(const store::ListQuery &query);
    void openSearch(const store::SearchRequest &request);
    void close();
    /** Another order of what is open, a search included. */
    void setSort(store::ListQuery::Sort sort, store::ListQuery::Order order);
    /** Reads what is open anew: after it failed. */
    void reload();
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] const store::ListQuery &query() const { return m_query; }
    [[nodiscard]] bool isSearch() const { return m_search.has_value(); }
    /** There is more here than what the search shows: it met its limit. */
    [[nodiscard]] bool isSearchCut() const { return m_search && m_isSearchCut; }
    /** What a server found besides, in any order: in their places among the rows of the search, told as found there until their text is here. */
    void addFound(const QList<PlacementId> &ids);
    /** How many of the rows a server found. */
    [[nodiscard]] int foundAtServer() const { return static_cast<int>(m_foundAtServer.size()); }
    /** In Sent and Drafts the sender column tells the recipients. */
    void setShowsRecipients(bool shows);
    /** What keywords are called; borrowed, and outlives the model. */
    void setLabels(const LabelBook &book);

    /** Loads the rows of this stretch (and half a page around it) that are not here. Views call it when they scroll. */
    void ensureLoaded(int first, int last);
    /** Applies one commit of the change feed. */
    void apply(const ChangeSet &changes);

    [[nodiscard]] PlacementId placementAt(int row) const;
    /** The row of a placement, or -1. */
    [[nodiscard]] int rowOf(PlacementId id) const;
    /** The row's content when it is loaded. */
    [[nodiscard]] const MessageRow *loadedRow(int row) const;
    /** The same by id, at once for any: for whoever has many ids. */
    [[nodiscard]] const MessageRow *loadedRow(PlacementId id) const { return m_rows.object(id); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::MoveAction; }

Q_SIGNALS:
    void stateChanged();
    /** Rows came in by the change feed, not by opening: the view offers "2 new" when it is scrolled. */
    void arrived(const QList<petrel::PlacementId> &ids);

private:
    using Key = store::ListKey;
    struct Difference;

    void start();
    void setState(State state);
    /** The answer belongs to the list that is open now. */
    template <class T>
    [[nodiscard]] bool isCurrent(quint64 opening, const Result<T> &answer);

    void takeFirst(const RowPage &page);
    void takePage(const QList<PlacementId> &asked, const RowPage &page);
    void readOrder();
    void takeOrder(std::vector<Key> keys);
    void replaceKeys(std::vector<Key> keys);
    void takeSearch(const RowPage &page);
    void sortFound();
    void takeFound(const QList<MessageRow> &rows);
    void request(const QList<PlacementId> &ids);

    void applyTo(const ChangeSet::Placements &changes, std::uint64_t commit);
    void insertArrived(const QList<PlacementId> &ids);
    void insertKeys(std::vector<Key> keys);
    void insertKey(const Key &key);
    void removeIds(const QList<PlacementId> &ids);
    void refresh(const QList<PlacementId> &ids, std::uint64_t commit);
    void rowsChanged(const QSet<PlacementId> &ids);

    [[nodiscard]] Difference differenceTo(const std::vector<Key> &keys) const;
    [[nodiscard]] bool before(const Key &a, const Key &b) const;
    [[nodiscard]] std::int64_t sortKeyOf(const MessageRow &row) const;
    /** Keys are dates or sizes, so one row can be put into the order without reading it anew. */
    [[nodiscard]] bool canPatch() const;
    [[nodiscard]] QVariant loadedData(const MessageRow &row, int role) const;
    /** A server found it by what is not here. */
    [[nodiscard]] bool isElsewhere(const MessageRow &row) const { return row.bodyState < BodyState::Text && m_foundAtServer.contains(row.id); }
    [[nodiscard]] QString previewOf(const MessageRow &row) const;
    [[nodiscard]] QString peopleOf(const MessageRow &row) const;
    [[nodiscard]] QList<ShownLabel> labelsOf(const MessageRow &row) const;

    MailSource &m_source;
    store::ListQuery m_query;
    std::optional<store::SearchRequest> m_search;
    bool m_showsRecipients = false;
    const LabelBook *m_labels = nullptr;
    State m_state = State::Nothing;
    std::optional<Error> m_error;

    std::vector<Key> m_keys;
    QCache<PlacementId, MessageRow> m_rows;
    bool m_isSearchCut = false;
    QSet<PlacementId> m_askedOfServer; ///< what addFound() was told
    QSet<PlacementId> m_foundAtServer; ///< of those, the rows that the search here has not found
    QHash<PlacementId, std::uint64_t> m_requested; ///< being read; the commit that last changed the row, or 0
    int m_arriving = 0;                ///< reads of new rows under way
    QHash<PlacementId, std::uint64_t> m_goneAt; ///< what went meanwhile, by commit: it must not come back with them
    std::uint64_t m_lastStructure = 0; ///< commit of the last change of the order
    quint64 m_opening = 0;             ///< counts openings: answers to an earlier one are dropped
    bool m_orderRunning = false;       ///< an order is being read
    bool m_orderStale = false;         ///< and must be read once more
    bool m_orderKnown = false;         ///< the whole order came at least once
};

/** The mime type of dragged messages: PlacementIds as QDataStream of qint64. */
[[nodiscard]] QString placementsMimeType();
[[nodiscard]] QList<PlacementId> placementsFrom(const QMimeData *mime);
/** The sentence a screen reader speaks for a row. */
[[nodiscard]] QString spokenRow(const MessageRow &row, const QString &people, const QString &labels, const QDateTime &now);

} // namespace petrel::ui
