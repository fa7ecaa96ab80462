#include "core/net/resolver.h"
#include "tests/support/registered_test.h"

#include <thread>

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;

class ResolverTest : public QObject
{
    Q_OBJECT

private:
    static Result<QList<QHostAddress>> unexpected(const QByteArray &)
    {
        return makeError(ErrorKind::Bug, QStringLiteral("nobody should ask"));
    }

private Q_SLOTS:
    void anAddressLiteralIsItsOwnAnswer_data()
    {
        QTest::addColumn<QString>("literal");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
        QTest::newRow("IPv6") << QStringLiteral("::1");
    }
    void anAddressLiteralIsItsOwnAnswer()
    {
        QFETCH(QString, literal);
        const auto addresses = resolveWith(unexpected, literal, Deadline::in(1s), {});
        QCOMPARE(addresses.value(), QList<QHostAddress>{QHostAddress(literal)});
    }

    void aNameIsAskedForInAscii_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("plain") << QStringLiteral("imap.example.org") << QByteArray("imap.example.org");
        QTest::newRow("capitals") << QStringLiteral("IMAP.Example.ORG") << QByteArray("imap.example.org");
        QTest::newRow("international") << QStringLiteral("bücher.example") << QByteArray("xn--bcher-kva.example");
        QTest::newRow("underscore") << QStringLiteral("my_host") << QByteArray("my_host");
    }
    void aNameIsAskedForInAscii()
    {
        QFETCH(QString, host);
        QFETCH(QByteArray, asked);
        const auto record = std::make_shared<QByteArray>();
        const auto addresses = resolveWith([record](const QByteArray &name) {
            *record = name;
            return Result<QList<QHostAddress>>(QList<QHostAddress>{QHostAddress(QHostAddress::LocalHost)});
        }, host, Deadline::in(10s), {});
        QVERIFY(addresses.ok());
        QCOMPARE(*record, asked);
    }

    void whatIsNoNameIsInvalid_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("empty") << QString();
        QTest::newRow("a space") << QStringLiteral("mail example.org");
        QTest::newRow("a line feed") << QStringLiteral("mail\nexample.org");
    }
    void whatIsNoNameIsInvalid()
    {
        QFETCH(QString, host);
        QCOMPARE(resolveWith(unexpected, host, Deadline::in(1s), {}).error().kind, ErrorKind::Invalid);
    }

    void aDeadNameServerEndsWithTheDeadline()
    {
        const auto addresses =
            resolveWith(neverAnswering(), QStringLiteral("imap.example.org"), Deadline::in(30ms), {});
        QCOMPARE(addresses.error().kind, ErrorKind::Timeout);
        QCOMPARE(addresses.error().code, QByteArray("timeout"));
    }

    void stopDoesNotWaitForTheNameServer()
    {
        StopSource source;
        const std::jthread stopper([&] { source.request_stop(); });
        QElapsedTimer timer;
        timer.start();
        const auto addresses =
            resolveWith(neverAnswering(), QStringLiteral("imap.example.org"), Deadline::never(), source.get_token());
        QCOMPARE(addresses.error().kind, ErrorKind::Cancelled);
        QVERIFY2(timer.elapsed() < 5000, "the name server never answers");
    }

    void theSystemKnowsLocalhostAndNotWhatIsInvalid()
    {
        QVERIFY(resolve(QStringLiteral("localhost"), Deadline::in(10s), {}).ok());
        const auto missing = resolve(QStringLiteral("does-not-exist.invalid"), Deadline::in(30s), {});
        QCOMPARE(missing.error().kind, ErrorKind::Network);
        QCOMPARE(missing.error().code, QByteArray("host-not-found"));
    }

    void cleanup()
    {
        m_letGo.request_stop();
        m_letGo = StopSource();
    }

private:
    /** A look-up that blocks until the test is over, as getaddrinfo does with a dead name server. */
    BlockingLookUp neverAnswering()
    {
        return [token = m_letGo.get_token()](const QByteArray &) -> Result<QList<QHostAddress>> {
            std::mutex mutex;
            std::condition_variable_any never;
            std::unique_lock lock(mutex);
            never.wait(lock, token, [] { return false; });
            return makeError(ErrorKind::Cancelled, QStringLiteral("let go"));
        };
    }

    StopSource m_letGo;
};

PETREL_TEST(ResolverTest)
#include "resolver_test.moc"
