#include "ui/compose/format_bar.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"
#include "ui/compose/field_height.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QShortcut>

namespace petrel::ui {

namespace {
constexpr int kHeight = 40; ///< at least: the field for a link grows with the type
constexpr int kAround = 6;
constexpr int kButton = 28;
} // namespace

FormatBar::FormatBar(BodyEditor &editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_link(nullptr), m_address(new QLineEdit(this)),
      m_complaint(new RoleLabel(TypeRole::Small, Colour::Danger, this))
{
    setObjectName(QStringLiteral("formatBar"));
    setAccessibleName(tr("Text format"));
    setMinimumHeight(kHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, kAround, 16, kAround);
    row->setSpacing(4);
    addMark(TextMark::Bold, QStringLiteral("bold"), tr("Bold"), QKeySequence::Bold);
    addMark(TextMark::Italic, QStringLiteral("italic"), tr("Italic"), QKeySequence::Italic);
    addMark(TextMark::Underline, QStringLiteral("underline"), tr("Underline"), QKeySequence::Underline);
    addGap();
    addMark(TextMark::Bullets, QStringLiteral("list"), tr("Bulleted list"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_8));
    addMark(TextMark::Numbers, QStringLiteral("list-ordered"), tr("Numbered list"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_7));
    addMark(TextMark::Quote, QStringLiteral("text-quote"), tr("Quote"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_9));
    addGap();
    auto *link = new IconButton(QStringLiteral("link"), tr("Link"), this);
    link->setObjectName(QStringLiteral("formatLink"));
    link->setSide(kButton);
    m_link = link;
    row->addWidget(m_link);
    row->addWidget(m_address);
    row->addWidget(m_complaint);
    row->addStretch(1);
    m_address->setObjectName(QStringLiteral("linkAddress"));
    m_address->setAccessibleName(tr("Link address"));
    m_address->setPlaceholderText(tr("Address of the link"));
    m_address->setFixedSize(240, fieldHeight(m_address->font()));
    m_address->hide();
    m_address->installEventFilter(this);
    m_complaint->hide();

    const QKeySequence linkKeys(Qt::CTRL | Qt::Key_L);
    setPlainToolTip(link, tr("%1 (%2)", "action and its keys").arg(tr("Link"), linkKeys.toString(QKeySequence::NativeText)));
    auto *keys = new QShortcut(linkKeys, &editor, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, [this] {
        if (m_editor.isRich())
            askForLink();
    });
    connect(m_link, &QToolButton::clicked, this, &FormatBar::askForLink);
    connect(m_address, &QLineEdit::returnPressed, this, &FormatBar::applyLink);
    connect(&editor, &QTextEdit::currentCharFormatChanged, this, &FormatBar::refresh);
    connect(&editor, &QTextEdit::cursorPositionChanged, this, &FormatBar::refresh);
}

void FormatBar::addMark(TextMark mark, const QString &iconName, const QString &name, const QKeySequence &shortcut)
{
    auto *button = new IconButton(iconName, name, this);
    button->setObjectName(QStringLiteral("format") + QString::number(static_cast<int>(mark)));
    setPlainToolTip(button, tr("%1 (%2)", "action and its keys").arg(name, shortcut.toString(QKeySequence::NativeText)));
    button->setCheckable(true);
    button->setSide(kButton);
    layout()->addWidget(button);
    m_buttons.append({mark, button});
    connect(button, &QToolButton::clicked, this, [this, mark] {
        m_editor.toggle(mark);
        m_editor.setFocus(Qt::OtherFocusReason);
        refresh();
    });
    auto *keys = new QShortcut(shortcut, &m_editor, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, [this, mark] {
        if (!m_editor.isRich())
            return;
        m_editor.toggle(mark);
        refresh();
    });
}

void FormatBar::addGap()
{
    auto *line = new Hairline(Qt::Vertical, this);
    line->setFixedHeight(20);
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->addSpacing(4);
    row->addWidget(line);
    row->addSpacing(4);
}

void FormatBar::refresh()
{
    for (const Button &entry : std::as_const(m_buttons))
        entry.button->setChecked(m_editor.has(entry.mark));
}

void FormatBar::askForLink()
{
    m_complaint->hide();
    m_address->setText(m_editor.linkAtCaret());
    m_address->show();
    m_address->setFocus(Qt::OtherFocusReason);
    m_address->selectAll();
}

void FormatBar::applyLink()
{
    if (m_editor.setLink(m_address->text())) {
        closeLink();
    } else {
        m_complaint->setText(tr("Only web and mail addresses can be links."));
        m_complaint->show();
    }
}

void FormatBar::closeLink()
{
    m_address->hide();
    m_complaint->hide();
    m_editor.setFocus(Qt::OtherFocusReason);
}

bool FormatBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_address && event->type() == QEvent::FontChange)
        m_address->setFixedHeight(fieldHeight(m_address->font()));
    const bool escape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (watched != m_address || !escape)
        return QWidget::eventFilter(watched, event);
    closeLink(); // of the link only: the message stays open
    return true;
}

void FormatBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, QRect(0, height() - 1, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
