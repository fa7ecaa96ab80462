#include "ui/common/snackbar.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPropertyAnimation>

namespace petrel::ui {

namespace {
constexpr int kTickMs = 250;
constexpr int kEdge = 12;
constexpr int kWidest = 480;
} // namespace

Snackbar *Snackbar::show(QWidget *pane, Offer offer)
{
    for (Snackbar *former : allIn(pane)) {
        if (former->m_offer.end == offer.end)
            former->dismiss();
    }
    auto *bar = new Snackbar(pane, std::move(offer));
    bar->appear();
    return bar;
}

Snackbar *Snackbar::shownIn(QWidget *pane)
{
    const QList<Snackbar *> bars = allIn(pane);
    return bars.isEmpty() ? nullptr : bars.last();
}

QList<Snackbar *> Snackbar::allIn(const QWidget *pane)
{
    auto bars = pane->findChildren<Snackbar *>(Qt::FindDirectChildrenOnly);
    bars.removeIf([](const Snackbar *bar) { return bar->m_finished; });
    return bars;
}

Snackbar::Snackbar(QWidget *pane, Offer offer)
    : QFrame(pane), m_offer(std::move(offer)), m_text(new RoleLabel(TypeRole::Body, Colour::InverseText, this)),
      m_leftMs(m_offer.seconds * 1000)
{
    setObjectName(QStringLiteral("Snackbar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(8);
    row->addSpacing(8); // margins are not mirrored, spacings are
    if (!m_offer.icon.isEmpty()) {
        auto *picture = new QLabel(this);
        picture->setPixmap(iconPixmap(m_offer.icon, sizes().iconTool, colour(Colour::InverseText), devicePixelRatioF()));
        row->addWidget(picture);
        row->addSpacing(4);
    }
    m_text->setWordWrap(true);
    m_text->setContentsMargins(0, 6, 0, 6);
    row->addWidget(m_text, 1);
    addOffer(m_offer.second, &Offer::secondAccepted);
    addOffer(m_offer.action, &Offer::accepted);
    auto *close = new IconButton(QStringLiteral("x"), tr("Close"), this);
    close->setIcon(icon("x", Colour::InverseText));
    close->setSide(28);
    connect(close, &IconButton::clicked, this, &Snackbar::dismiss);
    row->addWidget(close);

    showText();
    pane->installEventFilter(this);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &Snackbar::tick);
}

void Snackbar::addOffer(const QString &text, std::function<void()> Offer::*outcome)
{
    if (text.isEmpty())
        return;
    auto *button = new Button(text, Button::Kind::Link, this);
    button->setOnInverse(true);
    connect(button, &Button::clicked, this, [this, outcome] { finish(m_offer.*outcome); });
    layout()->addWidget(button);
}

void Snackbar::showText()
{
    const int seconds = (m_leftMs + 999) / 1000;
    m_text->setText(m_offer.countdown ? m_offer.text.arg(seconds) : m_offer.text);
}

void Snackbar::appear()
{
    setAccessibleName(m_text->text());
    place();
    placeOthers();
    QFrame::show();
    raise();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    m_timer.start();
    const int duration = Appearance::instance().motionNormal();
    if (duration == 0)
        return;
    auto *rise = new QPropertyAnimation(this, "pos", this);
    rise->setDuration(duration);
    rise->setEasingCurve(QEasingCurve::OutCubic);
    rise->setStartValue(pos() + QPoint(0, kEdge));
    rise->setEndValue(pos());
    rise->start(QAbstractAnimation::DeleteWhenStopped);
}

void Snackbar::place()
{
    const QWidget *pane = parentWidget();
    const int width = qMin(pane->width() - 2 * kEdge, kWidest);
    const int height = qMax(sizes().snackbar, layout()->heightForWidth(width));
    const bool atLeft = (m_offer.end == End::Leading) != isRightToLeft();
    const int x = atLeft ? kEdge : pane->width() - width - kEdge;
    setGeometry(x, pane->height() - height - kEdge - lift(width), width, height);
}

void Snackbar::placeOthers()
{
    for (Snackbar *other : allIn(parentWidget())) {
        if (other != this)
            other->place();
    }
}

int Snackbar::lift(int width) const
{
    if (m_offer.end == End::Leading || parentWidget()->width() >= 2 * width + 3 * kEdge)
        return 0;
    for (const Snackbar *other : allIn(parentWidget())) {
        if (other->m_offer.end == End::Leading)
            return other->height() + kEdge;
    }
    return 0;
}

void Snackbar::tick()
{
    // Whoever reads or aims at it keeps it; the countdown of a sending message goes on.
    const bool held = underMouse() || isAncestorOf(focusWidget());
    if (held && !m_offer.countdown)
        return;
    m_leftMs -= kTickMs;
    if (m_leftMs <= 0)
        return dismiss();
    if (m_offer.countdown) {
        showText();
        update();
    }
}

void Snackbar::dismiss() { finish(m_offer.expired); }

void Snackbar::accept() { finish(m_offer.accepted); }

void Snackbar::finish(const std::function<void()> &outcome)
{
    if (m_finished)
        return;
    m_finished = true;
    m_timer.stop();
    hide();
    placeOthers();
    deleteLater();
    if (outcome)
        outcome();
}

bool Snackbar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

void Snackbar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Inverse));
    if (!m_offer.countdown)
        return;
    const QRect words = m_text->geometry();
    const QRectF whole(words.left(), height() - 10, words.width(), 2);
    fillRounded(&painter, whole, 1, colour(Colour::TextMuted));
    QRectF left(whole);
    left.setWidth(whole.width() * m_leftMs / qMax(1, m_offer.seconds * 1000));
    fillRounded(&painter, left, 1, colour(Colour::InverseAccent));
}

} // namespace petrel::ui
