#include "core/engine/address_watch.h"

#include "core/base/log.h"

#include <QNetworkInterface>
#include <QSocketNotifier>
#include <QTimer>

#include <array>
#include <chrono>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kSettling = 1s; // an address goes and its successor comes, IPv6 after IPv4

/** Those that reach beyond this computer and its link. */
QSet<QHostAddress> addressesNow()
{
    QSet<QHostAddress> addresses;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp) || interface.flags().testFlag(QNetworkInterface::IsLoopBack))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            if (!entry.ip().isLinkLocal())
                addresses.insert(entry.ip());
        }
    }
    return addresses;
}

/** Whether these messages of the kernel tell of an address that went; others only make us look. */
bool tellsOfLoss(const char *bytes, ssize_t size)
{
    auto left = static_cast<unsigned>(size);
    for (auto *message = reinterpret_cast<const nlmsghdr *>(bytes); NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
        if (message->nlmsg_type == RTM_DELADDR && reinterpret_cast<const ifaddrmsg *>(NLMSG_DATA(message))->ifa_scope == RT_SCOPE_UNIVERSE)
            return true;
    }
    return false;
}

} // namespace

AddressWatch::Change AddressWatch::judge(const QSet<QHostAddress> &before, const QSet<QHostAddress> &now, bool gone)
{
    if (now.isEmpty())
        return Change::None;
    const bool isSame = before == now;
    if (!now.intersects(before) || (isSame && gone))
        return Change::Another;
    return isSame ? Change::None : Change::Doubtful;
}

AddressWatch::AddressWatch(QObject *parent) : QObject(parent), m_settling(std::make_unique<QTimer>()), m_addresses(addressesNow())
{
    m_settling->setSingleShot(true);
    m_settling->setInterval(kSettling);
    connect(m_settling.get(), &QTimer::timeout, this, &AddressWatch::look);
    m_socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    sockaddr_nl self{};
    self.nl_family = AF_NETLINK;
    self.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (m_socket < 0 || ::bind(m_socket, reinterpret_cast<const sockaddr *>(&self), sizeof self) != 0) {
        qCWarning(logEngine) << "the kernel does not tell of networks: a connection that another network ended is found by its deadline";
        return;
    }
    m_onNews = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_onNews.get(), &QSocketNotifier::activated, this, &AddressWatch::hear);
}

AddressWatch::~AddressWatch()
{
    m_onNews.reset();
    if (m_socket >= 0)
        ::close(m_socket);
}

void AddressWatch::hear()
{
    alignas(nlmsghdr) std::array<char, 16 * 1024> news{};
    for (ssize_t size = 0; (size = ::recv(m_socket, news.data(), news.size(), 0)) > 0;)
        m_gone = m_gone || tellsOfLoss(news.data(), size);
    m_settling->start();
}

void AddressWatch::look()
{
    const QSet<QHostAddress> now = addressesNow();
    const Change change = judge(m_addresses, now, m_gone);
    m_gone = now.isEmpty(); // whatever comes back then is another line
    if (!now.isEmpty())
        m_addresses = now;
    if (change != Change::None)
        Q_EMIT changed(change);
}

} // namespace petrel::engine
