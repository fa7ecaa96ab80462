#include "ui/common/spinner.h"

#include "ui/common/appearance.h"

#include <QPainter>

namespace petrel::ui {

namespace {
constexpr int kFrameMs = 50;
constexpr int kStepDegrees = 20;
} // namespace

Spinner::Spinner(QWidget *parent, int side) : QWidget(parent), m_side(side)
{
    setFixedSize(side, side);
    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_angle = (m_angle + kStepDegrees) % 360;
        update();
    });
}

void Spinner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal width = m_side <= 16 ? 2 : 2.5;
    const QRectF ring = QRectF(rect()).adjusted(width, width, -width, -width);
    painter.setPen(QPen(colour(Colour::Pressed), width));
    painter.drawEllipse(ring);
    painter.setPen(QPen(colour(Colour::Accent), width, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, (90 - m_angle) * 16, -100 * 16);
}

void Spinner::showEvent(QShowEvent *)
{
    if (!Appearance::instance().reducedMotion())
        m_timer.start();
}

void Spinner::hideEvent(QHideEvent *) { m_timer.stop(); }

} // namespace petrel::ui
