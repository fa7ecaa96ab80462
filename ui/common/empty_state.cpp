#include "ui/common/empty_state.h"

#include "ui/common/drawing.h"
#include "ui/common/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kTextWidth = 400;
}

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_bird(new Drawing(Drawing::Picture::BirdAndSea, this)),
      m_title(new RoleLabel(TypeRole::Subject, Colour::Text, this)), m_text(new RoleLabel(TypeRole::Body, Colour::TextMuted, this)),
      m_buttons(new QHBoxLayout)
{
    m_title->setWeight(Weight::Strong);
    m_bird->setFixedSize(m_bird->sizeHint());
    m_bird->hide();
    for (RoleLabel *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setMaximumWidth(kTextWidth);
        label->hide();
    }
    m_buttons->setSpacing(8);
    m_buttons->setAlignment(Qt::AlignCenter);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(m_bird, 0, Qt::AlignHCenter);
    column->addSpacing(16);
    // No alignment flag: a wrapping label needs the whole width to know its height.
    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addLayout(words, 100);
    centred->addStretch(1);
    column->addLayout(centred);
    column->addSpacing(8);
    column->addLayout(m_buttons);
    column->addStretch(1);
}

void EmptyState::setBird(bool shown) { m_bird->setVisible(shown); }

void EmptyState::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void EmptyState::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

QString EmptyState::title() const { return m_title->text(); }

QString EmptyState::text() const { return m_text->text(); }

Button *EmptyState::addButton(const QString &text, Button::Kind kind)
{
    auto *button = new Button(text, kind, this);
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::clearButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

} // namespace petrel::ui
