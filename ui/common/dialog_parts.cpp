#include "ui/common/dialog_parts.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kFootHeight = 64;
constexpr int kFootSides = 40;
constexpr int kLinkPadding = 8; ///< as Button has it
constexpr int kRoomForNote = 56;
constexpr int kEye = 26;
constexpr int kEyeEdge = 4;
} // namespace

DialogFoot::DialogFoot(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    setMinimumHeight(kFootHeight);
    m_row->setContentsMargins(kFootSides, 12, kFootSides, 12);
    m_row->setSpacing(8);
}

void DialogFoot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Colour::Window));
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Raised));
    strokeRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Border));
}

IconMark::IconMark(const QString &name, Colour colour, int side, QWidget *parent)
    : QWidget(parent), m_name(name), m_colour(colour), m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconMark::setIcon(const QString &name, Colour colour)
{
    m_name = name;
    m_colour = colour;
    update();
}

void IconMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(&painter, rect(), m_name, colour(m_colour));
}

PasswordField::PasswordField(QWidget *parent)
    : QLineEdit(parent), m_eye(new IconButton(QStringLiteral("eye"), tr("Show what is typed"), this))
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    // Not an action of the field: those cannot have the focus.
    m_eye->setObjectName(QStringLiteral("showTyped"));
    m_eye->setSide(kEye);
    m_eye->setCheckable(true);
    m_eye->setCursor(Qt::ArrowCursor);
    connect(m_eye, &IconButton::toggled, this, [this](bool shown) {
        setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_eye->setIcon(icon(shown ? "eye-off" : "eye"));
    });
    placeEye();
}

void PasswordField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    placeEye();
}

void PasswordField::placeEye()
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setTextMargins(mirrored ? kEye : 0, 0, mirrored ? 0 : kEye, 0);
    const QRect place(width() - kEye - kEyeEdge, (height() - kEye) / 2, kEye, kEye);
    m_eye->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
}

RoleLabel *labelFor(QWidget *field, const QString &text, QWidget *parent)
{
    auto *label = new RoleLabel(text, TypeRole::Body, Colour::TextMuted, parent);
    label->setBuddy(field);
    return label;
}

void nameField(QWidget *field, const QString &name)
{
    field->setAccessibleName(name);
    // A combo box speaks its value as its name; the relation to a label beside it is what tells them apart.
    auto *label = new QLabel(name, field->parentWidget());
    label->setBuddy(field);
    label->hide();
}

RoleLabel *fieldNote(QWidget *parent)
{
    auto *note = new RoleLabel(TypeRole::Small, Colour::Danger, parent);
    note->setWordWrap(true);
    note->hide();
    return note;
}

void showProblem(QLineEdit *field, RoleLabel *note, const QString &words)
{
    field->setProperty("invalid", !words.isEmpty());
    field->setAccessibleDescription(words);
    field->update();
    note->setText(words);
    note->setVisible(!words.isEmpty());
}

void showValue(QLineEdit *field, const QString &text)
{
    if (field->text() != text && !field->hasFocus())
        field->setText(text);
}

QScrollArea *scrolling(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    // Also a focus that was set, not tabbed to: a field that wants something must be seen, with its note.
    QObject::connect(qApp, &QApplication::focusChanged, area, [area, content](QWidget *, QWidget *now) {
        if (!now || !content->isAncestorOf(now))
            return;
        // Queued: what was shown together with the focus has its place only then.
        QMetaObject::invokeMethod(area, [area, content, focus = QPointer<QWidget>(now)] {
            if (!focus || !content->isAncestorOf(focus))
                return;
            // Of a field QScrollArea shows the caret alone: here the whole of it is meant.
            const QRect field(focus->mapTo(content, QPoint()), focus->size());
            area->ensureVisible(field.center().x(), field.center().y(), 0, field.height() / 2 + kRoomForNote);
        }, Qt::QueuedConnection);
    });
    return area;
}

QHBoxLayout *flush(Button *link)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addSpacing(-kLinkPadding);
    row->addWidget(link);
    row->addStretch(1);
    return row;
}

void paintDialogGround(QWidget *dialog)
{
    QPainter painter(dialog);
    painter.fillRect(dialog->rect(), colour(Colour::Surface));
}

} // namespace petrel::ui
