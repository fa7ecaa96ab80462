#include "core/oauth/known_issuers.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using namespace oauth;

class OAuthIssuerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoSignsInWhere_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *host, const char *name) { QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(name); };
        row("imap.gmail.com", "Google");
        row("IMAP.GOOGLEMAIL.COM", "Google");
        row("outlook.office365.com", "Microsoft");
        row("imap-mail.outlook.com", "Microsoft");
        row("imap.mail.yahoo.com", "Yahoo");
        row("smtp.aol.com", "Yahoo");
        row("imap.fastmail.com", "Fastmail");
        row("imap.example.org", "");
        row("notgmail.com", "");
        row("gmail.com.evil.example", "");
        row("", "");
    }
    void whoSignsInWhere()
    {
        QFETCH(QString, host);
        QFETCH(QString, name);
        const auto issuer = knownIssuer(host, {MailScope::Imap, MailScope::Smtp});
        QCOMPARE(issuer ? issuer->name : QString(), name);
        if (!issuer)
            return;
        QCOMPARE(issuer->authorization.scheme(), QStringLiteral("https"));
        QCOMPARE(issuer->token.scheme(), QStringLiteral("https"));
        QVERIFY(!issuer->scopes.isEmpty());
    }

    void microsoftIsAskedForWhatTheAccountSpeaks()
    {
        const auto imap = knownIssuer(QStringLiteral("outlook.office365.com"), {MailScope::Imap, MailScope::Smtp}, QStringLiteral("contoso.example"));
        QCOMPARE(imap->token, QUrl(QStringLiteral("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token")));
        QCOMPARE(imap->scopes, (QStringList{QStringLiteral("https://outlook.office.com/IMAP.AccessAsUser.All"), QStringLiteral("https://outlook.office.com/SMTP.Send"), QStringLiteral("offline_access")}));
        QCOMPARE(imap->redirectHost, QStringLiteral("localhost"));
        const auto pop3 = knownIssuer(QStringLiteral("outlook.office365.com"), {MailScope::Pop3});
        QCOMPARE(pop3->scopes.first(), QStringLiteral("https://outlook.office.com/POP.AccessAsUser.All"));
        QCOMPARE(pop3->device, QUrl(QStringLiteral("https://login.microsoftonline.com/common/oauth2/v2.0/devicecode")));
    }

    void aTenantCannotLeadElsewhere()
    {
        const auto issuer = knownIssuer(QStringLiteral("outlook.office365.com"), {MailScope::Imap}, QStringLiteral("../../evil?x=#"));
        QCOMPARE(issuer->token.host(), QStringLiteral("login.microsoftonline.com"));
        QVERIFY(issuer->token.path(QUrl::FullyEncoded).endsWith(QStringLiteral("/oauth2/v2.0/token")));
        QVERIFY(!issuer->token.hasQuery());
    }
};

PETREL_TEST(OAuthIssuerTest)

} // namespace petrel::test

#include "issuer_test.moc"
