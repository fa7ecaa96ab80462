#include "ui/wizard/choice_card.h"

#include "ui/common/appearance.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"

#include <QGridLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

namespace petrel::ui {

namespace {
constexpr int kPictureHeight = 92;
constexpr int kPictureEdge = 6;
constexpr int kInner = 20;
constexpr int kLineIndent = 30; ///< under the title, past the ring
} // namespace

ChoiceCard::ChoiceCard(Drawing::Picture picture, const QString &title, const QString &protocol, QWidget *parent)
    : QFrame(parent), m_picture(new Drawing(picture, this)), m_button(new QRadioButton(title, this)), m_lines(new QGridLayout),
      m_titleRow(new QHBoxLayout), m_refusal(new RoleLabel(TypeRole::Small, Colour::Warning, this))
{
    m_picture->setFixedHeight(kPictureHeight);
    m_button->setFont(petrel::ui::font(TypeRole::Reading, Weight::Strong));
    auto *muted = new RoleLabel(protocol, TypeRole::Body, Colour::TextMuted, this);
    m_titleRow->setSpacing(12);
    m_titleRow->addWidget(m_button);
    m_titleRow->addWidget(muted);
    m_titleRow->addStretch(1);
    m_lines->setHorizontalSpacing(10);
    m_lines->setVerticalSpacing(8);
    m_lines->setColumnMinimumWidth(0, kLineIndent - 10);
    m_lines->setColumnStretch(2, 1);
    m_refusal->setWordWrap(true);
    m_refusal->hide();

    auto *words = new QVBoxLayout;
    words->setContentsMargins(kInner, 16, kInner, 16);
    words->setSpacing(10);
    words->addLayout(m_titleRow);
    words->addLayout(m_lines);
    words->addWidget(m_refusal);
    words->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addSpacing(kPictureEdge);
    column->addWidget(m_picture);
    column->addSpacing(kPictureEdge);
    column->addLayout(words, 1);
    setCursor(Qt::PointingHandCursor);
    connect(m_button, &QRadioButton::toggled, this, qOverload<>(&QWidget::update));
}

void ChoiceCard::addLine(const QString &icon, const QString &text, Colour colour)
{
    const int row = m_lines->rowCount();
    auto *words = new RoleLabel(text, TypeRole::Body, Colour::Text, this);
    words->setWordWrap(true);
    m_lines->addWidget(new IconMark(icon, colour, sizes().iconRow, this), row, 1, Qt::AlignTop);
    m_lines->addWidget(words, row, 2);
    m_labels.append(words);
    m_words.append(text);
    m_button->setAccessibleDescription(m_words.join(QLatin1Char(' ')));
}

void ChoiceCard::addChip(const QString &text) { m_titleRow->addWidget(new Chip(text, this)); }

void ChoiceCard::setRefusal(const QString &reason)
{
    m_button->setEnabled(reason.isEmpty());
    for (RoleLabel *line : std::as_const(m_labels))
        line->setColour(reason.isEmpty() ? Colour::Text : Colour::TextMuted);
    m_refusal->setText(reason);
    m_refusal->setVisible(!reason.isEmpty());
    setCursor(reason.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_button->setAccessibleDescription(reason.isEmpty() ? m_words.join(QLatin1Char(' ')) : reason);
}

void ChoiceCard::setPictureShown(bool shown) { m_picture->setVisible(shown); }

void ChoiceCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_button->isEnabled() || !rect().contains(event->position().toPoint()))
        return;
    m_button->setFocus(Qt::MouseFocusReason);
    m_button->click();
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    const bool chosen = m_button->isChecked();
    const int radius = sizes().radiusCard;
    QPainter painter(this);
    fillRounded(&painter, rect(), radius, colour(Colour::Raised));
    if (m_picture->isVisible()) {
        painter.save();
        QPainterPath card;
        card.addRoundedRect(rect(), radius, radius);
        painter.setClipPath(card);
        painter.fillRect(QRect(0, 0, width(), m_picture->height() + 2 * kPictureEdge), colour(chosen ? Colour::AccentSoft : Colour::Sunken));
        painter.restore();
    }
    const Colour line = chosen ? Colour::Accent : m_button->isEnabled() ? Colour::ControlBorder : Colour::Border;
    strokeRounded(&painter, rect(), radius, colour(line), chosen ? 2 : 1);
}

} // namespace petrel::ui
