#include "tests/support/scripted_server.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <deque>

#include <sys/socket.h>

namespace petrel::test {

using Do = Step::Do;

/** One connection, one script. */
class ScriptedServer::Player : public QObject
{
public:
    Player(qintptr descriptor, Script script, const ServerTls &tls, Record &record, QObject *parent)
        : QObject(parent), m_steps(std::move(script.steps)), m_record(record)
    {
        if (!script.problem.isEmpty())
            complain(script.problem);
        m_socket.setSocketDescriptor(descriptor);
        m_socket.setSslConfiguration(configurationFor(tls));
        connect(&m_socket, &QSslSocket::readyRead, this, [this] { take(); });
        connect(&m_socket, &QSslSocket::encrypted, this, [this] { play(); });
        connect(&m_socket, &QSslSocket::disconnected, this, [this] { hungUp(); });
        if (tls.fromFirstByte)
            m_socket.startServerEncryption();
        else
            play();
    }

    ~Player() override { m_socket.disconnect(); }

private:
    static QSslConfiguration configurationFor(const ServerTls &tls)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(tls.identity.chain);
        configuration.setPrivateKey(tls.identity.key);
        configuration.setProtocol(tls.protocol);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }

    void take()
    {
        const QByteArray bytes = m_socket.readAll();
        m_written += bytes;
        {
            const std::lock_guard lock(m_record.mutex);
            m_record.received += bytes;
        }
        play();
    }

    void play()
    {
        while (!m_over && !m_steps.empty() && playStep(m_steps.front()))
            m_steps.pop_front();
        if (m_steps.empty() && !m_written.isEmpty())
            complain("nothing more was expected, but the client wrote \"" + shown(m_written) + '"');
        if (m_steps.empty())
            finish();
        const std::lock_guard lock(m_record.mutex);
        m_record.standing = m_steps.empty() ? QByteArray() : describe(m_steps.front());
    }

    /** True when the step is done and the next may follow. */
    bool playStep(Step &step)
    {
        switch (step.what) {
        case Do::Send:
            m_socket.write(step.bytes);
            return true;
        case Do::Expect:
        case Do::ExpectBeginning:
            return playExpect(step);
        case Do::Tls:
            if (m_socket.mode() == QSslSocket::UnencryptedMode)
                m_socket.startServerEncryption();
            return m_socket.isEncrypted();
        case Do::Delay:
            return playDelay(step);
        case Do::Close:
            m_socket.disconnectFromHost();
            return true;
        case Do::Reset:
            reset();
            return true;
        case Do::Silence:
            finish();
            return false;
        default:
            complain("a server cannot play " + describe(step));
            return true;
        }
    }

    bool playExpect(const Step &step)
    {
        const Match match = matchWritten(step, m_written);
        if (match.state == Match::State::Wrong) {
            complain(describe(step) + ", but it wrote \"" + shown(m_written) + '"');
            m_socket.abort();
        }
        if (match.state != Match::State::Complete)
            return false;
        m_written.remove(0, match.consumed);
        return true;
    }

    bool playDelay(Step &step)
    {
        const int milliseconds = step.bytes.toInt();
        if (milliseconds == 0)
            return true;
        step.bytes = "0";
        QTimer::singleShot(milliseconds, this, [this] { play(); });
        return false;
    }

    void reset()
    {
        m_socket.flush();
        const linger noWait = {1, 0};
        ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &noWait, sizeof noWait);
        m_socket.abort();
    }

    void hungUp()
    {
        if (!m_over && !m_steps.empty())
            complain("the client hung up at " + describe(m_steps.front()));
        finish();
    }

    void complain(const QByteArray &problem)
    {
        const std::lock_guard lock(m_record.mutex);
        if (m_record.problem.isEmpty())
            m_record.problem = problem;
        m_record.changed.notify_all();
    }

    void finish()
    {
        if (std::exchange(m_over, true))
            return;
        m_socket.flush(); // who asks for problem() may rely on all words having left
        const std::lock_guard lock(m_record.mutex);
        --m_record.openScripts;
        m_record.changed.notify_all();
    }

    QSslSocket m_socket;
    std::deque<Step> m_steps;
    Record &m_record;
    QByteArray m_written;
    bool m_over = false;
};

class ScriptedServer::Listener : public QTcpServer
{
public:
    Listener(QList<QByteArray> scripts, ServerTls tls, Record &record)
        : m_scripts(std::move(scripts)), m_tls(std::move(tls)), m_record(record) {}

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (m_scripts.isEmpty()) {
            QTcpSocket().setSocketDescriptor(descriptor);
            return;
        }
        new Player(descriptor, parseScript(m_scripts.takeFirst()), m_tls, m_record, this);
    }

private:
    QList<QByteArray> m_scripts;
    ServerTls m_tls;
    Record &m_record;
};

ScriptedServer::ScriptedServer(const QByteArray &script, ServerTls tls) : ScriptedServer(QList{script}, std::move(tls))
{}

ScriptedServer::ScriptedServer(const QList<QByteArray> &scripts, ServerTls tls)
{
    m_record.openScripts = scripts.size();
    m_thread.run([&] {
        m_listener = new Listener(scripts, std::move(tls), m_record);
        m_listener->listen(QHostAddress::LocalHost);
        m_port = m_listener->serverPort();
    });
}

ScriptedServer::~ScriptedServer()
{
    m_thread.run([this] { delete m_listener; });
}

QByteArray ScriptedServer::problem()
{
    std::unique_lock lock(m_record.mutex);
    const auto settled = [this] { return !m_record.problem.isEmpty() || m_record.openScripts == 0; };
    if (!m_record.changed.wait_for(lock, std::chrono::seconds(10), settled))
        return "not played: " + m_record.standing;
    return m_record.problem;
}

QByteArray ScriptedServer::received()
{
    const std::lock_guard lock(m_record.mutex);
    return m_record.received;
}

} // namespace petrel::test
