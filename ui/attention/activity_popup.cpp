#include "ui/attention/activity_popup.h"

#include "ui/attention/activity_row.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"
#include "ui/models/folder_tree_model.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kWidth = 380;
constexpr int kGap = 4; ///< between the popup and the foot line
} // namespace

ActivityPopup::ActivityPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_nothing(new RoleLabel(tr("No account yet."), TypeRole::Body, Colour::TextMuted, this)),
      m_list(new QVBoxLayout), m_switch(new Button({}, Button::Kind::Link, this))
{
    setAccessibleName(tr("Activity"));
    auto *title = new RoleLabel(tr("Activity"), TypeRole::Caption, Colour::TextMuted, this);
    title->setWeight(Weight::Strong);
    m_switch->setHeight(Button::Height::Small);
    connect(m_switch, &Button::clicked, this, [this] { Q_EMIT onlineWanted(!m_online); });
    m_list->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 8, 0);
    head->addWidget(title, 1);
    head->addWidget(m_switch);
    m_nothing->setContentsMargins(16, 8, 16, 8);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 7);
    column->setSpacing(0);
    column->setSizeConstraint(QLayout::SetNoConstraint); // stand() keeps its size
    column->addLayout(head);
    column->addWidget(m_nothing);
    column->addLayout(m_list);
    setFixedWidth(qMax(kWidth, fontMetrics().averageCharWidth() * 56));
    refreshSwitch();
}

void ActivityPopup::setAccounts(const QList<Account> &accounts)
{
    if (accounts == m_accounts)
        return; // rows stay under the pointer that is about to press them
    m_accounts = accounts;
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows.clear();
    for (int position = 0; position < accounts.size(); ++position) {
        const Account &account = accounts.at(position);
        auto *row = new ActivityRow(account, accountColour(position), this);
        row->setStatus(m_statuses.value(account.id));
        row->setOnline(m_online);
        connect(row, &ActivityRow::checkWanted, this, [this, id = account.id] { Q_EMIT checkWanted(id); });
        connect(row, &ActivityRow::stopWanted, this, [this, id = account.id] { Q_EMIT stopWanted(id); });
        connect(row, &ActivityRow::passwordWanted, this, [this, id = account.id] {
            close(); // the question must not stand behind the popup
            Q_EMIT passwordWanted(id);
        });
        m_rows.insert(account.id, row);
        if (position > 0)
            m_list->addWidget(new Hairline(Qt::Horizontal, this));
        m_list->addWidget(row);
    }
    m_nothing->setVisible(accounts.isEmpty());
}

void ActivityPopup::setStatus(const engine::AccountStatus &status)
{
    m_statuses.insert(status.account, status);
    if (ActivityRow *row = m_rows.value(status.account))
        row->setStatus(status);
}

void ActivityPopup::setOnline(bool online)
{
    m_online = online;
    for (ActivityRow *row : std::as_const(m_rows))
        row->setOnline(online);
    refreshSwitch();
}

void ActivityPopup::openOver(QWidget *foot)
{
    setLayoutDirection(foot->layoutDirection());
    ensurePolished();
    QPoint corner = foot->mapToGlobal(QPoint(foot->isRightToLeft() ? foot->width() - width() - kGap : kGap, -kGap));
    if (const QScreen *screen = foot->screen()) {
        const QRect room = screen->availableGeometry();
        corner.setX(qBound(room.left(), corner.x(), qMax(room.left(), room.right() - width())));
    }
    move(corner);
    m_bottom = corner.y();
    stand();
    show();
}

void ActivityPopup::stand()
{
    const int height = heightForWidth(width());
    const int top = qMax(screen()->availableGeometry().top(), m_bottom - height);
    setGeometry(x(), top, width(), height);
}

bool ActivityPopup::event(QEvent *event)
{
    const bool done = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible())
        stand();
    return done;
}

void ActivityPopup::refreshSwitch()
{
    m_switch->setText(m_online ? tr("Work offline") : tr("Go online"));
}

void ActivityPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Raised));
    strokeRounded(&painter, rect(), 0, colour(Colour::ControlBorder));
}

void ActivityPopup::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    // The times in words belong to now.
    for (auto status = m_statuses.cbegin(); status != m_statuses.cend(); ++status) {
        if (ActivityRow *row = m_rows.value(status.key()))
            row->setStatus(*status);
    }
    m_switch->setFocus(Qt::PopupFocusReason);
}

} // namespace petrel::ui
