#include "ui/wizard/step_dots.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kDot = 8;
constexpr int kCurrent = 20;
constexpr int kGap = 8;
constexpr qreal kDoneStrength = 0.45;
} // namespace

StepDots::StepDots(int count, QWidget *parent) : QWidget(parent), m_count(count)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCurrent(0);
}

void StepDots::setCurrent(int step)
{
    m_current = step;
    setAccessibleName(tr("Step %1 of %2").arg(step + 1).arg(m_count));
    setPlainToolTip(this, accessibleName());
    update();
}

QSize StepDots::sizeHint() const { return {m_count * (kDot + kGap) - kGap + kCurrent - kDot, kDot}; }

void StepDots::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    int x = 0;
    for (int i = 0; i < m_count; ++i) {
        const int width = i == m_current ? kCurrent : kDot;
        const QRect dot = QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, kDot));
        painter.setOpacity(i < m_current ? kDoneStrength : 1);
        fillRounded(&painter, dot, kDot / 2.0, colour(i <= m_current ? Colour::Accent : Colour::Border));
        x += width + kGap;
    }
}

} // namespace petrel::ui
