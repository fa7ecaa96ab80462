#include "core/base/no_network_scope.h"
#include "core/net/connector.h"
#include "tests/support/certificates.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

#include <QTcpServer>

#include <thread>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;
using test::ScriptedServer;

namespace {

std::unique_ptr<ByteStream> dial(quint16 port)
{
    auto stream = NetworkConnector().connectTo(
        {QStringLiteral("localhost"), port, Transport::Plain}, {}, Deadline::in(20s), {});
    return stream.ok() ? std::move(stream).value() : nullptr;
}

/** The descriptor of ours that is connected to this port. */
int socketTo(quint16 port)
{
    for (int descriptor = 0; descriptor < 1024; ++descriptor) {
        sockaddr_storage peer = {};
        socklen_t size = sizeof peer;
        if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) == 0 && QHostAddress(reinterpret_cast<sockaddr *>(&peer)).isLoopback()
            && ntohs(reinterpret_cast<sockaddr_in *>(&peer)->sin_port) == port)
            return descriptor;
    }
    return -1;
}

int optionOf(int descriptor, int level, int option)
{
    int value = -1;
    socklen_t size = sizeof value;
    return ::getsockopt(descriptor, level, option, &value, &size) == 0 ? value : -1;
}

} // namespace

class WaitTest : public QObject
{
    Q_OBJECT

private:
    /** Runs `blocked` on a worker, stops it once it sleeps, and tells how long it took to come back. */
    static std::chrono::milliseconds timeToStop(const std::function<Error(const StopToken &)> &blocked, Error &outcome)
    {
        std::promise<void> begun;
        std::jthread worker([&](const StopToken &stop) {
            begun.set_value();
            outcome = blocked(stop);
        });
        begun.get_future().wait();
        std::this_thread::sleep_for(30ms); // deep in its wait; an earlier stop would be easier, not harder
        QElapsedTimer timer;
        timer.start();
        worker.request_stop();
        worker.join();
        return std::chrono::milliseconds(timer.elapsed());
    }

private Q_SLOTS:
    void bytesEndTheWait()
    {
        ScriptedServer server("DELAY 20\nS: late");
        const auto stream = dial(server.port());
        QVERIFY(stream);
        QCOMPARE(stream->wait(Deadline::in(10s), {}).value(), ByteStream::Wake::Bytes);
        QCOMPARE(stream->bytesAvailable(), 6);
        QCOMPARE(stream->wait(Deadline::never(), {}).value(), ByteStream::Wake::Bytes);
        QCOMPARE(stream->readAvailable(), QByteArray("late\r\n"));
        QCOMPARE(stream->readAvailable(), QByteArray());
    }

    /** A peer that is gone without a word: no byte of ours finds it, so the kernel must. */
    void theKernelWatchesASilentLine()
    {
        ScriptedServer server("C: anybody there?");
        const auto stream = dial(server.port());
        QVERIFY(stream);
        const int line = socketTo(server.port());
        QVERIFY(line >= 0);
        QCOMPARE(optionOf(line, SOL_SOCKET, SO_KEEPALIVE), 1);
        QCOMPARE(optionOf(line, IPPROTO_TCP, TCP_KEEPIDLE), 60);
        QCOMPARE(optionOf(line, IPPROTO_TCP, TCP_KEEPINTVL), 10);
        QCOMPARE(optionOf(line, IPPROTO_TCP, TCP_USER_TIMEOUT), 90'000);
    }

    void theDeadlineEndsTheWaitAndLeavesTheStreamAlive()
    {
        ScriptedServer server("C: still there?\nS: yes");
        const auto stream = dial(server.port());
        QVERIFY(stream);
        QElapsedTimer timer;
        timer.start();
        const auto woken = stream->wait(Deadline::in(50ms), {});
        QCOMPARE(woken.error().kind, ErrorKind::Timeout);
        QCOMPARE(woken.error().code, QByteArray("timeout"));
        QVERIFY(timer.elapsed() >= 50);
        QVERIFY(stream->write("still there?\r\n").ok());
        QVERIFY(stream->wait(Deadline::in(10s), {}).ok());
        QCOMPARE(stream->readAvailable(), QByteArray("yes\r\n"));
    }

    void aWakeFromAnotherThreadEndsTheWait()
    {
        ScriptedServer server("SILENCE");
        const auto stream = dial(server.port());
        QVERIFY(stream);
        WakeSignal wake;
        const std::jthread waker([&] { wake.raise(); });
        QCOMPARE(stream->wait(Deadline::in(10s), {}, &wake).value(), ByteStream::Wake::Signal);
        QVERIFY2(!wake.take(), "the wait takes the signal");
        wake.raise();
        QCOMPARE(stream->wait(Deadline::in(10s), {}, &wake).value(), ByteStream::Wake::Signal);
    }

    void aClosedConnectionEndsTheWait_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("close") << QByteArray("S: bye\nCLOSE");
        QTest::newRow("reset") << QByteArray("S: bye\nDELAY 20\nRESET");
    }
    void aClosedConnectionEndsTheWait()
    {
        QFETCH(QByteArray, script);
        ScriptedServer server(script);
        const auto stream = dial(server.port());
        QVERIFY(stream);
        QVERIFY(stream->wait(Deadline::in(10s), {}).ok());
        QCOMPARE(stream->readAvailable(), QByteArray("bye\r\n"));
        const auto woken = stream->wait(Deadline::in(10s), {});
        QCOMPARE(woken.error().kind, ErrorKind::Network);
        QCOMPARE(woken.error().code, QByteArray("closed"));
        QCOMPARE(stream->write("x").error().code, QByteArray("closed"));
    }

    void stopEndsEveryStage_data()
    {
        QTest::addColumn<QString>("stage");
        for (const char *stage : {"read", "write", "handshake", "starttls"})
            QTest::newRow(stage) << QString::fromLatin1(stage);
    }
    void stopEndsEveryStage()
    {
        QFETCH(QString, stage);
        // Listens, and lets the kernel accept; nobody ever reads or answers.
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        const quint16 port = mute.serverPort();
        const auto blocked = [&](const StopToken &stop) -> Error {
            if (stage == QLatin1String("handshake"))
                return NetworkConnector()
                    .connectTo({QStringLiteral("localhost"), port, Transport::Tls}, {}, Deadline::in(60s), stop)
                    .error();
            const auto stream = dial(port);
            if (stage == QLatin1String("read"))
                return stream->wait(Deadline::never(), stop).error();
            if (stage == QLatin1String("starttls"))
                return stream->startTls(Deadline::never(), stop).error();
            (void)stream->write(QByteArray(30'000'000, 'x'));
            return stream->flush(Deadline::never(), stop).error();
        };
        Error outcome;
        const auto took = timeToStop(blocked, outcome);
        QCOMPARE(outcome.kind, ErrorKind::Cancelled);
        QVERIFY2(took < 5s, qPrintable(QString::number(took.count()))); // left alone it takes a minute, or for ever
    }

    void stopComesBeforeBytes()
    {
        ScriptedServer server("S: one\nS: two");
        const auto stream = dial(server.port());
        QVERIFY(stream);
        QVERIFY(stream->wait(Deadline::in(10s), {}).ok());
        StopSource source;
        source.request_stop();
        QCOMPARE(stream->wait(Deadline::in(10s), source.get_token()).error().kind, ErrorKind::Cancelled);
    }

    void whoDoesNotListenIsNamed()
    {
        QTcpServer once;
        QVERIFY(once.listen(QHostAddress::LocalHost));
        const quint16 port = once.serverPort();
        once.close();
        const auto stream = NetworkConnector().connectTo(
            {QStringLiteral("localhost"), port, Transport::Plain}, {}, Deadline::in(10s), {});
        QCOMPARE(stream.error().kind, ErrorKind::Network);
        QCOMPARE(stream.error().code, QByteArray("refused"));
        QVERIFY(stream.error().what.contains(QStringLiteral("localhost")));
    }

    void anEndpointMustBeWhole()
    {
        QCOMPARE(NetworkConnector().connectTo({{}, 25, Transport::Plain}, {}, Deadline::in(1s), {}).error().kind,
                 ErrorKind::Invalid);
        QCOMPARE(NetworkConnector()
                     .connectTo({QStringLiteral("localhost"), 0, Transport::Plain}, {}, Deadline::in(1s), {})
                     .error()
                     .kind,
                 ErrorKind::Invalid);
    }

    void nothingTravelsInsideAStoreTransaction()
    {
        ScriptedServer server("S: hello");
        const auto stream = dial(server.port());
        QVERIFY(stream);
        const NoNetworkScope transaction;
        QCOMPARE(stream->write("x").error().kind, ErrorKind::Bug);
        QCOMPARE(stream->wait(Deadline::never(), {}).error().kind, ErrorKind::Bug);
        QCOMPARE(stream->flush(Deadline::never(), {}).error().kind, ErrorKind::Bug);
        QCOMPARE(stream->startTls(Deadline::never(), {}).error().kind, ErrorKind::Bug);
        QCOMPARE(
            NetworkConnector()
                .connectTo({QStringLiteral("localhost"), server.port(), Transport::Plain}, {}, Deadline::never(), {})
                .error()
                .kind,
            ErrorKind::Bug);
    }

    void plainThreadsComeAndGo()
    {
        ScriptedServer server(QList<QByteArray>(20, "S: hello\nC: bye\nS: bye\nCLOSE"));
        std::atomic<int> wellDone = 0;
        std::vector<std::jthread> workers;
        for (int i = 0; i < 20; ++i) {
            workers.emplace_back([&] {
                const auto stream = dial(server.port());
                if (stream && stream->wait(Deadline::in(10s), {}).ok() && stream->write("bye\r\n").ok()
                    && stream->flush(Deadline::in(10s), {}).ok())
                    ++wellDone;
            });
        }
        workers.clear();
        QCOMPARE(wellDone.load(), 20);
    }
};

PETREL_TEST(WaitTest)
#include "wait_test.moc"
