#pragma once

#include "ui/viewer/reading_presenter.h"

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace petrel::ui {

class AttachmentArea;
class Button;
class HeaderCard;
class MessageTextView;
class NoticeBar;

/**
 * One message: header card, bars, text, attachments. A single message stands on the plain surface; a conversation
 * puts several cards below each other.
 */
class MessageCard : public QFrame
{
    Q_OBJECT
public:
    explicit MessageCard(QWidget *parent = nullptr);

    void setMessage(const ReadingMessage &message);
    [[nodiscard]] MessageTextView *textView() const { return m_text; }
    [[nodiscard]] HeaderCard *headerCard() const { return m_header; }

    [[nodiscard]] AttachmentArea *attachments() const { return m_attachments; }

    /** Asks about a link before it is opened: a bar above the text, the safe answer first. */
    void doubtLink(const QUrl &url, const QString &sentence);

Q_SIGNALS:
    void linkConfirmed(const QUrl &url);
    void offerAccepted(petrel::ui::ReadingNotice::Offer offer);
    void openAttachmentWanted(const petrel::ui::AttachmentItem &item);
    void saveAttachmentWanted(const petrel::ui::AttachmentItem &item);
    void saveAllWanted(const QList<petrel::ui::AttachmentItem> &items);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setNotices(const QList<ReadingNotice> &notices);
    void arrange();

    HeaderCard *m_header;
    QVBoxLayout *m_bars;
    QList<NoticeBar *> m_notices;
    NoticeBar *m_linkBar;
    MessageTextView *m_text;
    AttachmentArea *m_attachments;
    QHBoxLayout *m_textRow;
    QHBoxLayout *m_attachmentRow;
    Button *m_nextPart; ///< below the text, where whoever has read it is
};

} // namespace petrel::ui
