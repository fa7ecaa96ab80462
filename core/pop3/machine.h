#pragma once

#include "core/pop3/dot_decoder.h"
#include "core/pop3/grammar.h"

#include <deque>
#include <variant>

namespace petrel::pop3 {

/** What the answer to a command looks like when it is +OK. */
enum class AnswerShape { Line, Listing, Message, Challenge };

/** The one status line of a command, the greeting, or the end of an exchange of challenges. */
struct StatusEvent
{
    StatusLine status;
    friend bool operator==(const StatusEvent &, const StatusEvent &) = default;
};

/** `+ ` and a challenge, as sent (RFC 5034 section 4). */
struct ChallengeEvent
{
    QByteArray challenge;
    friend bool operator==(const ChallengeEvent &, const ChallengeEvent &) = default;
};

/** One line of a listing, dot-stuffing removed. */
struct LineEvent
{
    QByteArray line;
    friend bool operator==(const LineEvent &, const LineEvent &) = default;
};

/** A piece of a message, dot-stuffing removed. */
struct ContentEvent
{
    QByteArray bytes;
    friend bool operator==(const ContentEvent &, const ContentEvent &) = default;
};

/** The final dot of a listing or a message: only now is it complete. */
struct EndEvent
{
    friend bool operator==(const EndEvent &, const EndEvent &) = default;
};

using Event = std::variant<StatusEvent, ChallengeEvent, LineEvent, ContentEvent, EndEvent>;

/**
 * POP3 without a socket (RFC 1939, RFC 2449 section 6.8 for pipelining): commands in, bytes out; bytes in, events
 * out. Answers come in the order of the commands, so the oldest unanswered command says how the next
 * bytes are to be read. Starts by expecting the greeting. Memory is bounded by Limits::maxLineBytes
 * and by what receive() was given and next() has not yet taken.
 *
 * Errors of next(), all of Connection scope: Protocol for a line that is too long, a status that is neither +OK
 * nor -ERR, a listing over its budget, and bytes nobody asked for. After an error the machine is dead.
 */
class Machine
{
public:
    explicit Machine(const Limits &limits = {}) : m_limits(limits) {}

    /** Queues a command line (from commandLine()) and remembers how its answer reads. */
    void send(const QByteArray &line, AnswerShape shape);
    /** A line within a running exchange of challenges: a response, or `*` to give it up. */
    void respond(const QByteArray &line);
    [[nodiscard]] QByteArray takeOutput();

    void receive(const QByteArray &bytes);
    /** The next event, or nothing until more bytes come. */
    [[nodiscard]] Result<std::optional<Event>> next();

    /** Answers still to come, the greeting included. */
    [[nodiscard]] qsizetype pending() const { return static_cast<qsizetype>(m_expected.size()); }
    /** Bytes received and not yet turned into events: must be none when TLS starts. */
    [[nodiscard]] bool holdsInput() const { return m_taken < m_input.size(); }
    /** How often something was sent while no other answer was on its way: round trips waited for. */
    [[nodiscard]] int roundTrips() const { return m_roundTrips; }

private:
    enum class Part { Status, Lines, Content };

    [[nodiscard]] Result<std::optional<QByteArray>> takeLine();
    [[nodiscard]] Result<std::optional<Event>> nextStatus();
    [[nodiscard]] Result<std::optional<Event>> nextListingLine();
    [[nodiscard]] std::optional<Event> nextContent();
    void finishAnswer();
    [[nodiscard]] Error fail(const QString &what);

    Limits m_limits;
    std::deque<AnswerShape> m_expected{AnswerShape::Line};
    Part m_part = Part::Status;
    DotDecoder m_dots;
    DotDecoder::LineEnd m_lineEnd = DotDecoder::LineEnd::CrLf; ///< of the last line taken
    qint64 m_listingLines = 0;
    qint64 m_listingBytes = 0;
    QByteArray m_input;
    qsizetype m_taken = 0;   ///< m_input up to here was turned into events
    qsizetype m_searched = 0; ///< m_input up to here holds no LF
    QByteArray m_output;
    int m_roundTrips = 0;
    std::optional<Error> m_failure;
};

} // namespace petrel::pop3
