#include "ui/folderpane/folder_pane.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/painting.h"
#include "ui/folderpane/attention_line.h"
#include "ui/folderpane/folder_rail.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/models/folder_tree_model.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kEdge = 12;
constexpr int kShortWordsBelow = 216;
constexpr int kLeftBesideLifted = 48; ///< of what it lies on, so that a click there is possible

/** The whole pane, on its own ground: it may lie over other panes. */
class FolderSheet final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(Colour::Window));
        if (!qobject_cast<FolderPane *>(parentWidget()))
            paintHairline(&painter, QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height())), colour(Colour::Border));
    }
};

} // namespace

FolderPane::FolderPane(QWidget *parent)
    : QWidget(parent), m_whole(new FolderSheet(this))
{
    setObjectName(QStringLiteral("FolderPane"));
    // Made in the order in which Tab goes through them.
    QWidget *head = buildHead();
    m_tree = new FolderTreeView(this);
    m_attention = new AttentionLine(this);
    m_foot = new StatusFoot(this);
    m_rail = new FolderRail(this);
    auto *column = new QVBoxLayout(m_whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addSpacing(4);
    column->addWidget(m_tree, 1);
    column->addWidget(m_attention);
    column->addWidget(m_foot);
    auto *both = new QHBoxLayout(this);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    both->addWidget(m_whole);
    both->addWidget(m_rail);
    m_rail->hide();
    m_attention->hide();
    setCollapsed(false);

    connect(m_tree, &FolderTreeView::chosen, this, &FolderPane::entryChosen);
    connect(m_tree, &FolderTreeView::chosen, m_rail, &FolderRail::setCurrent);
    connect(m_attention, &AttentionLine::clicked, this, &FolderPane::attentionWanted);
    connect(m_rail, &FolderRail::newMessageWanted, this, &FolderPane::newMessageWanted);
    connect(m_rail, &FolderRail::chosen, this, &FolderPane::choose);
    connect(m_rail, &FolderRail::expandWanted, this, &FolderPane::expandWanted);
    connect(m_rail, &FolderRail::activityWanted, m_foot, &StatusFoot::activityWanted);
    connect(m_rail, &FolderRail::attentionWanted, this, &FolderPane::attentionWanted);
    const auto lowerAt = [this](const QModelIndex &index) {
        if (!isHead(static_cast<FolderEntry>(index.data(EntryRole).toInt())))
            lower();
    };
    connect(m_tree, &QAbstractItemView::clicked, this, lowerAt);
    connect(m_tree, &QAbstractItemView::activated, this, lowerAt);
    connect(m_foot, &StatusFoot::settingsWanted, this, &FolderPane::lower);
    connect(m_attention, &AttentionLine::clicked, this, &FolderPane::lower);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
}

QWidget *FolderPane::buildHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(sizes().paneHead);
    m_newMessage = new Button(tr("New message"), Button::Kind::Accent, head);
    m_newMessage->setObjectName(QStringLiteral("NewMessage"));
    m_newMessage->setIconName(QStringLiteral("square-pen"));
    m_newMessage->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_newMessage->setAccessibleName(tr("New message"));
    auto *check = new IconButton(QStringLiteral("refresh-cw"), tr("Check mail"), head);
    check->setObjectName(QStringLiteral("CheckMail"));
    connect(m_newMessage, &Button::clicked, this, &FolderPane::newMessageWanted);
    connect(check, &IconButton::clicked, this, &FolderPane::checkMailWanted);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(kEdge, 0, kEdge, 0);
    row->setSpacing(8);
    row->addWidget(m_newMessage, 1);
    row->addWidget(check);
    return head;
}

void FolderPane::setModel(FolderTreeModel *model)
{
    m_model = model;
    m_tree->setFolders(model);
    m_rail->setFolders(model);
    connect(model, &FolderTreeModel::loaded, this, &FolderPane::showAttention);
    showAttention();
}

void FolderPane::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    mark(index);
    Q_EMIT entryChosen(index);
}

void FolderPane::mark(const QModelIndex &index)
{
    m_tree->mark(index);
    m_rail->setCurrent(index);
}

void FolderPane::setStatus(const FootStatus &status)
{
    m_foot->setStatus(status);
    m_rail->setState(iconOf(status.kind), status.text);
}

void FolderPane::setCollapsed(bool collapsed)
{
    lower();
    m_collapsed = collapsed;
    setMinimumWidth(collapsed ? sizes().rail : sizes().foldersMin);
    setMaximumWidth(collapsed ? sizes().rail : sizes().foldersMax);
    m_whole->setVisible(!collapsed);
    m_rail->setVisible(collapsed);
    if (collapsed)
        m_rail->setCurrent(m_tree->currentIndex());
}

void FolderPane::lift(QWidget &host)
{
    if (isLifted() || !m_collapsed)
        return;
    m_host = &host;
    m_whole->setParent(host.parentWidget()); // beside the host, not in it: a splitter would make a pane of it
    host.installEventFilter(this);
    fitLifted();
    m_whole->show();
    m_whole->raise();
    m_tree->setOpensOnMove(false); // else the first arrow key would lower it
    m_tree->setFocus(Qt::PopupFocusReason);
}

void FolderPane::lower()
{
    if (!isLifted())
        return;
    const QWidget *focus = m_whole->window()->focusWidget();
    const bool hadFocus = focus && m_whole->isAncestorOf(focus);
    std::exchange(m_host, nullptr)->removeEventFilter(this);
    m_tree->setOpensOnMove(true);
    m_whole->setParent(this);
    qobject_cast<QBoxLayout *>(layout())->insertWidget(0, m_whole);
    m_whole->setVisible(!m_collapsed);
    if (hadFocus)
        Q_EMIT lowered();
}

void FolderPane::fitLifted()
{
    QRect place = m_host->geometry();
    place.setWidth(qMin(sizes().foldersDefault, place.width() - kLeftBesideLifted));
    m_whole->setGeometry(QStyle::visualRect(m_host->layoutDirection(), m_host->geometry(), place));
    fitHead();
}

void FolderPane::followFocus(QWidget *now)
{
    // Menus, and other windows, may come and go without the person having left.
    const bool elsewhere = now && m_host && now->window() == m_host->window() && now != m_whole && !m_whole->isAncestorOf(now);
    if (elsewhere)
        lower();
}

bool FolderPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host && event->type() == QEvent::Resize)
        fitLifted();
    else if (watched == m_host && event->type() == QEvent::MouseButtonPress)
        lower();
    return QWidget::eventFilter(watched, event);
}

void FolderPane::showAttention()
{
    const int count = m_model->attentionCount();
    m_attention->setText(count == 1 ? tr("One thing needs you") : tr("%n things need you", nullptr, count));
    m_attention->setVisible(count > 0);
    m_rail->setAttention(count > 0 ? m_attention->text() : QString());
}

QWidget *FolderPane::activityAnchor() const { return m_foot->isVisible() ? m_foot : m_rail->foot(); }

void FolderPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHead();
}

void FolderPane::fitHead()
{
    const int room = isLifted() ? m_whole->width() : width();
    m_newMessage->setText(room < kShortWordsBelow ? tr("New") : tr("New message"));
}

void FolderPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Window));
}

} // namespace petrel::ui
