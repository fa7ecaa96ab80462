#pragma once

#include "core/imap/grammar/capabilities.h"
#include "core/imap/grammar/command.h"
#include "core/imap/machine/events.h"

#include <deque>
#include <functional>
#include <optional>

namespace petrel::imap {

/** What makes a command more than a line and its answer. */
enum class CommandKind { Plain, Authenticate, Idle, StartTls, Compress };

/** A command on its way: waiting, being written, or waiting for its tagged answer. */
struct QueuedCommand
{
    CommandId id;
    QByteArray tag;
    CommandKind kind = CommandKind::Plain;
    QList<CommandPiece> pieces;
};

/**
 * Turns commands into bytes in order (RFC 3501 section 4.3 and 5.5): tags, literals that wait for
 * "+", and the rule that nothing may follow AUTHENTICATE, IDLE, STARTTLS and COMPRESS before they are over.
 * Several plain commands may be in flight at once.
 */
class CommandQueue
{
public:
    using Trace = std::function<void(const TraceLine &)>;
    explicit CommandQueue(Trace trace) : m_trace(std::move(trace)) {}

    CommandId add(CommandKind kind, const Command &command);
    /** The next bytes to send, about `max` of them at most at a time; empty when there is nothing to say now. */
    [[nodiscard]] Result<QByteArray> takeOutput(const Capabilities &capabilities, NameEncoding names, std::int64_t max);
    /** A line inside AUTHENTICATE or IDLE, sent before everything else. */
    void addRaw(const QByteArray &line, bool secret);

    /** "+" came while a literal waited for it: true, and the literal follows. */
    [[nodiscard]] bool goAhead();
    /** The tagged answer: the command leaves, also when half of it was never sent. Nothing for a tag we do not know. */
    [[nodiscard]] std::optional<QueuedCommand> complete(const QByteArray &tag);
    /** The AUTHENTICATE, IDLE, STARTTLS or COMPRESS that is in flight. */
    [[nodiscard]] const QueuedCommand *exclusive() const;
    [[nodiscard]] bool isIdle() const { return m_waiting.empty() && m_inFlight.empty() && m_raw.isEmpty(); }
    [[nodiscard]] bool hasWaiting() const { return !m_waiting.empty(); }
    [[nodiscard]] bool hasInFlight() const { return !m_inFlight.empty(); }
    [[nodiscard]] int inFlight() const { return static_cast<int>(m_inFlight.size()); }

private:
    [[nodiscard]] bool mayStart(const QueuedCommand &command) const;
    [[nodiscard]] Status writePiece(const Capabilities &capabilities, QByteArray &out, std::int64_t max);
    [[nodiscard]] Status writeLiteral(const LiteralSource &literal, QByteArray &out, std::int64_t max);
    void announce(const CommandPiece &piece, const Capabilities &capabilities, QByteArray &out);
    void writeText(const CommandPiece &piece, QByteArray &out);
    void start(NameEncoding names, QByteArray &out);
    void finish(QByteArray &out);
    void traceLine();

    Trace m_trace;
    std::uint32_t m_lastId = 0;
    std::deque<QueuedCommand> m_waiting;
    std::deque<QueuedCommand> m_inFlight; ///< the last one may still be being written
    QByteArray m_raw;

    enum class Writing { Nothing, Pieces, AwaitingPlus, Literal };
    Writing m_writing = Writing::Nothing;
    qsizetype m_piece = 0;
    std::int64_t m_literalSent = 0;
    QByteArray m_visible; ///< of the line being written
    bool m_hidesRest = false;
};

} // namespace petrel::imap
