#include "ui/compose/compose_foot.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"

#include <QHBoxLayout>
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
      m_state(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_send(new Button(tr("Send"), Button::Kind::Accent, this))
{
    setObjectName(QStringLiteral("composeFoot"));
    setMinimumHeight(kHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSides, kAround, kSides, kAround);
    row->setSpacing(8);
    for (QWidget *button : {m_attach, m_rich, m_discard})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_state);
    row->addWidget(m_send);

    m_attach->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    m_rich->setCheckable(true);
    m_rich->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_state->setObjectName(QStringLiteral("footState"));
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setIconName(QStringLiteral("send"));
    setPlainToolTip(m_send, tr("Send (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));

    connect(m_attach, &QAbstractButton::clicked, this, &ComposeFoot::attachWanted);
    connect(m_rich, &QAbstractButton::toggled, this, &ComposeFoot::richWanted);
    connect(m_discard, &QAbstractButton::clicked, this, &ComposeFoot::discardWanted);
    connect(m_send, &QAbstractButton::clicked, this, &ComposeFoot::sendWanted);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, &ComposeFoot::sendWanted);
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
    for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{m_attach, m_rich, m_discard, m_send})
        button->setEnabled(!readOnly);
}

void ComposeFoot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Window));
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
