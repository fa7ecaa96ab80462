#pragma once

#include "core/store/list_query.h"
#include "ui/common/empty_state.h"
#include "ui/messagelist/message_list_view.h"

#include <QWidget>

class QAction;
class QMenu;
class QSpacerItem;
class QStackedLayout;

namespace petrel::ui {

class ColumnHeader;
class ElidingLabel;
class RoleLabel;
class SearchField;
class SearchFoot;

/**
 * The list with its head: search field, title with counts, sort menu, and what is shown when there is
 * nothing. A passive pane: it tells what the person wants, and others do it.
 */
class MessageListPane : public QWidget
{
    Q_OBJECT
public:
    explicit MessageListPane(QWidget *parent = nullptr);

    void setModel(MessageListModel *model);
    [[nodiscard]] MessageListView *view() const { return m_view; }
    [[nodiscard]] SearchField *searchField() const { return m_search; }
    [[nodiscard]] SearchFoot *searchFoot() const { return m_foot; }

    void setTitle(const QString &title);
    /** "7 unread"; empty hides it. */
    void setCounts(const QString &counts);
    /** What to say when the list is ready and has no rows. */
    void setEmptyWords(const QString &title, const QString &text);
    void setDensity(Density density);
    /** Gives the focus to the list, or to the words in its place. */
    void focusList();
    /** Room at the start of the title row for the button that opens the folders in narrow windows. */
    void addToTitleRow(QWidget *widget, bool atStart);
    /** Room below the list, for a notice. */
    void addAtFoot(QWidget *widget);
    /** The search field with its row; hidden in narrow windows until it is wanted. */
    void setSearchShown(bool shown);

Q_SIGNALS:
    void sortWanted(petrel::store::ListQuery::Sort sort, petrel::store::ListQuery::Order order);
    void tryAgainWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct SortChoice
    {
        QAction *action;
        store::ListQuery::Sort sort;
        store::ListQuery::Order order;
    };

    void buildHead();
    void buildSortMenu(QMenu *menu);
    void showSort();
    void fitTitleRow();
    void showState();
    void placePill(int count);

    MessageListView *m_view;
    SearchField *m_search;
    QWidget *m_searchRow;
    QWidget *m_titleRow;
    QSpacerItem *m_lead = nullptr;
    QWidget *m_start = nullptr; ///< what addToTitleRow() put before the title
    ElidingLabel *m_title;
    RoleLabel *m_counts;
    ColumnHeader *m_columns;
    EmptyState *m_empty;
    Button *m_pill;
    SearchFoot *m_foot;
    QStackedLayout *m_stack;
    QList<SortChoice> m_sortChoices;
    QString m_emptyTitle;
    QString m_emptyText;
};

} // namespace petrel::ui
