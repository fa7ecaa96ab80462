#include "core/oauth/device_authorization.h"
#include "tests/support/registered_test.h"
#include "tests/unit/oauth/json.h"

namespace petrel::test {

using namespace oauth;
using namespace std::chrono_literals;

namespace {

Result<DeviceAuthorization> read(const QByteArray &more)
{
    return deviceAuthorizationIn({200, json("{'device_code':'dc','user_code':'WDJB-MJHT','verification_uri':'https://id.example/device'") + more + '}'});
}

net::HttpResponse saying(const char *error)
{
    return {400, QByteArray("{\"error\":\"") + error + "\"}"};
}

} // namespace

class OAuthDeviceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCodeToTypeAndWhere()
    {
        const Result<DeviceAuthorization> code = read(json(",'verification_uri_complete':'https://id.example/device?c=WDJB-MJHT','expires_in':1800,'interval':7"));
        QVERIFY(code.ok());
        QCOMPARE(code->userCode, QStringLiteral("WDJB-MJHT"));
        QCOMPARE(code->verification, QUrl(QStringLiteral("https://id.example/device")));
        QCOMPARE(code->verificationComplete, QUrl(QStringLiteral("https://id.example/device?c=WDJB-MJHT")));
        QCOMPARE(code->lasts, 1800s);
        QCOMPARE(code->interval, 7s);
        QCOMPARE(read({})->interval, 5s);
        QCOMPARE(read(json(",'interval':1000000"))->interval, 60s);
        QCOMPARE(read(json(",'verification_uri_complete':'file:///etc/passwd'"))->verificationComplete, QUrl());
    }

    void aPageThatIsNotSafeIsNotShown_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("http") << json("{'device_code':'dc','user_code':'A','verification_uri':'http://id.example/device'}");
        QTest::newRow("javascript") << json("{'device_code':'dc','user_code':'A','verification_uri':'javascript:alert(1)'}");
        QTest::newRow("none") << json("{'device_code':'dc','user_code':'A'}");
        QTest::newRow("no code to type") << json("{'device_code':'dc','verification_uri':'https://id.example/device'}");
        QTest::newRow("a book to type") << json("{'device_code':'dc','verification_uri':'https://id.example/device','user_code':'") + QByteArray(500, 'A') + "\"}";
        QTest::newRow("no device code") << json("{'user_code':'A','verification_uri':'https://id.example/device'}");
    }
    void aPageThatIsNotSafeIsNotShown()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(deviceAuthorizationIn({200, body}).error().code, QByteArray("oauth-answer"));
    }

    /** RFC 8628, 3.5. */
    void pendingWaitsAndSlowDownWaitsLonger()
    {
        DevicePolling polling(*read({}));
        QCOMPARE(polling.pause(), 5s);
        QVERIFY(!polling.answered(saying("authorization_pending"), {})->has_value());
        QCOMPARE(polling.pause(), 5s);
        QVERIFY(!polling.answered(saying("slow_down"), {})->has_value());
        QCOMPARE(polling.pause(), 10s);
        QVERIFY(!polling.answered(saying("slow_down"), {})->has_value());
        QCOMPARE(polling.pause(), 15s);
        const Result<std::optional<Tokens>> tokens = polling.answered(net::HttpResponse{200, json("{'access_token':'at','token_type':'bearer'}")}, {});
        QCOMPARE((*tokens)->access, Secret("at"));
    }

    void aLineThatFailsIsNoAnswer()
    {
        DevicePolling polling(*read({}));
        QVERIFY(!polling.answered(makeError(ErrorKind::Timeout, QStringLiteral("slow")), {})->has_value());
        QCOMPARE(polling.pause(), 10s);
        QVERIFY(!polling.answered(makeError(ErrorKind::Network, QStringLiteral("cut")), {})->has_value());
        QCOMPARE(polling.pause(), 20s);
        for (int i = 0; i < 10; ++i)
            (void)polling.answered(saying("slow_down"), {});
        QCOMPARE(polling.pause(), 60s);
        QCOMPARE(polling.answered(makeError(ErrorKind::Tls, QStringLiteral("forged")), {}).error().kind, ErrorKind::Tls);
        QCOMPARE(polling.answered(makeError(ErrorKind::Cancelled, QStringLiteral("stop")), {}).error().kind, ErrorKind::Cancelled);
    }

    void deniedAndExpiredEndIt()
    {
        DevicePolling polling(*read({}));
        QCOMPARE(polling.answered(saying("access_denied"), {}).error().code, QByteArray("oauth-denied"));
        QCOMPARE(polling.answered(saying("expired_token"), {}).error().code, QByteArray("oauth-expired"));
    }
};

PETREL_TEST(OAuthDeviceTest)

} // namespace petrel::test

#include "device_test.moc"
