#include "ui/viewer/message_card.h"

#include "ui/common/appearance.h"
#include "ui/common/notice_bar.h"
#include "ui/viewer/attachment_area.h"
#include "ui/viewer/header_card.h"
#include "ui/viewer/message_text_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kTextIndent = 48;     ///< disc and its gap: text stands below the name
constexpr int kIndentFrom = 460;    ///< narrower cards use their whole width

QString offerText(ReadingNotice::Offer offer)
{
    switch (offer) {
    case ReadingNotice::Offer::Unsubscribe: return MessageCard::tr("Unsubscribe");
    case ReadingNotice::Offer::ShowNextPart: return MessageCard::tr("Show next part");
    case ReadingNotice::Offer::ShowFirstPart: return MessageCard::tr("Show first part");
    case ReadingNotice::Offer::ShowSource: return MessageCard::tr("Show source");
    case ReadingNotice::Offer::None: break;
    }
    return {};
}

} // namespace

MessageCard::MessageCard(QWidget *parent)
    : QFrame(parent), m_header(new HeaderCard(this)), m_bars(new QVBoxLayout), m_linkBar(new NoticeBar(this)),
      m_text(new MessageTextView(this)), m_attachments(new AttachmentArea(this)), m_textRow(new QHBoxLayout),
      m_attachmentRow(new QHBoxLayout), m_nextPart(new Button(offerText(ReadingNotice::Offer::ShowNextPart), Button::Kind::Link, this))
{
    setObjectName(QStringLiteral("messageCard"));
    m_linkBar->setObjectName(QStringLiteral("linkBar"));
    m_linkBar->hide();
    m_bars->setSpacing(8);
    m_bars->addWidget(m_linkBar);

    m_text->setMaximumWidth(sizes().textMax);
    m_textRow->addWidget(m_text, 1000);
    m_textRow->addStretch(1);
    m_attachmentRow->addWidget(m_attachments);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_header);
    column->addLayout(m_bars);
    column->addLayout(m_textRow);
    column->addWidget(m_nextPart, 0, Qt::AlignHCenter);
    column->addLayout(m_attachmentRow);

    m_nextPart->setObjectName(QStringLiteral("nextPart"));
    connect(m_nextPart, &Button::clicked, this, [this] { Q_EMIT offerAccepted(ReadingNotice::Offer::ShowNextPart); });
    connect(m_attachments, &AttachmentArea::openWanted, this, &MessageCard::openAttachmentWanted);
    connect(m_attachments, &AttachmentArea::saveWanted, this, &MessageCard::saveAttachmentWanted);
    connect(m_attachments, &AttachmentArea::saveAllWanted, this, &MessageCard::saveAllWanted);
}

void MessageCard::setMessage(const ReadingMessage &message)
{
    m_linkBar->hide();
    m_header->setHeader(message.header);
    setNotices(message.notices);
    m_text->setReadingText(message.text);
    m_nextPart->setVisible(message.part + 1 < message.parts);
    m_attachments->setItems(message.attachments);
}

void MessageCard::setNotices(const QList<ReadingNotice> &notices)
{
    qDeleteAll(m_notices);
    m_notices.clear();
    for (const ReadingNotice &notice : notices) {
        auto *bar = new NoticeBar(this);
        bar->setObjectName(QStringLiteral("notice%1").arg(m_notices.size()));
        bar->setLevel(notice.level == ReadingNotice::Level::Warning ? NoticeBar::Level::Warning : NoticeBar::Level::Neutral);
        if (!notice.icon.isEmpty())
            bar->setIconName(notice.icon);
        bar->setText(notice.text);
        bar->setDetail(notice.detail);
        if (notice.offer != ReadingNotice::Offer::None) {
            Button *button = bar->addButton(offerText(notice.offer), Button::Kind::Link);
            connect(button, &Button::clicked, this, [this, offer = notice.offer] { Q_EMIT offerAccepted(offer); });
        }
        m_bars->addWidget(bar);
        m_notices.append(bar);
    }
}

void MessageCard::doubtLink(const QUrl &url, const QString &sentence)
{
    m_linkBar->setLevel(NoticeBar::Level::Warning);
    m_linkBar->setIconName(QStringLiteral("link"));
    m_linkBar->setText(sentence);
    m_linkBar->setDetail(url.toString(QUrl::FullyEncoded).left(400));
    m_linkBar->clearButtons();
    Button *stay = m_linkBar->addButton(tr("Do not open"), Button::Kind::Normal);
    stay->setObjectName(QStringLiteral("linkStay"));
    connect(stay, &Button::clicked, m_linkBar, &QWidget::hide);
    Button *open = m_linkBar->addButton(tr("Open anyway"), Button::Kind::Link);
    open->setObjectName(QStringLiteral("linkOpen"));
    connect(open, &Button::clicked, this, [this, url] {
        m_linkBar->hide();
        Q_EMIT linkConfirmed(url);
    });
    m_linkBar->show();
    stay->setFocus(Qt::OtherFocusReason);
}

void MessageCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void MessageCard::arrange()
{
    const int indent = width() >= kIndentFrom ? kTextIndent : 0;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    for (QHBoxLayout *row : {m_textRow, m_attachmentRow})
        row->setContentsMargins(mirrored ? 0 : indent, 0, mirrored ? indent : 0, 0);
}

} // namespace petrel::ui
