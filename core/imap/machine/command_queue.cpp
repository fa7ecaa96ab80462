#include "core/imap/machine/command_queue.h"

namespace petrel::imap {

namespace {

constexpr std::int64_t kLiteralMinusMax = 4096; // RFC 7888 section 5

bool travelsAtOnce(const LiteralSource &literal, const Capabilities &capabilities)
{
    return capabilities.has("LITERAL+") || (capabilities.has("LITERAL-") && literal.size <= kLiteralMinusMax);
}

} // namespace

CommandId CommandQueue::add(CommandKind kind, const Command &command)
{
    QueuedCommand queued;
    queued.id = CommandId(++m_lastId);
    queued.tag = 'P' + QByteArray::number(m_lastId);
    queued.kind = kind;
    queued.pieces = command.pieces();
    m_waiting.push_back(std::move(queued));
    return m_waiting.back().id;
}

void CommandQueue::addRaw(const QByteArray &line, bool secret)
{
    m_raw += line + "\r\n";
    if (m_trace)
        m_trace({secret ? TraceLine::Kind::ClientSecret : TraceLine::Kind::Client, secret ? QByteArray() : line, 0});
}

const QueuedCommand *CommandQueue::exclusive() const
{
    if (m_inFlight.empty() || m_inFlight.back().kind == CommandKind::Plain)
        return nullptr;
    return &m_inFlight.back();
}

bool CommandQueue::mayStart(const QueuedCommand &command) const
{
    if (exclusive())
        return false;
    return command.kind == CommandKind::Plain || m_inFlight.empty();
}

Result<QByteArray> CommandQueue::takeOutput(const Capabilities &capabilities, NameEncoding names, std::int64_t max)
{
    QByteArray out = std::exchange(m_raw, QByteArray());
    while (out.size() < max && m_writing != Writing::AwaitingPlus) {
        if (m_writing == Writing::Nothing) {
            if (m_waiting.empty() || !mayStart(m_waiting.front()))
                break;
            start(names, out);
        }
        TRY(writePiece(capabilities, out, max));
    }
    return out;
}

void CommandQueue::start(NameEncoding names, QByteArray &out)
{
    m_inFlight.push_back(std::move(m_waiting.front()));
    m_waiting.pop_front();
    for (CommandPiece &piece : m_inFlight.back().pieces) {
        if (piece.mailbox)
            piece = stringPiece(piece.mailbox->wireIn(names), names);
    }
    m_writing = Writing::Pieces;
    m_piece = 0;
    out += m_inFlight.back().tag + ' ';
    m_visible = m_inFlight.back().tag + ' ';
    m_hidesRest = false;
}

Status CommandQueue::writePiece(const Capabilities &capabilities, QByteArray &out, std::int64_t max)
{
    const QList<CommandPiece> &pieces = m_inFlight.back().pieces;
    if (m_piece == pieces.size()) {
        finish(out);
        return {};
    }
    const CommandPiece &piece = pieces.at(m_piece);
    if (m_writing == Writing::Literal)
        return writeLiteral(*piece.literal, out, max);
    if (piece.literal) {
        m_hidesRest = m_hidesRest || piece.secret;
        announce(piece, capabilities, out);
    } else {
        writeText(piece, out);
        ++m_piece;
    }
    return {};
}

void CommandQueue::writeText(const CommandPiece &piece, QByteArray &out)
{
    out += piece.text;
    m_hidesRest = m_hidesRest || piece.secret;
    if (!m_hidesRest)
        m_visible += piece.text;
}

void CommandQueue::announce(const CommandPiece &piece, const Capabilities &capabilities, QByteArray &out)
{
    const bool atOnce = travelsAtOnce(*piece.literal, capabilities);
    const QByteArray announcement = (piece.binary ? "~{" : "{") + QByteArray::number(qlonglong(piece.literal->size)) + (atOnce ? "+}" : "}");
    out += announcement + "\r\n";
    if (!m_hidesRest)
        m_visible += announcement;
    traceLine();
    m_literalSent = 0;
    m_writing = atOnce ? Writing::Literal : Writing::AwaitingPlus;
}

Status CommandQueue::writeLiteral(const LiteralSource &literal, QByteArray &out, std::int64_t max)
{
    const std::int64_t left = literal.size - m_literalSent;
    const std::int64_t room = std::max<std::int64_t>(1, max - out.size());
    if (left > 0) {
        const QByteArray bytes = TRY(literal.read(m_literalSent, std::min(left, room)));
        if (bytes.isEmpty() || bytes.size() > left)
            return makeError(ErrorKind::Bug, QStringLiteral("the source of a literal gave %1 bytes of %2").arg(bytes.size()).arg(left));
        out += bytes;
        m_literalSent += bytes.size();
        if (m_literalSent < literal.size)
            return {};
    }
    if (m_trace && !m_hidesRest)
        m_trace({TraceLine::Kind::ClientBytes, {}, literal.size});
    m_writing = Writing::Pieces;
    ++m_piece;
    return {};
}

void CommandQueue::finish(QByteArray &out)
{
    out += "\r\n";
    traceLine();
    m_writing = Writing::Nothing;
}

void CommandQueue::traceLine()
{
    if (m_trace && !m_visible.isEmpty())
        m_trace({m_hidesRest ? TraceLine::Kind::ClientSecret : TraceLine::Kind::Client, m_visible, 0});
    m_visible.clear();
}

bool CommandQueue::goAhead()
{
    if (m_writing != Writing::AwaitingPlus)
        return false;
    m_writing = Writing::Literal;
    return true;
}

std::optional<QueuedCommand> CommandQueue::complete(const QByteArray &tag)
{
    for (auto command = m_inFlight.begin(); command != m_inFlight.end(); ++command) {
        if (command->tag != tag)
            continue;
        QueuedCommand done = std::move(*command);
        // An answer to a command that is still being written: the server refused its literal.
        if (std::next(command) == m_inFlight.end() && m_writing == Writing::AwaitingPlus)
            m_writing = Writing::Nothing;
        m_inFlight.erase(command);
        return done;
    }
    return std::nullopt;
}

} // namespace petrel::imap
