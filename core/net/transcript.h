#pragma once

#include "core/base/ring_log.h"

#include <QByteArray>
#include <QList>

namespace petrel::net {

/**
 * The last 500 lines of a conversation, kept in memory for the details box and bug reports. Whoever
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
    void client(const QByteArray &line);
    /** A line whose tail is secret: only `visible` is kept, dots stand for the rest. */
    void clientSecret(const QByteArray &visible);
    void server(const QByteArray &line);
    /** Content that is nobody's business (message text) or too long: only its size is kept. */
    void clientBytes(qint64 count);
    void serverBytes(qint64 count);
    void note(const QByteArray &text);

    [[nodiscard]] QList<QByteArray> lines() const { return m_log.lines(); }
    void clear() { m_log.clear(); }

private:
    void add(const char *direction, const QByteArray &text);
    RingLog m_log;
};

} // namespace petrel::net
