#include "ui/messagelist/message_list_pane.h"

#include "ui/common/appearance.h"
#include "ui/common/error_sentence.h"
#include "ui/common/labels.h"
#include "ui/messagelist/column_header.h"
#include "ui/messagelist/search_field.h"
#include "ui/messagelist/search_foot.h"
#include "ui/models/message_list_model.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kEdge = 12;
constexpr int kTextX = 28;
} // namespace

MessageListPane::MessageListPane(QWidget *parent)
    : QWidget(parent), m_view(new MessageListView(this)), m_search(new SearchField(this)), m_searchRow(new QWidget(this)),
      m_titleRow(new QWidget(this)), m_title(new ElidingLabel(TypeRole::Heading, Colour::Text, this)),
      m_counts(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_columns(new ColumnHeader(this)),
      m_empty(new EmptyState(this)), m_pill(new Button(QString(), Button::Kind::Accent, m_view)), m_foot(new SearchFoot(this)), m_stack(new QStackedLayout)
{
    setObjectName(QStringLiteral("MessageListPane"));
    setMinimumWidth(sizes().listMin);
    buildHead();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_searchRow);
    column->addWidget(m_titleRow);
    column->addWidget(m_columns);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    column->addLayout(m_stack, 1);
    column->addWidget(m_foot);
    m_columns->hide();
    m_empty->setFocusPolicy(Qt::TabFocus); // in place of the list, for keys and for who hears what it says

    m_pill->setHeight(Button::Height::Small);
    m_pill->setIconName(QStringLiteral("chevron-up"));
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    setTabOrder(m_view, m_empty);
    setTabOrder(m_empty, m_foot);
    connect(m_foot, &SearchFoot::focusLeft, this, &MessageListPane::focusList);
    connect(m_pill, &Button::clicked, this, [this] { m_view->verticalScrollBar()->setValue(0); });
    connect(m_view, &MessageListView::newAboveChanged, this, &MessageListPane::placePill);
}

void MessageListPane::buildHead()
{
    auto *searchRow = new QHBoxLayout(m_searchRow);
    searchRow->setContentsMargins(kEdge, 0, kEdge, 0);
    searchRow->addWidget(m_search);
    m_searchRow->setFixedHeight(sizes().paneHead);

    m_title->setWeight(Weight::Strong);
    m_title->setObjectName(QStringLiteral("ListTitle"));
    m_counts->setObjectName(QStringLiteral("ListCounts"));
    auto *sort = new IconButton(QStringLiteral("arrow-up-down"), tr("Sort"), this);
    auto *menu = new QMenu(sort);
    buildSortMenu(menu);
    sort->setMenu(menu);
    sort->setPopupMode(QToolButton::InstantPopup);

    auto *row = new QHBoxLayout(m_titleRow);
    row->setContentsMargins(kEdge, 0, kEdge, 0);
    row->setSpacing(8);
    m_lead = new QSpacerItem(0, 0, QSizePolicy::Fixed); // margins are not mirrored, spacings are
    row->addSpacerItem(m_lead);
    row->addWidget(m_title, 0);
    row->addWidget(m_counts, 1, Qt::AlignLeft);
    row->addWidget(sort);
    setTabOrder(m_search, sort);
    setTabOrder(sort, m_view);
    fitTitleRow();
}

void MessageListPane::buildSortMenu(QMenu *menu)
{
    using Sort = store::ListQuery::Sort;
    using Order = store::ListQuery::Order;
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, Sort sort, Order order) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, sort, order] { Q_EMIT sortWanted(sort, order); });
        m_sortChoices.append({action, sort, order});
    };
    add(tr("Newest first"), Sort::Date, Order::Descending);
    add(tr("Oldest first"), Sort::Date, Order::Ascending);
    add(tr("Largest first"), Sort::Size, Order::Descending);
    add(tr("By sender"), Sort::From, Order::Ascending);
    add(tr("By subject"), Sort::Subject, Order::Ascending);
}

/** The tick stands at the order of what is open, whoever chose it. */
void MessageListPane::showSort()
{
    const store::ListQuery &query = m_view->messages()->query();
    for (const SortChoice &choice : std::as_const(m_sortChoices)) {
        if (choice.sort == query.sort && choice.order == query.order)
            choice.action->setChecked(true);
    }
}

void MessageListPane::setModel(MessageListModel *model)
{
    m_view->setModel(model);
    connect(model, &MessageListModel::stateChanged, this, &MessageListPane::showState);
    connect(model, &QAbstractItemModel::rowsInserted, this, &MessageListPane::showState);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &MessageListPane::showState);
    connect(model, &QAbstractItemModel::modelReset, this, &MessageListPane::showState);
    connect(model, &QAbstractItemModel::modelReset, this, &MessageListPane::showSort);
    connect(model, &QAbstractItemModel::layoutChanged, this, &MessageListPane::showSort);
    showState();
    showSort();
}

void MessageListPane::setTitle(const QString &title) { m_title->setText(title); }

void MessageListPane::setCounts(const QString &counts)
{
    m_counts->setText(counts);
    m_counts->setVisible(!counts.isEmpty());
}

void MessageListPane::setEmptyWords(const QString &title, const QString &text)
{
    m_emptyTitle = title;
    m_emptyText = text;
    showState();
}

void MessageListPane::setDensity(Density density)
{
    m_view->setDensity(density);
    m_columns->setVisible(density == Density::Compact);
}

void MessageListPane::focusList() { m_stack->currentWidget()->setFocus(Qt::OtherFocusReason); }

void MessageListPane::addToTitleRow(QWidget *widget, bool atStart)
{
    auto *row = static_cast<QHBoxLayout *>(m_titleRow->layout());
    row->insertWidget(atStart ? 0 : row->count(), widget);
    if (atStart)
        m_start = widget;
}

void MessageListPane::addAtFoot(QWidget *widget) { static_cast<QVBoxLayout *>(layout())->addWidget(widget); }

void MessageListPane::setSearchShown(bool shown)
{
    m_searchRow->setVisible(shown);
    fitTitleRow();
}

void MessageListPane::fitTitleRow()
{
    // Without the search field above it the title row is the head of the pane.
    const int wanted = m_searchRow->isHidden() ? sizes().paneHead : sizes().listTitle;
    // The title stands over the senders, or next to the button before it.
    const bool buttonBefore = m_start && !m_start->isHidden();
    m_lead->changeSize(buttonBefore ? 0 : kTextX - kEdge, 0, QSizePolicy::Fixed);
    m_titleRow->layout()->invalidate();
    m_titleRow->setFixedHeight(qMax(wanted, m_title->fontMetrics().height() + 16));
}

void MessageListPane::showState()
{
    const MessageListModel *model = m_view->messages();
    if (!model)
        return;
    const bool failed = model->state() == MessageListModel::State::Failed;
    const bool empty = model->state() == MessageListModel::State::Ready && model->rowCount() == 0;
    if (!failed && !empty) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    m_empty->clearButtons();
    if (failed) {
        const ErrorSentence sentence = sentenceFor(*model->error(), {}, Activity::Opening);
        m_empty->setTitle(sentence.happened);
        m_empty->setText(sentence.meaning + QLatin1Char(' ') + sentence.advice);
        connect(m_empty->addButton(tr("Try again")), &Button::clicked, this, &MessageListPane::tryAgainWanted);
    } else {
        m_empty->setTitle(m_emptyTitle);
        m_empty->setText(m_emptyText);
    }
    m_empty->setAccessibleName(m_empty->title());
    m_stack->setCurrentWidget(m_empty);
}

void MessageListPane::placePill(int count)
{
    m_pill->setVisible(count > 0);
    if (count == 0)
        return;
    m_pill->setText(tr("%n new", nullptr, count));
    m_pill->adjustSize();
    m_pill->move((m_view->width() - m_pill->width()) / 2, 8);
    m_pill->raise();
}

void MessageListPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_pill->isVisible())
        m_pill->move((m_view->width() - m_pill->width()) / 2, 8);
}

void MessageListPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Background));
}

} // namespace petrel::ui
