#include "ui/viewer/link_status.h"

#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/painting.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kPadding = 10;
} // namespace

LinkStatus::LinkStatus(QWidget *pane) : ElidingLabel(TypeRole::Small, Colour::Text, pane)
{
    setObjectName(QStringLiteral("linkStatus"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setContentsMargins(kPadding, 4, kPadding, 4);
    setElideMode(Qt::ElideMiddle);
    hide();
}

void LinkStatus::showTarget(const QUrl &target)
{
    if (target.isEmpty()) {
        hide();
        return;
    }
    setText(isolatedLtr(target.toString(QUrl::FullyEncoded)));
    place();
    show();
    raise();
}

void LinkStatus::place(int above)
{
    const QWidget *pane = parentWidget();
    const QFontMetrics metrics(font());
    const int wanted = metrics.horizontalAdvance(text()) + 2 * kPadding + 4;
    const int height = metrics.height() + 8;
    const QRect box(0, pane->height() - above - height, std::min(wanted, pane->width()), height);
    setGeometry(QStyle::visualRect(layoutDirection(), pane->rect(), box));
}

void LinkStatus::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Window));
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
    painter.end();
    ElidingLabel::paintEvent(event);
}

} // namespace petrel::ui
