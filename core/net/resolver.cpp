#include "core/net/resolver.h"

#include "core/base/executor.h"
#include "core/net/net_errors_p.h"

#include <QUrl>

#include <condition_variable>
#include <mutex>
#include <thread>

#include <netdb.h>
#include <sys/socket.h>

namespace petrel::net {

namespace {

Result<QList<QHostAddress>> askSystem(const QByteArray &name)
{
    addrinfo hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    if (const int failure = getaddrinfo(name.constData(), nullptr, &hints, &found); failure != 0)
        return hostNotFound(QString::fromLatin1(name), QString::fromLocal8Bit(gai_strerror(failure)));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    QList<QHostAddress> addresses;
    for (const addrinfo *each = found; each; each = each->ai_next) {
        const QHostAddress address(each->ai_addr);
        if (!address.isNull() && !addresses.contains(address))
            addresses.append(address);
    }
    if (addresses.isEmpty())
        return hostNotFound(QString::fromLatin1(name), QStringLiteral("the name has no address"));
    return addresses;
}

/** The name as the DNS knows it; names the IDN rules reject (an underscore) go out as they are. */
QByteArray asciiName(const QString &host)
{
    const QByteArray ace = QUrl::toAce(host);
    if (!ace.isEmpty())
        return ace;
    const bool plain = std::all_of(host.begin(), host.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    return plain ? host.toLatin1() : QByteArray();
}

struct LookUpOutcome
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Result<QList<QHostAddress>>> addresses;
};

} // namespace

Result<QList<QHostAddress>> resolve(const QString &host, const Deadline &deadline, const StopToken &stop)
{
    return resolveWith(askSystem, host, deadline, stop);
}

Result<QList<QHostAddress>> resolveWith(
    BlockingLookUp lookUp, const QString &host, const Deadline &deadline, const StopToken &stop)
{
    if (const QHostAddress literal(host); !literal.isNull())
        return QList<QHostAddress>{literal};
    const QByteArray name = asciiName(host);
    if (name.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("\"%1\" is not the name of a server").arg(host));

    const auto outcome = std::make_shared<LookUpOutcome>();
    std::thread([outcome, lookUp = std::move(lookUp), name] {
        nameThisThread(QStringLiteral("name-look-up"));
        Result<QList<QHostAddress>> addresses = lookUp(name);
        const std::lock_guard lock(outcome->mutex);
        outcome->addresses = std::move(addresses);
        outcome->changed.notify_all();
    }).detach();

    std::unique_lock lock(outcome->mutex);
    const auto answered = [&] { return outcome->addresses.has_value(); };
    if (deadline.isNever())
        outcome->changed.wait(lock, stop, answered);
    else
        outcome->changed.wait_for(lock, stop, deadline.remaining(), answered);
    if (stop.stop_requested())
        return cancelled();
    if (!answered())
        return timedOut(QStringLiteral("nobody told the address of %1 in time").arg(host));
    return *outcome->addresses;
}

} // namespace petrel::net
