#include "core/imap/session/imap_session.h"
#include "core/net/connector.h"
#include "core/pop3/session.h"
#include "core/smtp/session.h"
#include "tests/support/real_servers.h"

#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

namespace {

using namespace std::chrono_literals;

constexpr auto kTokenKey = "a key that only the server and this test know";

QByteArray unpadded(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/** A signed token for this person (RFC 7519), as an issuer would make it. */
QByteArray tokenFor(const QString &user, const QByteArray &key)
{
    const QByteArray now = QByteArray::number(QDateTime::currentSecsSinceEpoch());
    const QByteArray later = QByteArray::number(QDateTime::currentSecsSinceEpoch() + 600);
    const QByteArray signedPart = unpadded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + '.'
        + unpadded("{\"sub\":\"" + user.toUtf8() + "\",\"iat\":" + now + ",\"nbf\":" + now + ",\"exp\":" + later + "}");
    return signedPart + '.' + unpadded(QMessageAuthenticationCode::hash(signedPart, key, QCryptographicHash::Sha256));
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

/** core/sasl against Dovecot, which Postfix asks too: each mechanism in each protocol. */
class RealLogInTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passwordsInEveryMechanism_data();
    void passwordsInEveryMechanism();
    void tokensInBothForms_data();
    void tokensInBothForms();

private:
    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const QString &service);
    [[nodiscard]] Status logIn(const QString &service, const sasl::Credentials &credentials, net::Transcript &transcript);
    void tryAll(const sasl::Credentials &credentials, const QByteArray &mechanism, const QByteArray &outcome);

    RealServers m_servers;
};

Result<std::unique_ptr<net::ByteStream>> RealLogInTest::connectTo(const QString &service)
{
    return net::NetworkConnector().connectTo({m_servers.host(), m_servers.port(service), net::Transport::Tls}, {m_servers.caPem(), {}, {}}, Deadline::in(10s), {});
}

Status RealLogInTest::logIn(const QString &service, const sasl::Credentials &credentials, net::Transcript &transcript)
{
    auto stream = TRY(connectTo(service));
    if (stream->serverEndPoint().size() != 32)
        return makeError(ErrorKind::Bug, QStringLiteral("nothing to bind to"));
    if (service == QLatin1String("imaps")) {
        imap::SessionOptions options;
        options.credentials = credentials;
        options.transcript = &transcript;
        TRY(imap::ImapSession::open(std::move(stream), std::move(options)));
        return {};
    }
    if (service == QLatin1String("pop3s")) {
        pop3::SessionOptions options;
        options.transcript = &transcript;
        const auto session = TRY(pop3::Pop3Session::open(std::move(stream), options, {}));
        return session->logIn(credentials, {});
    }
    smtp::SessionOptions options;
    options.transcript = &transcript;
    const auto session = TRY(smtp::SmtpSession::open(std::move(stream), options, {}));
    return session->logIn(credentials, {});
}

void RealLogInTest::tryAll(const sasl::Credentials &credentials, const QByteArray &mechanism, const QByteArray &outcome)
{
    for (const char *service : {"imaps", "pop3s", "submissions"}) {
        net::Transcript transcript;
        const Status in = logIn(QLatin1String(service), credentials, transcript);
        const QByteArray ended = in ? QByteArray("in") : kindName(in.error().kind).toLatin1() + ' ' + in.error().code;
        QVERIFY2(ended.startsWith(outcome), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(service), in ? QString() : describe(in.error()))));
        const QByteArray said = transcript.lines().join('\n');
        QVERIFY2(said.contains(" " + mechanism + ' ') || said.contains(" " + mechanism + '\n'), said.constData());
        QVERIFY(!said.contains(credentials.password.isEmpty() ? credentials.accessToken.reveal() : credentials.password.reveal()));
    }
}

void RealLogInTest::passwordsInEveryMechanism_data()
{
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QByteArray>("taken");
    QTest::newRow("all") << QStringLiteral("plain login cram-md5 scram-sha-1 scram-sha-256") << QByteArray("SCRAM-SHA-256");
    QTest::newRow("no SHA-256") << QStringLiteral("plain cram-md5 scram-sha-1") << QByteArray("SCRAM-SHA-1");
    QTest::newRow("digests") << QStringLiteral("plain cram-md5") << QByteArray("CRAM-MD5");
    QTest::newRow("plain") << QStringLiteral("login plain") << QByteArray("PLAIN");
    QTest::newRow("login") << QStringLiteral("login") << QByteArray("LOGIN");
}

void RealLogInTest::passwordsInEveryMechanism()
{
    QFETCH(QString, offered);
    QFETCH(QByteArray, taken);
    RealServers::Options options;
    options.dovecotSettings = {QStringLiteral("auth_mechanisms = ") + offered};
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.problem()));
    const RealMailbox ada = m_servers.adaPop();
    tryAll({ada.address, Secret(ada.password)}, taken, "in");
    tryAll({ada.address, Secret("not the password")}, taken, "auth");
    m_servers.stop();
}

void RealLogInTest::tokensInBothForms_data()
{
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QByteArray>("taken");
    QTest::newRow("both") << QStringLiteral("plain xoauth2 oauthbearer") << QByteArray("OAUTHBEARER");
    QTest::newRow("the older one") << QStringLiteral("plain xoauth2") << QByteArray("XOAUTH2");
}

void RealLogInTest::tokensInBothForms()
{
    QFETCH(QString, offered);
    QFETCH(QByteArray, taken);
    QTemporaryDir keys;
    QFile::setPermissions(keys.path(), QFile::Permissions(0x5555) | QFile::WriteOwner); // Dovecot's auth process is another user
    QVERIFY(put(keys.filePath(QStringLiteral("default/HS256/default")), QByteArray(kTokenKey).toBase64()));
    QVERIFY(put(keys.filePath(QStringLiteral("oauth2.conf")), "introspection_mode = local\nusername_attribute = sub\nlocal_validation_key_dict = fs:posix:prefix="
                                                                  + keys.path().toUtf8() + "/\n"));
    RealServers::Options options;
    options.dovecotSettings = {QStringLiteral("auth_mechanisms = ") + offered,
                               QStringLiteral("passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = %1/oauth2.conf\n}").arg(keys.path())};
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.problem()));
    const QString ada = m_servers.adaPop().address;
    tryAll({ada, {}, Secret(tokenFor(ada, kTokenKey)), false, QStringLiteral("localhost"), 993}, taken, "in");
    tryAll({ada, {}, Secret(tokenFor(ada, "a key of somebody else")), false, QStringLiteral("localhost"), 993}, taken, "auth token-refused");
    m_servers.stop();
}

} // namespace petrel::test

QTEST_GUILESS_MAIN(petrel::test::RealLogInTest)
#include "log_in_test.moc"
