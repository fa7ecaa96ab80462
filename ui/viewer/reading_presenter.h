#pragma once

#include "core/base/error.h"
#include "core/base/executor.h"
#include "core/model/account.h"
#include "core/mime/message_content.h"
#include "core/model/message.h"
#include "ui/common/error_sentence.h"
#include "ui/viewer/attachment_item.h"
#include "ui/viewer/message_header.h"
#include "ui/viewer/reading_notice.h"
#include "ui/viewer/reading_text.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace petrel::ui {

/** Everything the pane shows of one message. */
struct ReadingMessage
{
    PlacementId id;
    QString place;           ///< "Studio Halden, Inbox"
    MessageHeader header;
    ReadingText text;        ///< of one part
    int part = 0;            ///< which, from 0
    int parts = 1;
    std::shared_ptr<const html::LinkedText> body; ///< all parts
    QList<AttachmentItem> attachments;
    QList<ReadingNotice> notices;
    mime::MessageContent content; ///< for replies
};

/** What the reading pane is about. */
enum class ReadingMode {
    Nothing,  ///< no message selected
    Several,
    Loading,
    NotHere,  ///< only the header is here and the network is not
    HeaderOnly, ///< and the whole, which is large, comes only when the person says so
    Failed,
    Message,
};

/** Where a message stands, as far as its row tells. */
struct ReadingPlace
{
    PlacementId id;
    QString place;            ///< account and folder, for the meta line
    std::int64_t bytes = 0;
};

/**
 * Decides what the reading pane shows and what a click on a link does. It holds no widget and reads nothing itself:
 * the window asks the engine and hands the answers in. Text is prepared on `executor`, so that a mail of many
 * megabytes does not stop the window; late answers for a message that is no longer shown are dropped. GUI thread.
 */
class ReadingPresenter : public QObject
{
    Q_OBJECT
public:
    /** `executor` is borrowed and outlives this object, or has been drained before. */
    explicit ReadingPresenter(Executor &executor, QObject *parent = nullptr);

    /** The person's own addresses: they read "you". */
    void setOwnAddresses(const AddressList &own) { m_own = own; }

    void showNothing();
    void showSeveral(int count, const QStringList &subjects);
    /** The wished message is on its way. */
    void showLoading(const ReadingPlace &place, const QString &subject);
    /** How many bytes of it are here by now; for another message nothing happens. */
    void showProgress(PlacementId id, qint64 done, qint64 total);
    /** Where the message stands, learnt only after it was wished for. */
    void showPlace(const ReadingPlace &place, const QString &subject);
    void showMessage(PlacementId id, const mime::MessageContent &content);
    void showError(PlacementId id, const Error &error, const Account &account);
    /** Another part of a long message, from 0. */
    void showPart(int number);

    [[nodiscard]] ReadingMode mode() const { return m_mode; }
    /** The message of Loading, NotHere, HeaderOnly, Failed and Message. */
    [[nodiscard]] PlacementId current() const { return m_place.id; }
    [[nodiscard]] const ReadingMessage &message() const { return m_message; }
    [[nodiscard]] QString title() const { return m_title; }   ///< of every mode but Message
    [[nodiscard]] QString text() const { return m_text; }     ///< below the title
    [[nodiscard]] const ErrorSentence &sentence() const { return m_sentence; } ///< of Failed

    /** A link was clicked: opens, asks first, goes to the composer, or stays inert. */
    void activateLink(const QUrl &target, const QString &shown);
    void unsubscribe();

Q_SIGNALS:
    void changed();
    /** Only text(), of Loading. */
    void progressChanged();
    /** Only the words about where the message stands. */
    void placeChanged();
    /** http or https, nothing odd about it, or the person confirmed: hand it to the desktop. */
    void openWanted(const QUrl &url);
    /** A mailto link: a new message to it. */
    void composeWanted(const QString &mailto);
    /** Something is odd; `sentence` says what. Opens only on confirmation. */
    void linkDoubted(const QUrl &url, const QString &sentence);

private:
    void become(ReadingMode mode, const QString &title, const QString &text);
    void prepare(const mime::MessageContent &content, int part, std::shared_ptr<const html::LinkedText> body);
    void receive(ReadingMessage message);

    Executor &m_executor;
    AddressList m_own;
    ReadingMode m_mode = ReadingMode::Nothing;
    ReadingPlace m_place;
    ReadingMessage m_message;
    QString m_subject; ///< of the message that was wished for
    QString m_title;
    QString m_text;
    ErrorSentence m_sentence;
};

} // namespace petrel::ui
