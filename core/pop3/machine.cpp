#include "core/pop3/machine.h"

namespace petrel::pop3 {

void Machine::send(const QByteArray &line, AnswerShape shape)
{
    if (m_expected.empty())
        ++m_roundTrips;
    m_output += line;
    m_expected.push_back(shape);
}

void Machine::respond(const QByteArray &line)
{
    ++m_roundTrips;
    m_output += line;
}

QByteArray Machine::takeOutput()
{
    return std::exchange(m_output, {});
}

void Machine::receive(const QByteArray &bytes)
{
    if (m_taken > 0) {
        m_input.remove(0, m_taken);
        m_searched -= m_taken;
        m_taken = 0;
    }
    if (m_input.isEmpty())
        m_input = bytes; // shares; a long transfer comes this way
    else
        m_input += bytes;
}

Result<std::optional<Event>> Machine::next()
{
    if (m_failure)
        return *m_failure;
    if (!holdsInput() && m_part != Part::Content) // the end of a message may be known without further bytes
        return std::optional<Event>();
    switch (m_part) {
    case Part::Status: return nextStatus();
    case Part::Lines: return nextListingLine();
    case Part::Content: return nextContent();
    }
    return std::optional<Event>();
}

/** The next whole line without its end, or nothing yet. */
Result<std::optional<QByteArray>> Machine::takeLine()
{
    m_searched = std::max(m_searched, m_taken);
    const qsizetype lineFeed = m_input.indexOf('\n', m_searched);
    const qsizetype length = (lineFeed < 0 ? m_input.size() : lineFeed) - m_taken;
    if (length > m_limits.maxLineBytes)
        return fail(QStringLiteral("a line longer than %1 bytes").arg(m_limits.maxLineBytes));
    if (lineFeed < 0) {
        m_searched = m_input.size();
        return std::optional<QByteArray>();
    }
    QByteArray line = m_input.sliced(m_taken, length);
    m_taken = lineFeed + 1;
    m_lineEnd = line.endsWith('\r') ? DotDecoder::LineEnd::CrLf : DotDecoder::LineEnd::Lf;
    if (m_lineEnd == DotDecoder::LineEnd::CrLf)
        line.chop(1);
    return std::optional(std::move(line));
}

Result<std::optional<Event>> Machine::nextStatus()
{
    const std::optional<QByteArray> line = TRY(takeLine());
    if (!line)
        return std::optional<Event>();
    if (m_expected.empty())
        return fail(QStringLiteral("an answer nobody asked for"));
    const AnswerShape shape = m_expected.front();
    if (shape == AnswerShape::Challenge && (*line == "+" || line->startsWith("+ ")))
        return std::optional<Event>(ChallengeEvent{line->sliced(1).trimmed()});

    Result<StatusLine> status = parseStatusLine(*line);
    if (!status) {
        m_failure = status.error();
        return status.error();
    }
    if (status->ok() && shape == AnswerShape::Message) {
        m_dots = DotDecoder(m_lineEnd);
        m_part = Part::Content;
    } else if (status->ok() && shape == AnswerShape::Listing) {
        m_listingLines = 0;
        m_listingBytes = 0;
        m_part = Part::Lines;
    } else {
        finishAnswer();
    }
    return std::optional<Event>(StatusEvent{*status});
}

Result<std::optional<Event>> Machine::nextListingLine()
{
    std::optional<QByteArray> line = TRY(takeLine());
    if (!line)
        return std::optional<Event>();
    if (*line == ".") {
        finishAnswer();
        return std::optional<Event>(EndEvent{});
    }
    if (++m_listingLines > m_limits.maxListingLines)
        return fail(QStringLiteral("a listing of more than %1 lines").arg(m_limits.maxListingLines));
    m_listingBytes += line->size();
    if (m_listingBytes > m_limits.maxListingBytes)
        return fail(QStringLiteral("a listing of more than %1 bytes").arg(m_limits.maxListingBytes));
    if (line->startsWith('.'))
        line->remove(0, 1);
    return std::optional<Event>(LineEvent{*std::move(line)});
}

std::optional<Event> Machine::nextContent()
{
    DotDecoder::Step step = m_dots.decode(QByteArrayView(m_input).sliced(m_taken));
    m_taken += step.consumed;
    if (!step.content.isEmpty())
        return ContentEvent{std::move(step.content)}; // the end, if it was among these bytes, is told by the next call
    if (!step.finished)
        return std::nullopt;
    finishAnswer();
    return EndEvent{};
}

void Machine::finishAnswer()
{
    m_expected.pop_front();
    m_part = Part::Status;
}

Error Machine::fail(const QString &what)
{
    m_failure = makeError(ErrorKind::Protocol, what);
    return *m_failure;
}

} // namespace petrel::pop3
