#include "ui/viewer/reading_pane.h"

#include "ui/common/appearance.h"
#include "ui/common/empty_state.h"
#include "ui/common/flow_layout.h"
#include "ui/common/labels.h"
#include "ui/common/seams.h"
#include "ui/viewer/find_bar.h"
#include "ui/viewer/link_status.h"
#include "ui/viewer/message_card.h"
#include "ui/viewer/message_text_view.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/subject_label.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <chrono>

namespace petrel::ui {

namespace {
constexpr int kSidesWide = 32;
constexpr int kSidesNarrow = 20;
constexpr int kNarrow = 560;
constexpr std::chrono::milliseconds kPatience{150};

} // namespace

ReadingPane::ReadingPane(ReadingPresenter &presenter, ActionRegistry &actions, QWidget *parent)
    : QWidget(parent), m_presenter(presenter), m_bar(new ReadingBar(actions, this)), m_pages(new QStackedWidget(this)),
      m_state(new EmptyState(m_pages)), m_scroll(new QScrollArea(m_pages)), m_find(new FindBar(this)), m_link(new LinkStatus(this))
{
    setObjectName(QStringLiteral("readingPane"));
    setMinimumWidth(sizes().readerMin);
    m_state->setObjectName(QStringLiteral("readingState"));
    buildMessagePage();
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_scroll);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_pages, 1);
    column->addWidget(m_find);

    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, &ReadingPane::showState);
    connect(&presenter, &ReadingPresenter::changed, this, &ReadingPane::refresh);
    connect(&presenter, &ReadingPresenter::composeWanted, this, &ReadingPane::composeWanted);
    connect(&presenter, &ReadingPresenter::openWanted, this, [this](const QUrl &url) {
        if (!Seams::current().openExternally(this, url.toString(QUrl::FullyEncoded)))
            Q_EMIT told(tr("No program on this computer opens this link."));
    });
    connect(&presenter, &ReadingPresenter::placeChanged, this, &ReadingPane::showPlace);
    connect(&presenter, &ReadingPresenter::linkDoubted, m_card, [this](const QUrl &url, const QString &sentence) {
        m_card->doubtLink(url, sentence);
        m_scroll->verticalScrollBar()->setValue(0);
    });
    connectMessage();
    refresh();
}

void ReadingPane::buildMessagePage()
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("messagePage"));
    m_subject = new SubjectLabel(page);
    m_subject->setObjectName(QStringLiteral("subject"));
    m_metaRow = new QWidget(page);
    auto *metaRow = new FlowLayout(m_metaRow);
    m_meta = new RoleLabel(TypeRole::Small, Colour::TextMuted, m_metaRow);
    m_meta->setObjectName(QStringLiteral("metaLine"));
    m_meta->setMinimumHeight(Chip(QString()).sizeHint().height()); // with labels or without, what stands below stays where it is
    metaRow->addWidget(m_meta);
    m_card = new MessageCard(page);

    m_column = new QVBoxLayout(page);
    m_column->setSpacing(0);
    m_column->addWidget(m_subject);
    m_column->addSpacing(2);
    m_column->addWidget(m_metaRow);
    m_column->addSpacing(16);
    m_column->addWidget(m_card);
    m_column->addStretch(1);

    m_scroll->setObjectName(QStringLiteral("messageScroll"));
    m_scroll->setAccessibleName(tr("Message"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(page);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    page->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
}

void ReadingPane::connectMessage()
{
    connect(&m_presenter, &ReadingPresenter::progressChanged, this, [this] {
        if (!m_patience.isActive()) // else the page comes in a moment, and tells it then
            showState();
    });
    MessageTextView *text = m_card->textView();
    connect(text, &MessageTextView::linkPointed, m_link, [this](const QUrl &target) { m_link->showTarget(target); });
    connect(text, &MessageTextView::linkActivated, &m_presenter, &ReadingPresenter::activateLink);
    connect(text, &MessageTextView::revealWanted, this, &ReadingPane::scrollTo);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, text, &MessageTextView::showMatches);
    connect(m_card, &MessageCard::linkConfirmed, &m_presenter, &ReadingPresenter::openWanted);
    connect(m_card, &MessageCard::offerAccepted, this, &ReadingPane::acceptOffer);
    connect(m_card, &MessageCard::openAttachmentWanted, this,
            [this](const AttachmentItem &item) {
                if (cardIsCurrent())
                    Q_EMIT openAttachmentWanted(m_presenter.current(), item);
            });
    connect(m_card, &MessageCard::saveAttachmentWanted, this,
            [this](const AttachmentItem &item) {
                if (cardIsCurrent())
                    Q_EMIT saveAttachmentWanted(m_presenter.current(), item);
            });
    connect(m_card, &MessageCard::saveAllWanted, this,
            [this](const QList<AttachmentItem> &items) {
                if (cardIsCurrent())
                    Q_EMIT saveAllWanted(m_presenter.current(), items);
            });
    connect(m_find, &FindBar::needleChanged, this, [this, text](const QString &needle) {
        const int count = text->markMatches(needle);
        m_find->setInPart(m_presenter.message().parts > 1);
        m_find->setResult(text->goToMatch(true), count);
    });
    connect(m_find, &FindBar::nextWanted, this, [this, text](bool forward) {
        m_find->setResult(text->goToMatch(forward), text->matchCount());
    });
    connect(m_find, &FindBar::closed, this, [this, text] {
        text->markMatches({});
        focusText();
    });
}

void ReadingPane::refresh()
{
    m_patience.stop();
    m_link->showTarget({});
    switch (m_presenter.mode()) {
    case ReadingMode::Message: showMessage(); break;
    case ReadingMode::Loading: m_patience.start(); break;
    default: showState(); break;
    }
}

bool ReadingPane::cardIsCurrent() const
{
    return m_presenter.mode() == ReadingMode::Message;
}

void ReadingPane::showState()
{
    const ReadingMode mode = m_presenter.mode();
    m_state->setBird(mode == ReadingMode::Nothing);
    m_state->setTitle(m_presenter.title());
    m_state->setText(m_presenter.text());
    m_state->clearButtons();
    if (mode == ReadingMode::NotHere) {
        Button *retry = m_state->addButton(tr("Try again"));
        retry->setObjectName(QStringLiteral("retryMessage"));
        connect(retry, &Button::clicked, this, [this] { Q_EMIT retryWanted(m_presenter.current()); });
    } else if (mode == ReadingMode::HeaderOnly) {
        Button *get = m_state->addButton(tr("Get the message"));
        get->setObjectName(QStringLiteral("getMessage"));
        connect(get, &Button::clicked, this, [this] { Q_EMIT wholeWanted(m_presenter.current()); });
    } else if (mode == ReadingMode::Failed && !m_presenter.sentence().steps.isEmpty()) {
        const NextStep step = m_presenter.sentence().steps.first();
        Button *button = m_state->addButton(nextStepText(step));
        button->setObjectName(QStringLiteral("stepButton"));
        connect(button, &Button::clicked, this, [this, step] { Q_EMIT stepWanted(step); });
    }
    m_pages->setCurrentWidget(m_state);
}

void ReadingPane::showMessage()
{
    const ReadingMessage &message = m_presenter.message();
    fitSubject();
    m_subject->setSubject(message.header.subject);
    // Both begin where the header below begins, whatever the direction of their words.
    const Qt::Alignment leading = (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    m_subject->setAlignment(leading | Qt::AlignVCenter);
    m_meta->setAlignment(leading | Qt::AlignVCenter);
    showPlace();
    m_card->setMessage(message);
    m_pages->setCurrentWidget(m_scroll);
    m_scroll->verticalScrollBar()->setValue(0);
    if (m_find->isVisible())
        m_find->setResult(0, m_card->textView()->markMatches(m_find->needle()));
}

void ReadingPane::showPlace()
{
    m_meta->setText(m_presenter.message().place);
    m_meta->setVisible(!m_meta->text().isEmpty());
    m_metaRow->setVisible(!m_meta->text().isEmpty() || !m_chips.isEmpty());
    if (m_presenter.mode() == ReadingMode::Loading || m_presenter.mode() == ReadingMode::HeaderOnly)
        m_state->setTitle(m_presenter.title());
}

void ReadingPane::fitSubject()
{
    const QMargins margins = m_column->contentsMargins();
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int room = width() - margins.left() - margins.right() - scrollBar;
    m_subject->setRoom(room);
}

void ReadingPane::acceptOffer(ReadingNotice::Offer offer)
{
    switch (offer) {
    case ReadingNotice::Offer::Unsubscribe: m_presenter.unsubscribe(); break;
    case ReadingNotice::Offer::ShowNextPart: m_presenter.showPart(m_presenter.message().part + 1); break;
    case ReadingNotice::Offer::ShowFirstPart: m_presenter.showPart(0); break;
    case ReadingNotice::Offer::ShowSource: Q_EMIT sourceWanted(); break;
    case ReadingNotice::Offer::None: break;
    }
}

void ReadingPane::openFind()
{
    if (m_presenter.mode() == ReadingMode::Message)
        m_find->open();
}

void ReadingPane::focusText()
{
    m_card->textView()->setFocus(Qt::OtherFocusReason);
}

void ReadingPane::setFixedPitch(bool fixed)
{
    m_card->textView()->setFixedPitch(fixed);
}

void ReadingPane::setLabels(const QList<ShownLabel> &labels)
{
    if (labels == m_labels)
        return;
    m_labels = labels;
    m_meta->setAccessibleDescription(labelsInWords(labels)); // chips are pictures to a reader
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const ShownLabel &label : labels) {
        auto *chip = new Chip(label.name, label.colour, m_metaRow);
        chip->setObjectName(QStringLiteral("label:") + label.keyword);
        chip->setAccessibleName(labelsInWords({label}));
        m_metaRow->layout()->addWidget(chip);
        chip->show();
        m_chips.append(chip);
    }
    m_metaRow->setVisible(!m_meta->text().isEmpty() || !m_chips.isEmpty());
}

void ReadingPane::scrollPage(bool forward)
{
    QScrollBar *bar = m_scroll->verticalScrollBar();
    constexpr int kLinesKept = 48; ///< of the former page, to find the place again
    const int step = std::max(kLinesKept, bar->pageStep() - kLinesKept);
    bar->setValue(bar->value() + (forward ? step : -step));
}

void ReadingPane::scrollTo(const QRect &part)
{
    const QPoint centre = m_card->textView()->viewport()->mapTo(m_scroll->widget(), part.center());
    m_scroll->ensureVisible(centre.x(), centre.y(), 0, part.height() / 2 + 40);
}

void ReadingPane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        openFind();
    else
        QWidget::keyPressEvent(event);
}

void ReadingPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int sides = width() < kNarrow ? kSidesNarrow : kSidesWide;
    m_column->setContentsMargins(sides, 24, sides, 24);
    fitSubject();
    m_link->place(m_find->isVisible() ? m_find->height() : 0);
}

void ReadingPane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colour(Colour::Surface));
}

} // namespace petrel::ui
