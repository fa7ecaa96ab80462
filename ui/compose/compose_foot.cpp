#include "ui/compose/compose_foot.h"

#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/later.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"
#include "ui/compose/compose_options.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QSignalBlocker>

namespace petrel::ui {

namespace {

constexpr int kHeight = 60; ///< at least: buttons grow with the type
constexpr int kAround = 12;
constexpr int kSides = 20;

IconButton *iconButton(const char *name, const QString &icon, const QString &words, QWidget *parent)
{
    auto *button = new IconButton(icon, words, parent);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

} // namespace

ComposeFoot::ComposeFoot(QWidget *parent)
    : QWidget(parent), m_attach(iconButton("attach", QStringLiteral("paperclip"), tr("Attach files"), this)),
      m_rich(iconButton("rich", QStringLiteral("type"), tr("Rich text"), this)),
      m_discard(iconButton("discard", QStringLiteral("trash-2"), tr("Discard draft"), this)),
      m_options(iconButton("options", QStringLiteral("ellipsis"), tr("Options of this message"), this)),
      m_state(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_later(new Button(tr("Send later"), Button::Kind::Normal, this)),
      m_send(new Button(tr("Send"), Button::Kind::Accent, this))
{
    setObjectName(QStringLiteral("composeFoot"));
    setMinimumHeight(kHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSides, kAround, kSides, kAround);
    row->setSpacing(8);
    for (QWidget *button : {m_attach, m_rich, m_discard, m_options})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_state);
    row->addWidget(m_later);
    row->addWidget(m_send);

    m_attach->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    m_rich->setCheckable(true);
    m_rich->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_state->setObjectName(QStringLiteral("footState"));
    m_later->setObjectName(QStringLiteral("sendLater"));
    m_later->setIconName(QStringLiteral("clock"));
    setPlainToolTip(m_later, tr("Send later (%1)").arg(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return).toString(QKeySequence::NativeText)));
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setIconName(QStringLiteral("send"));
    setPlainToolTip(m_send, tr("Send (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));

    connect(m_attach, &QAbstractButton::clicked, this, &ComposeFoot::attachWanted);
    connect(m_rich, &QAbstractButton::toggled, this, &ComposeFoot::richWanted);
    connect(m_discard, &QAbstractButton::clicked, this, &ComposeFoot::discardWanted);
    connect(m_send, &QAbstractButton::clicked, this, &ComposeFoot::sendWanted);
    connect(m_later, &QAbstractButton::clicked, this, &ComposeFoot::openLaterMenu);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, &ComposeFoot::sendWanted);
        connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | key), this), &QShortcut::activated, this, &ComposeFoot::openLaterMenu);
    }
}

void ComposeFoot::setOptions(ComposeOptions &options)
{
    connect(m_options, &QAbstractButton::clicked, this, [this, &options] {
        auto *menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("optionsMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        options.fill(*menu);
        openAbove(*menu, *m_options, Qt::AlignLeft);
    });
}

/** At the button's leading or trailing edge. */
void ComposeFoot::openAbove(QMenu &menu, const QWidget &button, Qt::Alignment edge)
{
    const bool atRight = (edge == Qt::AlignRight) != isRightToLeft();
    const int x = atRight ? button.width() - menu.sizeHint().width() : 0;
    menu.popup(button.mapToGlobal(QPoint(x, -menu.sizeHint().height())));
    menu.setActiveAction(menu.actions().first());
}

void ComposeFoot::openLaterMenu()
{
    if (!m_later->isEnabled())
        return;
    const QDateTime now = Clock::current().wall().toLocalTime();
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("laterMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const LaterTime &time : laterTimes(now)) {
        QAction *action = menu->addAction(time.words + u'\t' + whenShortText(time.utc, now));
        connect(action, &QAction::triggered, this, [this, utc = time.utc] { Q_EMIT laterWanted(utc); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("At …", "a time that is chosen")), &QAction::triggered, this, &ComposeFoot::otherTimeWanted);
    openAbove(*menu, *m_later, Qt::AlignRight);
}

void ComposeFoot::showState(const QString &state)
{
    m_state->setText(state);
}

void ComposeFoot::setRich(bool rich)
{
    const QSignalBlocker quiet(m_rich);
    m_rich->setChecked(rich);
}

void ComposeFoot::setReadOnly(bool readOnly)
{
    for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{m_attach, m_rich, m_discard, m_options, m_later, m_send})
        button->setEnabled(!readOnly);
}

void ComposeFoot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Window));
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
