#pragma once

#include "core/smtp/grammar.h"

namespace petrel::smtp {

/**
 * SMTP's side of a conversation without a socket: commands in, bytes out; bytes in, replies out, in the order of the
 * commands. Starts by expecting the greeting. A reply nobody asked for is given out when it is 4yz or 5yz, since
 * a server may give up at any time (RFC 5321 section 3.8), and Protocol otherwise. After an error the
 * machine is dead.
 */
class Machine
{
public:
    explicit Machine(const Limits &limits = {}) : m_limits(limits), m_assembler(limits.maxReplyLines) {}

    /** Queues a line (from commandLine()) and expects one reply to it. */
    void send(const QByteArray &line);
    /** The final dot, which is answered as well. */
    void sendFinalDot() { send(QByteArrayLiteral(".\r\n")); }
    /** BDAT and the bytes that it counts (RFC 3030). Each is answered; nobody waits for the answers to any but the last. */
    void sendChunk(const QByteArray &bytes);
    /** The empty chunk that ends the message, as the final dot does after DATA. */
    void sendLastChunk();
    [[nodiscard]] QByteArray takeOutput();

    void receive(const QByteArray &bytes);
    /** The next reply, or nothing until more bytes come. */
    [[nodiscard]] Result<std::optional<Reply>> next();

    /** Replies still to come, the greeting included. */
    [[nodiscard]] int pending() const { return m_pending; }
    /** Bytes received and not yet turned into replies: must be none when TLS starts. */
    [[nodiscard]] bool holdsInput() const { return !m_input.isEmpty() || m_assembler.midReply(); }
    /** How often something was sent while no other reply was on its way: round trips waited for. */
    [[nodiscard]] int roundTrips() const { return m_roundTrips; }

private:
    [[nodiscard]] Result<std::optional<QByteArray>> takeLine();

    Limits m_limits;
    ReplyAssembler m_assembler;
    QByteArray m_input;
    QByteArray m_output;
    int m_pending = 1;
    int m_roundTrips = 0;
    std::optional<Error> m_failure;
};

} // namespace petrel::smtp
