#include "tests/conversations/oauth/browser.h"

#include "core/net/connector.h"

#include <QUrlQuery>

namespace petrel::test {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::seconds kPatience = 20s;
}

std::unique_ptr<net::ByteStream> visit(quint16 port, const QString &host)
{
    auto stream = net::NetworkConnector().connectTo({host, port, net::Transport::Plain}, {}, Deadline::in(kPatience), {});
    return stream ? std::move(stream).value() : nullptr;
}

QByteArray listen(net::ByteStream &visitor)
{
    QByteArray heard;
    while (visitor.wait(Deadline::in(kPatience), {}))
        heard += visitor.readAvailable();
    return heard + visitor.readAvailable();
}

QByteArray say(quint16 port, const QByteArray &bytes)
{
    const auto visitor = visit(port);
    if (!visitor || !visitor->write(bytes))
        return {};
    return listen(*visitor);
}

QByteArray browse(const QUrl &url, const QByteArray &host)
{
    const QByteArray path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    const QByteArray named = host.isEmpty() ? url.host().toLatin1() + ':' + QByteArray::number(url.port()) : host;
    return say(static_cast<quint16>(url.port()), "GET " + path + " HTTP/1.1\r\nHost: " + named + "\r\nAccept: text/html\r\n\r\n");
}

QUrl comingBack(const QUrl &asked, const QByteArray &more)
{
    const QUrlQuery query(asked);
    const QString redirect = query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded);
    return QUrl(redirect + QStringLiteral("?state=") + query.queryItemValue(QStringLiteral("state")) + QLatin1Char('&') + QString::fromLatin1(more));
}

} // namespace petrel::test
