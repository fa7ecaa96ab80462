#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/net/event_thread.h"
#include "core/net/tls_policy.h"

#include <QByteArray>
#include <QUrl>

class QNetworkAccessManager;
class QSslError;

namespace petrel {
struct CertificateProblem;
}

namespace petrel::net {

/** What a web server answered, whatever its status. */
struct HttpResponse
{
    int status = 0;
    QByteArray body;
};

/**
 * Asks web servers for small things: tokens, settings. HTTPS only, under the TlsPolicy of all protocols; no redirect is followed, so that what
 * is meant for one host never reaches another; no cookies, no cache. Calls block, any thread, several at once.
 *
 * Errors: Invalid "not-https", or a policy that is none; Network, Timeout and Tls as Connector tells them; Protocol "http" (no HTTP, a
 * redirect, more than kMostBytes); Cancelled.
 */
class HttpsClient
{
public:
    static constexpr qsizetype kMostBytes = 256 * 1024;

    explicit HttpsClient(TlsPolicy policy = {});
    ~HttpsClient();

    [[nodiscard]] Result<HttpResponse> get(const QUrl &url, const Deadline &deadline, const StopToken &stop);
    /** `form` as application/x-www-form-urlencoded. */
    [[nodiscard]] Result<HttpResponse> post(const QUrl &url, const QByteArray &form, const Deadline &deadline, const StopToken &stop);

private:
    struct Exchange;

    [[nodiscard]] Result<HttpResponse> ask(const QUrl &url, const QByteArray &form, bool isPost, const Deadline &deadline, const StopToken &stop);
    void begin(const std::shared_ptr<Exchange> &exchange);
    void judge(Exchange &exchange, const QList<QSslError> &complaints) const;
    void confirmName(Exchange &exchange) const;
    void refuse(Exchange &exchange, const CertificateProblem &problem) const;

    TlsPolicy m_policy;
    QNetworkAccessManager *m_network = nullptr; ///< made by the first request, on the thread below
    EventThread m_thread;
};

} // namespace petrel::net
