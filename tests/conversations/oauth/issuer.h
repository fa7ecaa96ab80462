#pragma once

#include "core/net/tls_policy.h"
#include "core/oauth/issuer.h"
#include "tests/support/certificates.h"
#include "tests/support/loopback_thread.h"
#include "tests/unit/oauth/json.h"

#include <QUrlQuery>

#include <deque>
#include <functional>
#include <mutex>

class QSslServer;
class QSslSocket;

namespace petrel::test {

/**
 * An issuer on this machine, with TLS: what was asked of it stands in `asked`, what it answers is laid out before. Without an answer laid out it
 * stays silent.
 */
class IssuerServer
{
public:
    struct Question
    {
        QByteArray path;
        QUrlQuery form;
        QByteArray head;
    };

    explicit IssuerServer(Flaw flaw = Flaw::None);
    ~IssuerServer();

    /** The next answer: `body` with this status. */
    void answer(const QByteArray &body, int status = 200);
    /** The next answer, as it goes over the line; after it the connection ends. */
    void answerRaw(const QByteArray &bytes);
    /** Called, on the server's thread, before each answer. */
    void before(std::function<void()> what);
    [[nodiscard]] QList<Question> asked() const;

    [[nodiscard]] QUrl url(const char *path) const;
    /** Endpoints here; scopes, and its name. */
    [[nodiscard]] oauth::Issuer issuer() const;
    /** Trusts its certificate. */
    [[nodiscard]] static net::TlsPolicy policy() { return {.caPem = Certificates::authorityPem(), .pins = {}, .rejected = {}}; }

private:
    void read(QSslSocket &socket, QByteArray &heard);

    mutable std::mutex m_mutex;
    QList<Question> m_asked;
    std::deque<QByteArray> m_answers;
    std::function<void()> m_before;
    quint16 m_port = 0;
    QSslServer *m_server = nullptr;
    LoopbackThread m_thread;
};

} // namespace petrel::test
