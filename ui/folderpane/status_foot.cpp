#include "ui/folderpane/status_foot.h"

#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace petrel::ui {

namespace {

constexpr int kHeight = 40;
constexpr int kBar = 2;
constexpr qint64 kAnnounceEverySeconds = 3;

} // namespace

QString iconOf(FootStatus::Kind kind)
{
    switch (kind) {
    case FootStatus::Kind::Partly: return QStringLiteral("info");
    case FootStatus::Kind::Working: return QStringLiteral("refresh-cw");
    case FootStatus::Kind::Offline: return QStringLiteral("wifi-off");
    case FootStatus::Kind::Trouble: return QStringLiteral("triangle-alert");
    case FootStatus::Kind::UpToDate: break;
    }
    return QStringLiteral("check");
}

StatusFoot::StatusFoot(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_label(new ElidingLabel(TypeRole::Small, Colour::TextMuted, this))
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Activity"));
    m_label->setObjectName(QStringLiteral("Status"));
    m_label->setAccessibleDescription(tr("Status")); // its name is what it says
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *settings = new IconButton(QStringLiteral("settings"), tr("Settings"), this);
    settings->setSide(28);
    connect(settings, &IconButton::clicked, this, &StatusFoot::settingsWanted);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addSpacing(6); // margins are not mirrored, spacings are
    row->addWidget(m_icon);
    row->addWidget(m_label, 1);
    row->addWidget(settings);
    setFixedHeight(qMax(kHeight, fontMetrics().height() + 20));
    refreshIcon();
}

void StatusFoot::setStatus(const FootStatus &status)
{
    if (status == m_status)
        return;
    const bool otherKind = status.kind != m_status.kind;
    m_status = status;
    m_label->setText(status.text);
    if (otherKind)
        refreshIcon();
    update();
    // Progress would talk without end: a change of kind at once, numbers now and then.
    if (const qint64 now = Clock::nowUtc(); otherKind || now - m_announcedAt >= kAnnounceEverySeconds) {
        m_announcedAt = now;
        announce();
    }
}

QString StatusFoot::text() const { return m_label->text(); }

void StatusFoot::setOnline(bool online) { m_online = online; }

void StatusFoot::announce()
{
    QAccessibleEvent event(m_label, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void StatusFoot::refreshIcon()
{
    const bool trouble = m_status.kind == FootStatus::Kind::Trouble;
    m_icon->setPixmap(iconPixmap(iconOf(m_status.kind), sizes().iconRow,
                                 colour(trouble ? Colour::Warning : Colour::TextMuted), devicePixelRatioF()));
}

void StatusFoot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
    if (m_status.total > 0) {
        const int filled = static_cast<int>(qMin(m_status.done, m_status.total) * width() / m_status.total);
        painter.fillRect(isRightToLeft() ? QRect(width() - filled, 0, filled, kBar) : QRect(0, 0, filled, kBar), colour(Colour::Accent));
    }
    if (hasFocus())
        paintFocusRing(&painter, rect().adjusted(8, 5, -48, -5), sizes().radiusControl);
}

void StatusFoot::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT activityWanted();
}

void StatusFoot::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
        Q_EMIT activityWanted();
    else
        QWidget::keyPressEvent(event);
}

void StatusFoot::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *work = menu->addAction(icon(m_online ? "wifi-off" : "wifi"), m_online ? tr("Work offline") : tr("Go online"));
    connect(work, &QAction::triggered, this, [this] { Q_EMIT onlineWanted(!m_online); });
    connect(menu->addAction(tr("Show activity")), &QAction::triggered, this, &StatusFoot::activityWanted);
    menu->popup(event->globalPos());
}

void StatusFoot::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        refreshIcon();
    QWidget::changeEvent(event);
}

} // namespace petrel::ui
