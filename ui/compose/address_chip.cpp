#include "ui/compose/address_chip.h"

#include "core/mime/header_values.h"
#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/monogram_disc.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"
#include "ui/compose/field_height.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kDisc = 18;
constexpr int kPadding = 6;
constexpr int kGap = 8;
constexpr int kWidest = 320;
} // namespace

AddressChip::AddressChip(const Recipient &recipient, QWidget *parent) : QAbstractButton(parent), m_recipient(recipient)
{
    setText(mime::cleanText(recipient.address.shown()));
    const QString full = mime::cleanText(recipient.address.full());
    setAccessibleName(recipient.isValid() ? full : tr("%1, not valid", "an address").arg(full));
    setAccessibleDescription(recipient.problem);
    setPlainToolTip(this, recipient.isValid() ? full : recipient.problem);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFont(ui::font(TypeRole::Body, Weight::Medium));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void AddressChip::setWarning(const QString &why)
{
    const QString full = accessibleName();
    m_warning = why;
    setAccessibleName(tr("%1, refused the last time", "an address").arg(full));
    setAccessibleDescription(why);
    setPlainToolTip(this, full + QLatin1Char('\n') + why);
    update();
}

QSize AddressChip::sizeHint() const
{
    const QFontMetrics metrics(QAbstractButton::font());
    const int words = metrics.horizontalAdvance(text());
    return {std::min(kWidest, kPadding + kDisc + kGap + words + 10), fieldHeight(QAbstractButton::font())};
}

void AddressChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace: Q_EMIT removeWanted(); return;
    case Qt::Key_F2:
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT editWanted(); return;
    case Qt::Key_Left: Q_EMIT moveWanted(layoutDirection() == Qt::RightToLeft ? 1 : -1); return;
    case Qt::Key_Right: Q_EMIT moveWanted(layoutDirection() == Qt::RightToLeft ? -1 : 1); return;
    default: break;
    }
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyWanted();
    } else if (event->matches(QKeySequence::Cut)) {
        Q_EMIT copyWanted();
        Q_EMIT removeWanted();
    } else {
        event->ignore();
    }
}

void AddressChip::mouseDoubleClickEvent(QMouseEvent *)
{
    Q_EMIT editWanted();
}

void AddressChip::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Edit"), this, &AddressChip::editWanted);
    menu->addAction(tr("&Copy"), this, &AddressChip::copyWanted);
    menu->addAction(tr("&Remove"), this, &AddressChip::removeWanted);
    menu->popup(event->globalPos());
}

void AddressChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool valid = m_recipient.isValid();
    const bool warns = valid && !m_warning.isEmpty();
    const Colour ground = warns ? Colour::WarningSoft : !valid ? Colour::DangerSoft : hasFocus() ? Colour::Selection : underMouse() ? Colour::Hover : Colour::Sunken;
    fillRounded(&painter, rect(), sizes().radiusControl, colour(ground));
    strokeRounded(&painter, rect(), sizes().radiusControl, colour(warns ? Colour::Warning : valid ? Colour::Border : Colour::Danger));

    const auto place = [&](const QRect &box) { return QStyle::visualRect(layoutDirection(), rect(), box); };
    const QRect disc = place({kPadding, (height() - kDisc) / 2, kDisc, kDisc});
    if (warns)
        paintIcon(&painter, disc.adjusted(1, 1, -1, -1), "triangle-alert", colour(Colour::Warning));
    else if (valid)
        paintMonogram(&painter, disc, m_recipient.address);
    else
        paintIcon(&painter, disc.adjusted(1, 1, -1, -1), "circle-alert", colour(Colour::Danger));

    const int x = kPadding + kDisc + kGap;
    const QRect words(x, 0, width() - x - kPadding, height());
    painter.setFont(QAbstractButton::font());
    painter.setPen(colour(hasFocus() && valid && !warns ? Colour::SelectionText : Colour::Text));
    paintElided(&painter, place(words), text(), QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    if (hasFocus())
        paintFocusRing(&painter, rect(), sizes().radiusControl);
}

} // namespace petrel::ui
