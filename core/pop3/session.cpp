#include "core/pop3/session.h"

#include <QSet>

namespace petrel::pop3 {

namespace {

constexpr qsizetype kMaxTopBytes = 1024 * 1024;
constexpr qsizetype kUsualUidlBytes = 70;    // RFC 1939 section 7

QByteArray shown(const StatusLine &status)
{
    QByteArray line = status.ok() ? "+OK" : "-ERR";
    if (!status.codeText.isEmpty())
        line += " [" + status.codeText + ']';
    return status.text.isEmpty() ? line : line + ' ' + status.text;
}

QByteArray text(MessageNumber number)
{
    return QByteArray::number(number.number());
}

} // namespace

Pop3Session::Pop3Session(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options)
    : m_stream(std::move(stream)), m_options(options), m_machine(options.limits)
{
}

Result<Maildrop> Pop3Session::stat(const StopToken &stop)
{
    const StatusLine status = TRY(ask("STAT", {}, AnswerShape::Line, command(stop)));
    if (!status.ok())
        return noted(refusal(status, Step::Transaction, QStringLiteral("STAT refused")));
    return parseMaildrop(status.text);
}

Result<UidlListing> Pop3Session::uidl(const StopToken &stop)
{
    const StatusLine status = TRY(ask("UIDL", {}, AnswerShape::Listing, command(stop)));
    if (!status.ok() && status.code == ResponseCode::SysTemp)
        return noted(refusal(status, Step::Transaction, QStringLiteral("UIDL refused for now")).withScope(ErrorScope::Connection));
    if (!status.ok())
        return makeError(ErrorKind::Unsupported, ErrorScope::Account, ErrorRetry::AfterUser,
                         QStringLiteral("the server has no UIDL, so what is here already cannot be told from what is new"))
            .withServerText(status.text, "no-uidl");
    UidlListing listing;
    QSet<QByteArray> ids;
    QSet<MessageNumber> numbers;
    TRY(eachLine(command(stop), [&](const QByteArray &line) {
        Result<UidlEntry> entry = parseUidlEntry(line);
        if (!entry || numbers.contains(entry->number)) {
            ++listing.unreadable;
            return;
        }
        numbers.insert(entry->number);
        if (entry->uidl.isEmpty())
            ++listing.empty;
        else if (ids.contains(entry->uidl))
            ++listing.repeated;
        if (entry->uidl.size() > kUsualUidlBytes)
            ++listing.overlong;
        ids.insert(entry->uidl);
        listing.entries.append(std::move(entry).value());
    }));
    return listing;
}

Result<QList<ListEntry>> Pop3Session::list(const StopToken &stop)
{
    const StatusLine status = TRY(ask("LIST", {}, AnswerShape::Listing, command(stop)));
    if (!status.ok())
        return noted(refusal(status, Step::Transaction, QStringLiteral("LIST refused")));
    QList<ListEntry> entries;
    TRY(eachLine(command(stop), [&](const QByteArray &line) {
        if (Result<ListEntry> entry = parseListEntry(line)) // a line that cannot be read costs a size, which is a hint
            entries.append(*entry);
    }));
    return entries;
}

Status Pop3Session::retrieve(const QList<MessageNumber> &numbers, MessageSink &sink, const StopToken &stop)
{
    return eachMessage("RETR", numbers, AnswerShape::Message,
                       [&](MessageNumber number) { return receiveMessage(number, sink, stop); });
}

Status Pop3Session::receiveMessage(MessageNumber number, MessageSink &sink, const StopToken &stop)
{
    const Wait wait{m_options.timeouts.silence, stop};
    // What the sink cannot take ends the session: the rest of the answer is on its way and has nowhere to go.
    const auto taken = [this](Status status) -> Status {
        if (!status)
            close();
        return status;
    };
    const StatusLine status = TRY(nextStatus(wait));
    if (!status.ok())
        return taken(sink.refused(number, refusal(status, Step::Transaction, QStringLiteral("the server cannot give this message"))));
    TRY(taken(sink.begin(number)));
    qint64 received = 0;
    while (true) {
        const Event event = TRY(nextEvent(wait));
        const auto *content = std::get_if<ContentEvent>(&event);
        if (!content)
            break;
        received += content->bytes.size();
        if (received > m_options.limits.maxMessageBytes)
            return noted(makeError(ErrorKind::Protocol, QStringLiteral("a message of more than %1 bytes").arg(m_options.limits.maxMessageBytes)));
        TRY(taken(sink.content(number, content->bytes)));
    }
    if (m_options.transcript)
        m_options.transcript->serverBytes(received);
    return taken(sink.complete(number));
}

Result<QByteArray> Pop3Session::top(MessageNumber number, int lines, const StopToken &stop)
{
    const StatusLine status = TRY(ask("TOP", {text(number), QByteArray::number(lines)}, AnswerShape::Message, command(stop)));
    if (!status.ok() && m_capabilities.known && !m_capabilities.top)
        return makeError(ErrorKind::Unsupported, QStringLiteral("the server has no TOP")).withServerText(status.text);
    if (!status.ok())
        return noted(refusal(status, Step::Transaction, QStringLiteral("TOP refused")));
    return receiveTop(stop);
}

Status Pop3Session::heads(const QList<MessageNumber> &numbers, const TakeHead &take, const StopToken &stop)
{
    const auto answer = [&](MessageNumber number) -> Status {
        const StatusLine status = TRY(nextStatus({m_options.timeouts.silence, stop}));
        if (status.ok())
            take(number, TRY(receiveTop(stop)));
        return {};
    };
    return eachMessage("TOP", numbers, AnswerShape::Message, answer, {"0"});
}

/** The lines behind +OK to TOP. */
Result<QByteArray> Pop3Session::receiveTop(const StopToken &stop)
{
    QByteArray head;
    qint64 received = 0;
    while (true) {
        const Event event = TRY(nextEvent({m_options.timeouts.silence, stop}));
        const auto *content = std::get_if<ContentEvent>(&event);
        if (!content)
            return head;
        received += content->bytes.size();
        if (received > m_options.limits.maxMessageBytes)
            return noted(makeError(ErrorKind::Protocol, QStringLiteral("an answer to TOP without end")));
        head += content->bytes.first(std::min(content->bytes.size(), kMaxTopBytes - head.size()));
    }
}

Result<DeleteAnswers> Pop3Session::dele(const QList<MessageNumber> &numbers, const StopToken &stop)
{
    DeleteAnswers answers;
    TRY(eachMessage("DELE", numbers, AnswerShape::Line, [&](MessageNumber number) -> Status {
        const StatusLine status = TRY(nextStatus(command(stop)));
        if (status.ok())
            answers.marked.append(number);
        else
            answers.refused.append({number, refusal(status, Step::Transaction, QStringLiteral("DELE refused"))});
        return {};
    }));
    return answers;
}

Status Pop3Session::reset(const StopToken &stop)
{
    return simple("RSET", stop);
}

Status Pop3Session::noop(const StopToken &stop)
{
    return simple("NOOP", stop);
}

QuitAnswer Pop3Session::quit(const StopToken &stop)
{
    const Result<StatusLine> status = ask("QUIT", {}, AnswerShape::Line, {m_options.timeouts.quit, stop});
    close();
    if (!status)
        return {QuitAnswer::Outcome::Unknown, status.error()};
    if (!status->ok())
        return {QuitAnswer::Outcome::Partly,
                refusal(*status, Step::Transaction, QStringLiteral("the server did not delete everything it was told to"))};
    return {QuitAnswer::Outcome::Committed, {}};
}

void Pop3Session::close()
{
    m_over = true;
    m_stream->close();
}

Status Pop3Session::queue(const QByteArray &keyword, const QByteArrayList &arguments, AnswerShape shape)
{
    if (m_over)
        return makeError(ErrorKind::Network, QStringLiteral("the session is over"));
    const QByteArray line = TRY(commandLine(keyword, arguments));
    if (m_options.transcript)
        m_options.transcript->client(line.chopped(2));
    m_machine.send(line, shape);
    return {};
}

Status Pop3Session::writeOutput()
{
    if (Status written = m_stream->write(m_machine.takeOutput()); !written)
        return noted(std::move(written).error());
    return {};
}

Result<Event> Pop3Session::nextEvent(const Wait &wait)
{
    const Deadline deadline = Deadline::in(wait.timeout).earlierOf(m_options.signInBy);
    while (true) {
        Result<std::optional<Event>> event = m_machine.next();
        if (!event)
            return noted(std::move(event).error());
        if (*event)
            return **std::move(event);
        if (const auto woken = m_stream->wait(deadline, wait.stop); !woken)
            return noted(woken.error());
        m_machine.receive(m_stream->readAvailable());
    }
}

Result<StatusLine> Pop3Session::nextStatus(const Wait &wait)
{
    const Event event = TRY(nextEvent(wait));
    const auto *status = std::get_if<StatusEvent>(&event);
    if (!status)
        return noted(makeError(ErrorKind::Protocol, QStringLiteral("an answer out of turn")));
    if (m_options.transcript)
        m_options.transcript->server(shown(status->status));
    return status->status;
}

Result<StatusLine> Pop3Session::ask(const QByteArray &keyword, const QByteArrayList &arguments, AnswerShape shape, const Wait &wait)
{
    TRY(queue(keyword, arguments, shape));
    TRY(writeOutput());
    return nextStatus(wait);
}

Status Pop3Session::simple(const QByteArray &keyword, const StopToken &stop)
{
    const StatusLine status = TRY(ask(keyword, {}, AnswerShape::Line, command(stop)));
    if (!status.ok())
        return noted(refusal(status, Step::Transaction, QLatin1String(keyword) + QStringLiteral(" refused")));
    return {};
}

Status Pop3Session::eachLine(const Wait &wait, const std::function<void(const QByteArray &)> &take)
{
    while (true) {
        const Event event = TRY(nextEvent(wait));
        const auto *line = std::get_if<LineEvent>(&event);
        if (!line)
            return {};
        take(line->line);
    }
}

Status Pop3Session::eachMessage(const QByteArray &keyword, const QList<MessageNumber> &numbers, AnswerShape shape,
                                const std::function<Status(MessageNumber)> &answer, const QByteArrayList &further)
{
    const qsizetype window = m_capabilities.pipelining ? std::max(m_options.window, 1) : 1;
    qsizetype asked = 0;
    for (qsizetype answered = 0; answered < numbers.size(); ++answered) {
        // Refilled when half empty, so that commands travel in few packets and the server never runs dry.
        if (asked - answered <= window / 2 && asked < numbers.size()) {
            for (; asked < numbers.size() && asked - answered < window; ++asked)
                TRY(queue(keyword, QByteArrayList{text(numbers[asked])} + further, shape));
            TRY(writeOutput());
        }
        TRY(answer(numbers[answered]));
    }
    return {};
}

Error Pop3Session::noted(Error error)
{
    if (m_options.security != Security::None && !m_stream->isEncrypted())
        error.serverText.clear();
    if (error.scope != ErrorScope::Message)
        close();
    return error;
}

} // namespace petrel::pop3
