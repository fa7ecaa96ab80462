#include "tests/support/fault_proxy.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace petrel::test {

using Kind = Fault::Kind;
using Direction = Fault::Direction;

/** One connection from the client and its twin to the server. */
class FaultProxy::Link : public QObject
{
public:
    Link(qintptr descriptor, quint16 targetPort, const Fault &fault, Counters &counters, QObject *parent)
        : QObject(parent), m_fault(fault), m_counters(counters)
    {
        m_client.setSocketDescriptor(descriptor);
        m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), targetPort);
        connect(&m_client, &QTcpSocket::readyRead, this, [this] { pump(Direction::ToServer); });
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { pump(Direction::ToClient); });
        connect(&m_server, &QTcpSocket::connected, this, [this] { pump(Direction::ToServer); });
        connect(&m_client, &QTcpSocket::disconnected, this, [this] { m_server.disconnectFromHost(); });
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { pump(Direction::ToClient); });
        strikeIfDue(m_fault.direction);
    }

    ~Link() override
    {
        m_client.disconnect();
        m_server.disconnect();
    }

private:
    void pump(Direction direction)
    {
        QTcpSocket &from = direction == Direction::ToClient ? m_server : m_client;
        QTcpSocket &to = direction == Direction::ToClient ? m_client : m_server;
        if (to.state() != QAbstractSocket::ConnectedState)
            return;
        if (const qint64 allowed = allowance(direction, from.bytesAvailable()); allowed > 0) {
            const QByteArray bytes = from.read(allowed);
            to.write(bytes);
            counterOf(direction) += bytes.size();
            strikeIfDue(direction);
            if (from.bytesAvailable() > 0) // the rest of a drip, or what the allowance cut off
                QTimer::singleShot(0, this, [this, direction] { pump(direction); });
        }
        const bool drained = from.bytesAvailable() == 0 && from.state() == QAbstractSocket::UnconnectedState;
        if (drained && !m_silent)
            to.disconnectFromHost();
    }

    qint64 allowance(Direction direction, qint64 available) const
    {
        if (direction != m_fault.direction || m_fault.kind == Kind::None)
            return available;
        const qint64 left = m_fault.afterBytes - counterOf(direction);
        if (m_fault.kind == Kind::Drip && left <= 0)
            return std::min<qint64>(available, 1);
        return std::min(available, left);
    }

    void strikeIfDue(Direction direction)
    {
        if (m_struck || direction != m_fault.direction || counterOf(direction) < m_fault.afterBytes)
            return;
        m_struck = true;
        m_silent = m_fault.kind == Kind::Silence;
        if (m_fault.kind == Kind::Close) {
            m_client.disconnectFromHost();
            m_server.disconnectFromHost();
        } else if (m_fault.kind == Kind::Reset) {
            reset(m_client);
            reset(m_server);
        }
    }

    static void reset(QTcpSocket &socket)
    {
        socket.flush();
        const linger noWait = {1, 0};
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &noWait, sizeof noWait);
        socket.abort();
    }

    std::atomic<qint64> &counterOf(Direction direction) const
    {
        return direction == Direction::ToClient ? m_counters.toClient : m_counters.toServer;
    }

    QTcpSocket m_client;
    QTcpSocket m_server;
    Fault m_fault;
    Counters &m_counters;
    bool m_struck = false;
    bool m_silent = false;
};

class FaultProxy::Listener : public QTcpServer
{
public:
    Listener(quint16 targetPort, const Fault &fault, Counters &counters)
        : m_targetPort(targetPort), m_fault(fault), m_counters(counters) {}

protected:
    void incomingConnection(qintptr descriptor) override
    {
        new Link(descriptor, m_targetPort, std::exchange(m_fault, {}), m_counters, this);
    }

private:
    quint16 m_targetPort;
    Fault m_fault;
    Counters &m_counters;
};

FaultProxy::FaultProxy(quint16 targetPort, const Fault &fault)
{
    m_thread.run([&] {
        m_listener = new Listener(targetPort, fault, m_counters);
        m_listener->listen(QHostAddress::LocalHost);
        m_port = m_listener->serverPort();
    });
}

FaultProxy::~FaultProxy()
{
    m_thread.run([this] { delete m_listener; });
}

qint64 FaultProxy::passed(Direction direction) const
{
    return direction == Direction::ToClient ? m_counters.toClient : m_counters.toServer;
}

} // namespace petrel::test
