#include "ui/messagelist/message_list_accessible.h"

#include "ui/messagelist/message_list_view.h"
#include "ui/models/message_list_model.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace petrel::ui {

namespace {

/** One row: a list item whose name is the spoken sentence. */
class RowInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    RowInterface(MessageListView *view, int row) : m_view(view), m_row(row) {}

    bool isValid() const override { return m_view && m_view->messages() && m_row < m_view->messages()->rowCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? index().data(Qt::AccessibleTextRole).toString() : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inViewport = m_view->visualRect(index());
        return {m_view->viewport()->mapToGlobal(inViewport.topLeft()), inViewport.size()};
    }

    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        state.multiSelectable = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selected = m_view->selectionModel()->isSelected(index());
        state.focused = m_view->hasFocus() && m_view->currentIndex() == index();
        state.offscreen = !m_view->viewport()->rect().intersects(m_view->visualRect(index()));
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && isValid())
            m_view->selectionModel()->setCurrentIndex(index(), QItemSelectionModel::ClearAndSelect);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QModelIndex index() const { return m_view->messages()->index(m_row); }

    QPointer<MessageListView> m_view;
    int m_row;
};

/**
 * The list: its rows as children, and as a table of one column, which is how readers learn what is selected and where a row
 * stands. A row's interface is made when it is asked for and kept: readers compare them.
 */
class ListInterface final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit ListInterface(MessageListView *view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}
    ~ListInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_rows))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return m_view->messages() ? m_view->messages()->rowCount() : 0; }

    QAccessibleInterface *child(int row) const override
    {
        if (row < 0 || row >= childCount())
            return nullptr;
        const auto known = m_rows.constFind(row);
        if (known != m_rows.constEnd())
            return QAccessible::accessibleInterface(*known);
        auto *made = new RowInterface(m_view, row);
        m_rows.insert(row, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QModelIndex index = m_view->indexAt(m_view->viewport()->mapFromGlobal(QPoint(x, y)));
        return index.isValid() ? child(index.row()) : nullptr;
    }

    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (auto row = m_rows.constBegin(); row != m_rows.constEnd(); ++row) {
            if (QAccessible::accessibleInterface(row.value()) == wanted)
                return row.key();
        }
        return -1;
    }

    QAccessibleInterface *focusChild() const override
    {
        return m_view->currentIndex().isValid() ? child(m_view->currentIndex().row()) : nullptr;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface *>(this) : QAccessibleWidget::interface_cast(type);
    }

    int rowCount() const override { return childCount(); }
    int columnCount() const override { return 1; }
    QAccessibleInterface *cellAt(int row, int column) const override { return column == 0 ? child(row) : nullptr; }
    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QString columnDescription(int) const override { return m_view->accessibleName(); }
    QString rowDescription(int) const override { return {}; }

    QList<int> selectedRows() const override
    {
        QList<int> rows;
        for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes())
            rows.append(index.row());
        return rows;
    }
    int selectedRowCount() const override { return static_cast<int>(selectedRows().size()); }
    bool isRowSelected(int row) const override { return m_view->selectionModel()->isSelected(m_view->messages()->index(row)); }
    bool selectRow(int row) override { return choose(row, QItemSelectionModel::ClearAndSelect); }
    bool unselectRow(int row) override { return choose(row, QItemSelectionModel::Deselect); }
    QList<QAccessibleInterface *> selectedCells() const override
    {
        QList<QAccessibleInterface *> cells;
        for (const int row : selectedRows())
            cells.append(child(row));
        return cells;
    }
    int selectedCellCount() const override { return selectedRowCount(); }
    QList<int> selectedColumns() const override { return {}; }
    int selectedColumnCount() const override { return 0; }
    bool isColumnSelected(int) const override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override {} // rows are known by their place

private:
    bool choose(int row, QItemSelectionModel::SelectionFlags how)
    {
        if (row < 0 || row >= childCount())
            return false;
        m_view->selectionModel()->setCurrentIndex(m_view->messages()->index(row), how);
        return true;
    }

    MessageListView *m_view;
    mutable QHash<int, QAccessible::Id> m_rows;
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String("petrel::ui::MessageListView"))
        return nullptr;
    auto *view = qobject_cast<MessageListView *>(object);
    return view ? new ListInterface(view) : nullptr;
}

} // namespace

void installMessageListAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    static_cast<void>(installed);
}

} // namespace petrel::ui
