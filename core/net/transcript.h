#pragma once

#include "core/net/protocol_log.h"

#include <memory>

namespace petrel::net {

/**
 * What one connection writes into the protocol log of its account. Whoever
 * builds a command knows what in it is secret and says so here: nothing is guessed from the bytes
 * afterwards. Lines are cut at 1,000 bytes, and control characters shown as escapes. Any thread.
 *
 *     transcript.client("A1 CAPABILITY");                     // C: A1 CAPABILITY
 *     transcript.clientSecret("A2 LOGIN");                    // C: A2 LOGIN ••••
 *     transcript.server("A2 OK Logged in");                   // S: A2 OK Logged in
 *     transcript.serverBytes(48213);                          // S: ... 48213 bytes
 *     transcript.note("TLS is up");                           // -- TLS is up
 */
class Transcript
{
public:
    /** Into a log of its own. */
    Transcript() : Transcript(std::make_shared<ProtocolLog>(), {}) {}
    Transcript(std::shared_ptr<ProtocolLog> log, QByteArray connection) : m_log(std::move(log)), m_connection(std::move(connection)) {}

    void client(const QByteArray &line);
    /** A line whose tail is secret: only `visible` is kept, dots stand for the rest. */
    void clientSecret(const QByteArray &visible);
    void server(const QByteArray &line);
    /** Content that is nobody's business (message text) or too long: only its size is kept. */
    void clientBytes(qint64 count);
    void serverBytes(qint64 count);
    void note(const QByteArray &text);

    /** The log's lines as in the example above. */
    [[nodiscard]] QList<QByteArray> lines() const;

private:
    void add(ProtocolLine::From from, const QByteArray &text);

    std::shared_ptr<ProtocolLog> m_log;
    QByteArray m_connection;
};

} // namespace petrel::net
