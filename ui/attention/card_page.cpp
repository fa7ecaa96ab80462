#include "ui/attention/card_page.h"

#include "ui/attention/card_frame.h"
#include "ui/common/appearance.h"
#include "ui/common/empty_state.h"
#include "ui/common/error_sentence.h"
#include "ui/common/labels.h"
#include "ui/common/notice_bar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kColumnWidth = 836;
constexpr int kSide = 32;
constexpr int kSmallSide = 20;
constexpr int kSmallWidth = 560;
constexpr int kTop = 24;
} // namespace

CardPage::CardPage(CardModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_scroll(new QScrollArea(this)), m_title(new RoleLabel(TypeRole::Subject, Colour::Text, this)),
      m_introduction(new RoleLabel(TypeRole::Body, Colour::TextMuted, this)), m_trouble(new NoticeBar(this)),
      m_empty(new EmptyState(this)), m_cards(new QVBoxLayout)
{
    m_title->setWeight(Weight::Strong);
    m_introduction->setWordWrap(true);
    m_trouble->setLevel(NoticeBar::Level::Warning);
    m_trouble->hide();
    m_empty->setBird(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_empty->setFocusPolicy(Qt::TabFocus);
    buildColumn();
    followModel();
    if (m_model.rowCount() > 0)
        insertFrames(0, m_model.rowCount() - 1);
    showState();
}

void CardPage::buildColumn()
{
    m_cards->setSpacing(12);
    auto *column = new QWidget;
    column->setMaximumWidth(kColumnWidth);
    auto *inside = new QVBoxLayout(column);
    inside->setContentsMargins({});
    inside->setSpacing(16);
    inside->addWidget(m_title);
    inside->addWidget(m_introduction);
    inside->addWidget(m_trouble);
    inside->addLayout(m_cards);
    inside->addStretch(1);
    auto *page = new QWidget;
    page->setAutoFillBackground(false);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(kSide, kTop, kSide, kTop);
    row->setSpacing(0);
    row->addWidget(column, 1);
    row->addStretch(0);
    m_scroll->setWidget(page);
    page->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->setSpacing(0);
    whole->addWidget(m_scroll, 1);
    whole->addWidget(m_empty, 1);
}

void CardPage::followModel()
{
    connect(&m_model, &CardModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) { insertFrames(first, last); });
    connect(&m_model, &CardModel::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int first, int last) { removeFrames(first, last); });
    connect(&m_model, &CardModel::rowsMoved, this, [this](const QModelIndex &, int from, int, const QModelIndex &, int to) { moveFrame(from, to); });
    connect(&m_model, &CardModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        bool newButtons = false;
        for (int row = first.row(); row <= last.row(); ++row) {
            newButtons = newButtons || m_frames.at(row)->card().buttons != m_model.card(row).buttons;
            m_frames.at(row)->setCard(m_model.card(row));
        }
        if (newButtons)
            orderTabs();
    });
    connect(&m_model, &CardModel::loaded, this, [this] {
        m_trouble->hide();
        showState();
    });
    connect(&m_model, &CardModel::failed, this, [this](const Error &error) {
        const ErrorSentence sentence = sentenceFor(error, {}, Activity::Opening);
        m_trouble->setText(sentence.text());
        m_trouble->show();
        showState();
    });
}

void CardPage::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_scroll->setAccessibleName(title);
}

void CardPage::setIntroduction(const QString &sentence) { m_introduction->setText(sentence); }

void CardPage::setEmptyWords(const QString &title, const QString &text)
{
    m_empty->setTitle(title);
    m_empty->setText(text);
}

void CardPage::insertFrames(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        auto *frame = new CardFrame;
        frame->setCard(m_model.card(row));
        connect(frame, &CardFrame::acted, this, [this, frame](CardAction action) {
            if (const auto at = static_cast<int>(m_frames.indexOf(frame)); at >= 0)
                Q_EMIT acted(at, action);
        });
        m_frames.insert(row, frame);
        m_cards->insertWidget(row, frame);
    }
    orderTabs();
    showState();
}

void CardPage::removeFrames(int first, int last)
{
    bool hadFocus = false;
    for (int row = last; row >= first; --row) {
        CardFrame *frame = m_frames.takeAt(row);
        hadFocus = hadFocus || frame->isAncestorOf(window()->focusWidget());
        m_cards->removeWidget(frame);
        frame->hide();
        frame->deleteLater(); // its own button may be what led here
    }
    showState();
    if (!hadFocus)
        return;
    const int next = qMin(first, static_cast<int>(m_frames.size()) - 1);
    if (next < 0 || !m_frames.at(next)->focusFirstButton())
        setFocus(Qt::OtherFocusReason);
}

void CardPage::moveFrame(int from, int to)
{
    CardFrame *frame = m_frames.takeAt(from);
    m_frames.insert(to, frame);
    m_cards->removeWidget(frame);
    m_cards->insertWidget(to, frame);
    orderTabs();
}

/** Down the page, whatever the order in which the cards came. */
void CardPage::orderTabs()
{
    QWidget *last = m_scroll;
    for (CardFrame *frame : std::as_const(m_frames))
        last = frame->followInTabOrder(last);
}

void CardPage::showState()
{
    const bool empty = m_frames.isEmpty();
    const bool nothingThere = empty && m_model.isLoaded() && m_trouble->isHidden();
    m_introduction->setVisible(!empty && !m_introduction->text().isEmpty());
    m_empty->setVisible(nothingThere);
    m_scroll->setVisible(!nothingThere);
    setFocusProxy(nothingThere ? static_cast<QWidget *>(m_empty) : m_scroll); // a page in sight can always take the focus
}

void CardPage::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), colour(Colour::Background)); }

void CardPage::resizeEvent(QResizeEvent *event)
{
    const int side = width() < kSmallWidth ? kSmallSide : kSide;
    m_scroll->widget()->layout()->setContentsMargins(side, kTop, side, kTop);
    QWidget::resizeEvent(event);
}

void CardPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace petrel::ui
