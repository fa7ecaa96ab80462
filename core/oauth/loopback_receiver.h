#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/net/event_thread.h"

#include <QByteArray>
#include <QString>
#include <QUrlQuery>

#include <memory>

class QTcpServer;
class QTcpSocket;

namespace petrel::oauth {

/** What the browser shows when it comes back, in the person's language. Plain text. */
struct BrowserPages
{
    QString title;
    QString answered; ///< "You can close this tab and go back to Petrel."
    QString refused;  ///< it came with something that we did not ask for
};

/**
 * Waits on this machine, and on it alone, for the browser to bring the issuer's answer (RFC 8252, 7.3): a port of the system's choice, open until
 * this goes. Takes only GET of "/" with our state; to anything else it shows that it is refused, and waits on. At most 16 visitors at once,
 * 16 KB and ten seconds each.
 */
class LoopbackReceiver
{
public:
    /** `host` as Issuer::redirectHost. Network "no-loopback": no port can be had. */
    [[nodiscard]] static Result<std::unique_ptr<LoopbackReceiver>> open(const QString &host, const BrowserPages &pages);
    ~LoopbackReceiver();

    /** "http://127.0.0.1:40123/": what the issuer is told. */
    [[nodiscard]] QString redirect() const { return m_redirect; }
    /** From now on an answer with `state` is taken, once. Before the browser is opened. */
    void expect(const QByteArray &state);
    /** What came. Once. Timeout "oauth-nobody-came"; Cancelled. */
    [[nodiscard]] Result<QUrlQuery> wait(const Deadline &deadline, const StopToken &stop);

private:
    struct Visit;

    LoopbackReceiver(QString host, BrowserPages pages);
    [[nodiscard]] Result<quint16> listen();
    void welcome(QTcpServer &server);
    void read(QTcpSocket &socket, Visit &visit);
    [[nodiscard]] bool isFromHere(const QByteArray &head) const;
    void answer(QTcpSocket &socket, bool isTaken, const std::function<void()> &whenWritten);

    QString m_host;
    BrowserPages m_pages;
    QString m_redirect;
    quint16 m_port = 0;
    int m_visitors = 0; ///< on the thread below, as the state
    QByteArray m_state; ///< of the question that is waited for
    std::shared_ptr<net::Outcome<QUrlQuery>> m_came = std::make_shared<net::Outcome<QUrlQuery>>();
    net::EventThread m_thread; ///< last: what runs on it uses the rest
};

} // namespace petrel::oauth
