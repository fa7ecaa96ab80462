#include "ui/viewer/reading_presenter.h"

#include "core/html/link_target.h"
#include "core/mime/header_values.h"
#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>

namespace petrel::ui {

namespace {

/** On the thread of the window: at once when we are there, else as an event of the application, which outlives us. */
void deliver(std::function<void()> answer)
{
    QCoreApplication *application = QCoreApplication::instance();
    if (application->thread() == QThread::currentThread())
        answer();
    else
        QMetaObject::invokeMethod(application, std::move(answer), Qt::QueuedConnection);
}

bool meansNoNetwork(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
}

} // namespace

ReadingPresenter::ReadingPresenter(Executor &executor, QObject *parent) : QObject(parent), m_executor(executor)
{
    m_title = tr("No message selected");
}

void ReadingPresenter::become(ReadingMode mode, const QString &title, const QString &text)
{
    m_mode = mode;
    m_title = title;
    m_text = text;
    if (mode != ReadingMode::Message)
        m_message = {};
    Q_EMIT changed();
}

void ReadingPresenter::showNothing()
{
    m_place = {};
    become(ReadingMode::Nothing, tr("No message selected"), tr("J and K go to the next and the previous one."));
}

void ReadingPresenter::showSeveral(int count, const QStringList &subjects)
{
    constexpr qsizetype kNamed = 6;
    m_place = {};
    QStringList lines;
    for (const QString &subject : subjects.first(std::min(kNamed, subjects.size())))
        lines.append(isolated(oneLine(subject)));
    if (count > lines.size())
        lines.append(tr("and %n more", nullptr, count - static_cast<int>(lines.size())));
    become(ReadingMode::Several, tr("%n message(s) selected", nullptr, count), lines.join(u'\n'));
}

void ReadingPresenter::showLoading(const ReadingPlace &place, const QString &subject)
{
    m_place = place;
    m_subject = isolated(oneLine(subject));
    become(ReadingMode::Loading, m_subject, tr("Getting the message …"));
}

void ReadingPresenter::showProgress(PlacementId id, qint64 done, qint64 total)
{
    if (id != m_place.id || m_mode != ReadingMode::Loading || done >= total)
        return;
    m_text = tr("Getting the message: %1 of %2").arg(sizeText(done), sizeText(total));
    Q_EMIT progressChanged();
}

void ReadingPresenter::showPlace(const ReadingPlace &place, const QString &subject)
{
    if (place.id != m_place.id)
        return;
    m_place = place;
    if (m_mode == ReadingMode::Message)
        m_message.place = place.place;
    m_subject = isolated(oneLine(subject));
    if (m_mode == ReadingMode::Loading || m_mode == ReadingMode::HeaderOnly)
        m_title = m_subject;
    Q_EMIT placeChanged();
}

void ReadingPresenter::showMessage(PlacementId id, const mime::MessageContent &content)
{
    if (id == m_place.id)
        prepare(content, 0, nullptr);
}

void ReadingPresenter::showPart(int number)
{
    if (m_mode == ReadingMode::Message && number >= 0 && number < m_message.parts)
        prepare(m_message.content, number, m_message.body);
}

void ReadingPresenter::prepare(const mime::MessageContent &content, int number, std::shared_ptr<const html::LinkedText> body)
{
    m_executor.post([guard = QPointer<ReadingPresenter>(this), content, number, body = std::move(body), place = m_place, own = m_own] {
        ReadingMessage message;
        message.id = place.id;
        message.place = place.place;
        message.header = messageHeader(content, own, place.bytes, QDateTime::currentDateTime());
        message.body = body ? body : std::make_shared<const html::LinkedText>(linkedBody(content));
        const ReadingPart part = readingPart(*message.body, number);
        message.text = readingText(part.text);
        message.part = part.number;
        message.parts = part.count;
        message.attachments = attachmentItems(content);
        message.notices = readingNotices(content, part);
        message.content = content;
        deliver([guard, message = std::move(message)]() mutable {
            if (guard)
                guard->receive(std::move(message));
        });
    });
}

void ReadingPresenter::receive(ReadingMessage message)
{
    if (message.id != m_place.id)
        return; // the person has gone on to another message
    m_message = std::move(message);
    become(ReadingMode::Message, m_message.header.subject, {});
}

void ReadingPresenter::showError(PlacementId id, const Error &error, const Account &account)
{
    if (id != m_place.id || error.kind == ErrorKind::Cancelled)
        return;
    m_sentence = sentenceFor(error, account, Activity::Opening);
    if (error.code == "header-only")
        become(ReadingMode::HeaderOnly, m_subject,
               tr("Only the header was fetched, as the account has it for large messages. The whole has %1 and waits on the server.").arg(sizeText(m_place.bytes)));
    else if (meansNoNetwork(error))
        become(ReadingMode::NotHere, tr("Text not here yet"),
               tr("Only the header of this message was fetched. It comes when %1 can be reached.").arg(isolated(account.name)));
    else
        become(ReadingMode::Failed, m_sentence.happened, (m_sentence.meaning + u' ' + m_sentence.advice).trimmed());
}

void ReadingPresenter::activateLink(const QUrl &target, const QString &shown)
{
    const html::LinkTarget link = html::examineLink(target, shown);
    if (link.url.isEmpty() || !html::isOpenableScheme(link.url))
        return;
    if (link.url.scheme() == u"mailto")
        Q_EMIT composeWanted(link.url.toString(QUrl::FullyEncoded));
    else if (link.warnings.isEmpty())
        Q_EMIT openWanted(link.url);
    else
        Q_EMIT linkDoubted(link.url, linkWarningText(link));
}

void ReadingPresenter::unsubscribe()
{
    const mime::ListHeaders &list = m_message.content.list;
    activateLink(list.unsubscribeMail.isValid() ? list.unsubscribeMail : list.unsubscribeWeb, {});
}

} // namespace petrel::ui
