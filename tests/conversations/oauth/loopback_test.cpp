#include "core/oauth/loopback_receiver.h"
#include "tests/conversations/oauth/browser.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using namespace oauth;
using namespace std::chrono_literals;

namespace {

BrowserPages pages()
{
    return {QStringLiteral("Petrel"), QStringLiteral("Close <this> tab."), QStringLiteral("Not asked for.")};
}

/** A receiver that waits for state "right". */
struct Waiting
{
    explicit Waiting(const QString &host = QStringLiteral("127.0.0.1"))
    {
        auto opened = LoopbackReceiver::open(host, pages());
        if (!opened)
            qFatal("no port");
        receiver = std::move(opened).value();
        receiver->expect("right");
    }
    [[nodiscard]] QUrl back(const char *query) const { return QUrl(receiver->redirect() + QLatin1Char('?') + QLatin1String(query)); }
    [[nodiscard]] bool isWaiting() const { return receiver->wait(Deadline::in(0s), {}).error().kind == ErrorKind::Timeout; }
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(QUrl(receiver->redirect()).port()); }

    std::unique_ptr<LoopbackReceiver> receiver;
};

} // namespace

class LoopbackTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBrowserComesBackAndIsToldSo()
    {
        Waiting here;
        QVERIFY(here.receiver->redirect().startsWith(QStringLiteral("http://127.0.0.1:")));
        const QByteArray page = browse(here.back("state=right&code=c%2F1"));
        QVERIFY(page.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(page.contains("Close &lt;this&gt; tab."));
        QVERIFY(page.contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(page.contains("\r\nReferrer-Policy: no-referrer\r\n"));
        QVERIFY(page.contains("default-src 'none'"));
        const auto came = here.receiver->wait(Deadline::in(20s), {});
        QVERIFY(came.ok());
        QCOMPARE(came->queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded), QStringLiteral("c/1"));
    }

    void aSecondAnswerIsRefused()
    {
        Waiting here;
        QVERIFY(browse(here.back("state=right&code=first")).startsWith("HTTP/1.1 200"));
        QVERIFY(browse(here.back("state=right&code=second")).startsWith("HTTP/1.1 400"));
        QCOMPARE(here.receiver->wait(Deadline::in(20s), {})->queryItemValue(QStringLiteral("code")), QStringLiteral("first"));
    }

    void whatWasNotAskedForIsRefusedAndTheWaitGoesOn_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
        row("wrong state", "GET /?state=wrong&code=c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
        row("no state", "GET /?code=c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
        row("an icon", "GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
        row("another path", "GET /x?state=right&code=c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
        row("POST", "POST /?state=right&code=c HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
        row("a name that was made to lead here", "GET /?state=right&code=c HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n");
        row("another port", "GET /?state=right&code=c HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
        row("no host", "GET /?state=right&code=c HTTP/1.1\r\n\r\n");
        row("no HTTP", "EHLO there\r\n\r\n");
        row("nothing", "\r\n\r\n");
    }
    void whatWasNotAskedForIsRefusedAndTheWaitGoesOn()
    {
        QFETCH(QByteArray, bytes);
        Waiting here;
        const QByteArray page = say(here.port(), bytes.replace("PORT", QByteArray::number(here.port())));
        QVERIFY(page.startsWith("HTTP/1.1 400 "));
        QVERIFY(page.contains("Not asked for."));
        QVERIFY(here.isWaiting());
        QVERIFY(browse(here.back("state=right&code=c")).startsWith("HTTP/1.1 200"));
        QVERIFY(here.receiver->wait(Deadline::in(20s), {}).ok());
    }

    void beforeAnythingWasAskedNothingIsTaken()
    {
        const auto receiver = LoopbackReceiver::open(QStringLiteral("127.0.0.1"), pages());
        QVERIFY(receiver.ok());
        QVERIFY(browse(QUrl((*receiver)->redirect() + QStringLiteral("?state=&code=c"))).startsWith("HTTP/1.1 400"));
    }

    void whoSaysTooMuchIsHungUpOn()
    {
        Waiting here;
        QCOMPARE(say(here.port(), "GET /?state=right&code=" + QByteArray(40'000, 'a')), QByteArray());
        QVERIFY(here.isWaiting());
    }

    void manyVisitorsWhoSayNothingDoNotKeepTheBrowserOut()
    {
        Waiting here;
        {
            std::vector<std::unique_ptr<net::ByteStream>> visitors;
            for (int i = 0; i < 40; ++i)
                visitors.push_back(visit(here.port()));
            for (std::size_t i = 16; i < visitors.size(); ++i) // all but the first sixteen are let go at once
                QCOMPARE(visitors[i] ? listen(*visitors[i]) : QByteArray(), QByteArray());
        }
        QVERIFY(QTest::qWaitFor([&] { return browse(here.back("state=right&code=c")).startsWith("HTTP/1.1 200"); }, 20'000));
    }

    void itListensOnThisMachineOnlyAndNoLongerThanItLives()
    {
        quint16 port = 0;
        {
            Waiting here(QStringLiteral("localhost"));
            QVERIFY(here.receiver->redirect().startsWith(QStringLiteral("http://localhost:")));
            port = here.port();
            QVERIFY(browse(here.back("state=right&code=c")).startsWith("HTTP/1.1 200"));
            QVERIFY(!visit(port, QStringLiteral("127.0.0.2"))); // another address of this machine
        }
        QCOMPARE(say(port, "GET / HTTP/1.1\r\n\r\n"), QByteArray());
    }

    void nobodyComesAndStopping()
    {
        Waiting here;
        QCOMPARE(here.receiver->wait(Deadline::in(10ms), {}).error().code, QByteArray("oauth-nobody-came"));
        StopSource stop;
        stop.request_stop();
        QCOMPARE(here.receiver->wait(Deadline::never(), stop.get_token()).error().kind, ErrorKind::Cancelled);
    }
};

PETREL_TEST(LoopbackTest)

} // namespace petrel::test

#include "loopback_test.moc"
