#pragma once

#include "tests/support/certificates.h"
#include "tests/support/loopback_thread.h"
#include "tests/support/script.h"

#include <QByteArray>
#include <QList>
#include <QSsl>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace petrel::test {

/** How a ScriptedServer speaks TLS. */
struct ServerTls
{
    bool fromFirstByte = false; ///< else when the script says TLS
    Identity identity;
    QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater;
};

/**
 * A server on a free loopback port that plays one script (script.h) per connection, in order; further
 * connections are closed at once. A script that has ended leaves the connection open and silent.
 * Runs in a thread of its own; the methods are for the test's thread.
 */
class ScriptedServer
{
public:
    explicit ScriptedServer(const QByteArray &script, ServerTls tls = {});
    explicit ScriptedServer(const QList<QByteArray> &scripts, ServerTls tls = {});
    ~ScriptedServer();

    [[nodiscard]] quint16 port() const { return m_port; }
    /** Waits a while until every script has been played; empty when it was, else what is wrong. */
    [[nodiscard]] QByteArray problem();
    /** Everything clients wrote, over all connections. */
    [[nodiscard]] QByteArray received();

private:
    class Listener;
    class Player;
    struct Record
    {
        std::mutex mutex;
        std::condition_variable changed;
        qsizetype openScripts = 0;
        QByteArray problem;
        QByteArray standing; ///< the step the running script waits at
        QByteArray received;
    };

    Record m_record;
    LoopbackThread m_thread;
    Listener *m_listener = nullptr; ///< lives and dies on m_thread
    quint16 m_port = 0;
};

} // namespace petrel::test
