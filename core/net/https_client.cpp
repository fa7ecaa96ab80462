#include "core/net/https_client.h"

#include "core/net/certificate_verdict_p.h"
#include "core/net/net_errors_p.h"
#include "core/net/rejected_certificates.h"

#include <QNetworkAccessManager>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslConfiguration>

namespace petrel::net {

namespace {

Error notHttp(const QString &what)
{
    return makeError(ErrorKind::Protocol, what).withServerText({}, "http");
}

QNetworkRequest requestFor(const QUrl &url, const QSslConfiguration &tls)
{
    QNetworkRequest request(url);
    request.setSslConfiguration(tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Petrel"));
    request.setRawHeader("Accept", "application/json, */*;q=0.1");
    return request;
}

Error failure(const QNetworkReply &reply)
{
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return socketError(QAbstractSocket::ConnectionRefusedError, host, reply.errorString());
    case QNetworkReply::HostNotFoundError: return hostNotFound(host, reply.errorString());
    case QNetworkReply::RemoteHostClosedError: return connectionClosed(host);
    case QNetworkReply::TimeoutError: return timedOut(QStringLiteral("%1 does not answer").arg(host));
    case QNetworkReply::SslHandshakeFailedError: return handshakeFailed(host, reply.errorString());
    default: break;
    }
    const bool isOfNetwork = reply.error() < QNetworkReply::ContentAccessDenied;
    return isOfNetwork ? socketError(QAbstractSocket::NetworkError, host, reply.errorString()) : notHttp(reply.errorString());
}

Result<HttpResponse> outcomeOf(QNetworkReply &reply, QByteArray body)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return failure(reply);
    if (status >= 300 && status < 400)
        return notHttp(QStringLiteral("%1 sends elsewhere, which is not followed").arg(reply.url().host()));
    // With an error status the body still says why; cut off in the middle it says nothing.
    const bool isWhole = reply.error() == QNetworkReply::NoError || reply.error() >= QNetworkReply::ContentAccessDenied;
    return isWhole ? Result<HttpResponse>(HttpResponse{status, std::move(body)}) : failure(reply);
}

} // namespace

/** One request and who waits for it. Everything but the outcome belongs to the thread of the requests. */
struct HttpsClient::Exchange
{
    QNetworkRequest request;
    QByteArray form;
    bool isPost = false;
    Outcome<HttpResponse> outcome;
    QByteArray body = {};
    QPointer<QNetworkReply> reply = {};
    bool isGivenUp = false;

    [[nodiscard]] Endpoint endpoint() const
    {
        Endpoint endpoint;
        endpoint.host = request.url().host();
        endpoint.port = static_cast<quint16>(request.url().port(443));
        return endpoint;
    }
};

HttpsClient::HttpsClient(TlsPolicy policy) : m_policy(std::move(policy)), m_thread(QStringLiteral("https"))
{
}

HttpsClient::~HttpsClient() = default;

Result<HttpResponse> HttpsClient::get(const QUrl &url, const Deadline &deadline, const StopToken &stop)
{
    return ask(url, {}, false, deadline, stop);
}

Result<HttpResponse> HttpsClient::post(const QUrl &url, const QByteArray &form, const Deadline &deadline, const StopToken &stop)
{
    return ask(url, form, true, deadline, stop);
}

Result<HttpResponse> HttpsClient::ask(const QUrl &url, const QByteArray &form, bool isPost, const Deadline &deadline, const StopToken &stop)
{
    if (!url.isValid() || url.scheme() != QLatin1String("https") || url.host().isEmpty() || !url.userInfo().isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("only https addresses are asked")).withServerText({}, "not-https");
    const auto exchange = std::make_shared<Exchange>();
    exchange->request = requestFor(url, TRY(sslConfiguration(m_policy)));
    exchange->form = form;
    exchange->isPost = isPost;
    if (isPost)
        exchange->request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
    m_thread.post([this, exchange] { begin(exchange); });
    if (const auto answered = exchange->outcome.wait(deadline, stop))
        return *answered;
    m_thread.post([exchange] {
        exchange->isGivenUp = true;
        if (exchange->reply)
            exchange->reply->abort();
    });
    return stop.stop_requested() ? cancelled() : timedOut(QStringLiteral("%1 does not answer").arg(url.host()));
}

void HttpsClient::begin(const std::shared_ptr<Exchange> &exchange)
{
    if (exchange->isGivenUp)
        return;
    if (!m_network)
        m_network = new QNetworkAccessManager(m_thread.context());
    QNetworkReply *reply = exchange->isPost ? m_network->post(exchange->request, exchange->form) : m_network->get(exchange->request);
    exchange->reply = reply;
    reply->setReadBufferSize(kMostBytes + 1);
    QObject::connect(reply, &QNetworkReply::sslErrors, reply, [this, exchange](const QList<QSslError> &complaints) { judge(*exchange, complaints); });
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [this, exchange] { confirmName(*exchange); });
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [exchange, reply] {
        exchange->body += reply->readAll();
        if (exchange->body.size() <= kMostBytes)
            return;
        exchange->outcome.set(notHttp(QStringLiteral("%1 says more than such an answer holds").arg(reply->url().host())));
        reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, [exchange, reply] {
        exchange->body += reply->readAll();
        exchange->outcome.set(outcomeOf(*reply, exchange->body));
        reply->deleteLater();
    });
}

void HttpsClient::judge(Exchange &exchange, const QList<QSslError> &complaints) const
{
    const QList<QSslError> counting = complaintsThatCount(complaints);
    const QSslCertificate certificate = exchange.reply->sslConfiguration().peerCertificate();
    const Endpoint endpoint = exchange.endpoint();
    const CertificateProblem problem = counting.isEmpty() ? CertificateProblem() : describeProblem(endpoint, certificate, counting);
    if (counting.isEmpty() || (problem.mayBePinned() && m_policy.isPinned(endpoint.host, endpoint.port, digestOf(certificate))))
        return exchange.reply->ignoreSslErrors(complaints);
    refuse(exchange, problem);
}

/** Nothing was sent yet: the last moment to turn away. */
void HttpsClient::confirmName(Exchange &exchange) const
{
    const QSslCertificate certificate = exchange.reply->sslConfiguration().peerCertificate();
    const Endpoint endpoint = exchange.endpoint();
    if (namesHost(certificate, endpoint.host) || m_policy.isPinned(endpoint.host, endpoint.port, digestOf(certificate)))
        return;
    refuse(exchange, describeMissingName(endpoint, certificate));
    exchange.reply->abort();
}

void HttpsClient::refuse(Exchange &exchange, const CertificateProblem &problem) const
{
    if (m_policy.rejected)
        m_policy.rejected->record(problem);
    exchange.outcome.set(certificateRefused(problem)); // the first answer counts
}

} // namespace petrel::net
