#include "ui/common/overlay_scroll_bar.h"

#include <QAbstractScrollArea>
#include <QEvent>

namespace petrel::ui {

namespace {
constexpr int kRestMs = 1200;
} // namespace

OverlayScrollBar::OverlayScrollBar(QAbstractScrollArea *area) : QScrollBar(Qt::Vertical, area), m_area(area)
{
    setFocusPolicy(Qt::NoFocus);
    hide();
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QScrollBar *own = area->verticalScrollBar();
    connect(own, &QScrollBar::rangeChanged, this, &OverlayScrollBar::follow);
    connect(own, &QScrollBar::valueChanged, this, [this](int value) {
        follow();
        setValue(value);
        appear();
    });
    connect(this, &QScrollBar::valueChanged, own, &QScrollBar::setValue);
    area->installEventFilter(this);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (!m_area->underMouse() && !isSliderDown())
            hide();
    });
}

void OverlayScrollBar::follow()
{
    const QScrollBar *own = m_area->verticalScrollBar();
    const QSignalBlocker quiet(this);
    setPageStep(own->pageStep());
    setSingleStep(own->singleStep());
    setRange(own->minimum(), own->maximum());
    setValue(own->value());
    if (minimum() == maximum())
        hide();
}

void OverlayScrollBar::place()
{
    const int width = sizeHint().width();
    const int x = m_area->isRightToLeft() ? 0 : m_area->width() - width;
    setGeometry(x, 0, width, m_area->height());
}

void OverlayScrollBar::appear()
{
    if (minimum() < maximum()) {
        place();
        show();
        raise();
        m_rest.start();
    }
}

bool OverlayScrollBar::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::LayoutDirectionChange: place(); break;
    case QEvent::Enter:
        follow();
        appear();
        break;
    case QEvent::Leave: m_rest.start(); break;
    default: break;
    }
    return QScrollBar::eventFilter(watched, event);
}

} // namespace petrel::ui
