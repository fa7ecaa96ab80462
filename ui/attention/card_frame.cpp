#include "ui/attention/card_frame.h"

#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kPadding = 20;
constexpr int kGap = 16;
constexpr int kTextWidth = 640;
constexpr int kTwoColumns = 56; ///< characters that recipients and answers want beside each other
constexpr int kLongestWord = 32;

/** Lets a word without end break: a server's reply must not widen the page. */
QString breakable(const QString &text)
{
    QString result;
    int run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > kLongestWord && !c.isLowSurrogate() && !c.isMark()) {
            result += QChar(0x200B);
            run = 1;
        }
        result += c;
    }
    return result;
}

Colour inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Warning: return Colour::Warning;
    case Tone::Danger: return Colour::Danger;
    case Tone::Quiet: break;
    }
    return Colour::TextMuted;
}

RoleLabel *wrappingLabel(TypeRole role, Colour colour, QWidget *parent)
{
    auto *label = new RoleLabel(role, colour, parent);
    label->setWordWrap(true);
    label->setMaximumWidth(kTextWidth);
    return label;
}

/** Suggested, other, leave. */
Button::Kind kindAt(qsizetype position, qsizetype count)
{
    if (position == 0)
        return Button::Kind::Tonal;
    return position + 1 == count && count > 1 ? Button::Kind::Link : Button::Kind::Normal;
}

/** At the side where the layout starts, also when the words run the other way. */
void standAtStart(QLabel *label)
{
    label->setAlignment((label->isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignTop);
}

void setShownText(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

CardFrame::CardFrame(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_title(wrappingLabel(TypeRole::Reading, Colour::Text, this)),
      m_time(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_stateLine(new QWidget(this)),
      m_stateRow(new QBoxLayout(QBoxLayout::LeftToRight, m_stateLine)),
      m_subtitle(new ElidingLabel(TypeRole::Body, Colour::Text, m_stateLine)), m_state(new RoleLabel(TypeRole::Body, Colour::TextMuted, m_stateLine)),
      m_text(wrappingLabel(TypeRole::Body, Colour::TextMuted, this)), m_facts(new QWidget(this)), m_factRows(new QGridLayout(m_facts)),
      m_buttonBox(new QWidget(this)), m_buttonRow(new QBoxLayout(QBoxLayout::LeftToRight, m_buttonBox)), m_detailsButton(new Button(tr("Details"), Button::Kind::Link, this)),
      m_details(wrappingLabel(TypeRole::Small, Colour::TextMuted, this))
{
    m_title->setWeight(Weight::Strong);
    m_state->setWeight(Weight::Medium);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setAccessibleName(tr("Details"));
    m_details->hide();
    m_detailsButton->setHeight(Button::Height::Small);
    m_detailsButton->setIconName(QStringLiteral("chevron-right"));
    connect(m_detailsButton, &Button::clicked, this, [this] { setDetailsShown(!areDetailsShown()); });
    m_details->setContentsMargins(0, 4, 0, 0);

    m_stateRow->setContentsMargins({});
    m_stateRow->setSpacing(12);
    m_stateRow->addWidget(m_subtitle);
    m_stateRow->addWidget(m_state);
    m_stateRow->addStretch(0);
    m_factRows->setContentsMargins(0, 4, 0, 0);
    m_factRows->setHorizontalSpacing(12);
    m_factRows->setVerticalSpacing(4);
    m_buttonRow->setContentsMargins(0, 8, 0, 0);
    m_buttonRow->setSpacing(8);

    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_stateLine, m_text, m_facts, m_buttonBox, m_details})
        words->addWidget(part);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kPadding, kPadding - 2, kPadding, kPadding - 2);
    row->setSpacing(kGap);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_time, 0, Qt::AlignTop);
}

void CardFrame::setCard(const Card &card)
{
    const Card before = std::exchange(m_card, card);
    showWords();
    if (before.facts != card.facts || m_facts->isVisibleTo(this) == card.facts.isEmpty())
        showFacts();
    if (before.buttons != card.buttons || before.details.isEmpty() != card.details.isEmpty() || before.key.isEmpty())
        showButtons();
    if (before.iconName != card.iconName || before.tone != card.tone)
        showIcon();
}

void CardFrame::showWords()
{
    setAccessibleName(m_card.spoken());
    m_title->setText(breakable(m_card.title));
    setShownText(m_time, listDate(m_card.when, Clock::current().wall()));
    setPlainToolTip(m_time, fullDate(m_card.when));
    m_subtitle->setText(m_card.subtitle);
    setShownText(m_state, m_card.state);
    m_state->setColour(inkOf(m_card.tone));
    m_stateLine->setVisible(!m_card.subtitle.isEmpty() || !m_card.state.isEmpty());
    setShownText(m_text, breakable(m_card.text));
    m_details->setText(breakable(m_card.details));
    for (QLabel *label : {m_title, m_text, m_details})
        standAtStart(label);
    // Icon and time belong to the first line of the title, whatever the size of its letters.
    m_icon->setContentsMargins(0, qMax(0, (m_title->fontMetrics().height() - sizes().iconDialog) / 2), 0, 0);
    m_time->setContentsMargins(0, qMax(0, m_title->fontMetrics().ascent() - m_time->fontMetrics().ascent()), 0, 0);
    arrange();
}

void CardFrame::showFacts()
{
    while (QLayoutItem *item = m_factRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int row = 0; row < m_card.facts.size(); ++row) {
        const CardFact &fact = m_card.facts.at(row);
        auto *name = new RoleLabel(breakable(fact.name), TypeRole::Small, Colour::Text, m_facts);
        auto *words = wrappingLabel(TypeRole::Small, inkOf(fact.tone), m_facts);
        // Marks of isolation can make a line a pixel taller: both columns carry them.
        words->setText(isolated(breakable(fact.words)));
        name->setWordWrap(true);
        standAtStart(name);
        standAtStart(words);
        m_factRows->addWidget(name, 2 * row, 0);
        if (m_narrow)
            m_factRows->addWidget(words, 2 * row + 1, 0);
        else
            m_factRows->addWidget(words, 2 * row, 1);
    }
    m_factRows->setColumnStretch(1, m_narrow ? 0 : 1);
    m_facts->setVisible(!m_card.facts.isEmpty());
}

void CardFrame::showButtons()
{
    const bool hadFocus = m_buttonBox->isAncestorOf(focusWidget()) && focusWidget()->hasFocus();
    while (QLayoutItem *item = m_buttonRow->takeAt(0)) {
        if (item->widget() && item->widget() != m_detailsButton)
            item->widget()->deleteLater();
        delete item;
    }
    const qsizetype count = m_card.buttons.size();
    for (qsizetype i = 0; i < count; ++i) {
        const CardButton &shown = m_card.buttons.at(i);
        auto *button = new Button(shown.text, kindAt(i, count), m_buttonBox);
        button->setHeight(Button::Height::Small);
        setPlainToolTip(button, shown.toolTip);
        button->setAccessibleDescription(m_card.title);
        connect(button, &Button::clicked, this, [this, action = shown.action] { Q_EMIT acted(action); });
        m_buttonRow->addWidget(button, 0, Qt::AlignLeft);
    }
    m_buttonRow->addWidget(m_detailsButton, 0, Qt::AlignLeft);
    m_buttonRow->addStretch(1);
    m_detailsButton->setVisible(!m_card.details.isEmpty());
    if (m_card.details.isEmpty())
        setDetailsShown(false);
    m_buttonBox->setVisible(count > 0 || !m_card.details.isEmpty());
    arrange();
    if (hadFocus)
        focusFirstButton();
}

QWidget *CardFrame::followInTabOrder(QWidget *before)
{
    // What can be done, then the details: both stand in this row.
    QWidget *last = before;
    for (int i = 0; i < m_buttonRow->count(); ++i) {
        if (QWidget *button = m_buttonRow->itemAt(i)->widget()) {
            setTabOrder(last, button);
            last = button;
        }
    }
    return last;
}

void CardFrame::showIcon()
{
    m_icon->setPixmap(iconPixmap(m_card.iconName, sizes().iconDialog, colour(inkOf(m_card.tone)), devicePixelRatioF()));
}

void CardFrame::setDetailsShown(bool shown)
{
    m_detailsButton->setAccessibleName(shown ? tr("Details, shown") : tr("Details"));
    m_detailsButton->setIconName(shown ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
    m_details->setVisible(shown);
}

bool CardFrame::areDetailsShown() const { return !m_details->isHidden(); }

bool CardFrame::focusFirstButton()
{
    for (int i = 0; i < m_buttonRow->count(); ++i) {
        QWidget *button = m_buttonRow->itemAt(i)->widget();
        if (button && button->isVisibleTo(this)) {
            button->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

QSize CardFrame::minimumSizeHint() const { return {0, QFrame::minimumSizeHint().height()}; }

void CardFrame::arrange()
{
    const int room = width() - 2 * (kPadding + kGap) - sizes().iconDialog - m_time->sizeHint().width();
    const auto widthOf = [](const QBoxLayout *row) {
        int wanted = 0;
        for (int i = 0; i < row->count(); ++i) {
            if (const QWidget *part = row->itemAt(i)->widget(); part && !part->isHidden())
                wanted += part->sizeHint().width() + row->spacing();
        }
        return wanted;
    };
    const bool stateFits = widthOf(m_stateRow) <= room;
    m_stateRow->setDirection(stateFits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_stateRow->setSpacing(stateFits ? 12 : 2);
    m_state->setWordWrap(!stateFits);
    m_buttonRow->setDirection(widthOf(m_buttonRow) <= room ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const bool narrow = room < fontMetrics().averageCharWidth() * kTwoColumns;
    if (std::exchange(m_narrow, narrow) != narrow)
        showFacts();
}

void CardFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Raised));
    strokeRounded(&painter, rect(), sizes().radiusCard, colour(Colour::Border));
}

void CardFrame::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void CardFrame::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        showIcon();
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::ApplicationFontChange)
        showWords();
    QFrame::changeEvent(event);
}

} // namespace petrel::ui
