#include "ui/folders/room_bar.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {

constexpr int kThick = 6;
constexpr int kPreferred = 200;

Colour colourOf(RoomLevel level)
{
    switch (level) {
    case RoomLevel::Nearly: return Colour::Warning;
    case RoomLevel::Full: return Colour::Danger;
    case RoomLevel::Fine: break;
    }
    return Colour::Accent;
}

} // namespace

RoomBar::RoomBar(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

QSize RoomBar::sizeHint() const { return {kPreferred, kThick}; }

void RoomBar::setRoom(const Room &room)
{
    m_room = room;
    update();
}

void RoomBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), kThick / 2.0, colour(Colour::Pressed));
    const int used = m_room.percent <= 0 ? 0 : qMax(kThick, width() * qMin(m_room.percent, 100) / 100); // a little is seen as a little
    fillRounded(&painter, QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, used, height())), kThick / 2.0, colour(colourOf(m_room.level)));
}

} // namespace petrel::ui
