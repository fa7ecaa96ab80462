#include "core/net/https_client.h"
#include "tests/conversations/oauth/issuer.h"
#include "tests/support/registered_test.h"

#include <thread>

namespace petrel::test {

using net::HttpsClient;
using net::HttpResponse;
using namespace std::chrono_literals;

namespace {

Result<HttpResponse> post(HttpsClient &client, const QUrl &url, const QByteArray &form = "a=b")
{
    return client.post(url, form, Deadline::in(20s), {});
}

QByteArray codeOf(const Result<HttpResponse> &response)
{
    return response ? QByteArray::number(response->status) : response.error().code;
}

} // namespace

/** Small questions to web servers. */
class HttpsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCOMPARE(Certificates::obstacle(), QByteArray()); }

    void aFormGoesThereAndTheAnswerComesBack()
    {
        IssuerServer server;
        HttpsClient client(IssuerServer::policy());
        server.answer("fine");
        server.answer("no", 400);
        const Result<HttpResponse> taken = post(client, server.url("token"));
        QVERIFY2(taken.ok(), qPrintable(taken ? QString() : describe(taken.error())));
        QCOMPARE(taken->body, QByteArray("fine"));
        const Result<HttpResponse> refused = client.get(server.url("token?x=1"), Deadline::in(20s), {});
        QCOMPARE(refused->status, 400);
        QCOMPARE(refused->body, QByteArray("no"));
        const auto asked = server.asked();
        QCOMPARE(asked.size(), 2);
        QVERIFY(asked.at(0).head.startsWith("POST /token HTTP/1.1"));
        QCOMPARE(asked.at(0).form.queryItemValue(QStringLiteral("a")), QStringLiteral("b"));
        QVERIFY(asked.at(1).head.startsWith("GET /token?x=1 HTTP/1.1"));
        for (const auto &question : asked) {
            QVERIFY(!question.head.toLower().contains("cookie"));
            QVERIFY(!question.head.toLower().contains("referer"));
            QVERIFY(question.head.contains("User-Agent: Petrel\r\n"));
        }
    }

    void onlyHttpsIsAsked_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"http://localhost/", "ftp://localhost/", "file:///etc/passwd", "https:///path", "https://ada:pw@localhost/", "localhost", ""})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void onlyHttpsIsAsked()
    {
        QFETCH(QString, url);
        HttpsClient client;
        QCOMPARE(codeOf(post(client, QUrl(url))), QByteArray("not-https"));
    }

    void aCertificateThatIsNotRightEndsIt_data()
    {
        QTest::addColumn<int>("flaw");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("expired") << int(Flaw::Expired) << QByteArray("expired");
        QTest::newRow("wrong name") << int(Flaw::WrongName) << QByteArray("name-mismatch");
        QTest::newRow("the name only as common name") << int(Flaw::CommonNameOnly) << QByteArray("common-name-only");
        QTest::newRow("self-signed") << int(Flaw::SelfSigned) << QByteArray("self-signed");
        QTest::newRow("unknown authority") << int(Flaw::UnknownAuthority) << QByteArray("untrusted");
    }
    void aCertificateThatIsNotRightEndsIt()
    {
        QFETCH(int, flaw);
        QFETCH(QByteArray, code);
        IssuerServer server{Flaw(flaw)};
        HttpsClient client(IssuerServer::policy());
        const Result<HttpResponse> answer = post(client, server.url("token"), "secret=1");
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().kind, ErrorKind::Tls);
        QCOMPARE(answer.error().code, code);
        QVERIFY(server.asked().isEmpty()); // no byte of the form
    }

    /** What is meant for one host never reaches another. */
    void noRedirectIsFollowed()
    {
        IssuerServer server;
        IssuerServer other;
        HttpsClient client(IssuerServer::policy());
        for (const QByteArray status : {"302 Found", "307 Temporary Redirect", "308 Permanent Redirect"}) {
            server.answerRaw("HTTP/1.1 " + status + "\r\nLocation: " + other.url("token").toEncoded() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            QCOMPARE(codeOf(post(client, server.url("token"))), QByteArray("http"));
        }
        QVERIFY(other.asked().isEmpty());
    }

    void noCookieIsKept()
    {
        IssuerServer server;
        HttpsClient client(IssuerServer::policy());
        server.answerRaw("HTTP/1.1 200 OK\r\nSet-Cookie: who=ada; Secure\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        server.answer("again");
        QVERIFY(post(client, server.url("token")).ok());
        QVERIFY(post(client, server.url("token")).ok());
        QVERIFY(!server.asked().at(1).head.toLower().contains("cookie"));
    }

    void anAnswerWithoutAnEndIsCut()
    {
        IssuerServer server;
        HttpsClient client(IssuerServer::policy());
        server.answerRaw("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + QByteArray(2'000'000, 'x'));
        QCOMPARE(codeOf(post(client, server.url("token"))), QByteArray("http"));
        server.answer("alive");
        QVERIFY(post(client, server.url("token")).ok());
    }

    void whatIsNoWholeAnswerIsNone()
    {
        // What is not understood may be asked for again behind the scenes: then it is silence.
        for (const QByteArray bytes : {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf", "SSH-2.0-OpenSSH\r\n"}) {
            IssuerServer server;
            HttpsClient client(IssuerServer::policy());
            server.answerRaw(bytes);
            QVERIFY(!client.get(server.url("token"), Deadline::in(500ms), {}).ok());
        }
    }

    void silenceEndsWithTheDeadlineAndAStopEndsItAtOnce()
    {
        IssuerServer server;
        HttpsClient client(IssuerServer::policy());
        QCOMPARE(client.get(server.url("token"), Deadline::in(50ms), {}).error().kind, ErrorKind::Timeout);
        StopSource stop;
        std::jthread stopping([&] {
            while (server.asked().size() < 1)
                std::this_thread::yield();
            stop.request_stop();
        });
        QCOMPARE(client.get(server.url("token"), Deadline::never(), stop.get_token()).error().kind, ErrorKind::Cancelled);
    }

    void nobodyThere()
    {
        QUrl nowhere;
        {
            IssuerServer server;
            nowhere = server.url("token");
        }
        HttpsClient client(IssuerServer::policy());
        QCOMPARE(codeOf(post(client, nowhere)), QByteArray("refused"));
    }
};

PETREL_TEST(HttpsTest)

} // namespace petrel::test

#include "https_test.moc"
