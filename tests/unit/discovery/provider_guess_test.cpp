#include "core/discovery/provider_guess.h"
#include "tests/support/run_all.h"

using namespace petrel;

class ProviderGuessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownProvidersAreRecognised_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("imapHost");
        const auto row = [](const char *address, const char *provider, const char *host) {
            QTest::newRow(address) << QString::fromUtf8(address) << QString::fromLatin1(provider)
                                   << QString::fromLatin1(host);
        };
        row("ann@gmail.com", "Gmail", "imap.gmail.com");
        row("Ann@GMail.com", "Gmail", "imap.gmail.com");
        row("ann@hotmail.com", "Outlook", "outlook.office365.com");
        row("ann@yahoo.de", "Yahoo", "imap.mail.yahoo.com");
        row("ann@me.com", "iCloud", "imap.mail.me.com");
        row("ann@fastmail.fm", "Fastmail", "imap.fastmail.com");
        row("ann@gmx.net", "GMX", "imap.gmx.net");
        row("ann@gmx.com", "GMX", "imap.gmx.com");
        row("ann@web.de", "WEB.DE", "imap.web.de");
        row("ann@posteo.net", "Posteo", "posteo.de");
        row("ann@mailbox.org", "mailbox.org", "imap.mailbox.org");
        row("\"odd@name\"@gmx.de", "GMX", "imap.gmx.net");
    }
    void knownProvidersAreRecognised()
    {
        QFETCH(QString, address);
        QFETCH(QString, provider);
        QFETCH(QString, imapHost);
        const ProviderGuess guess = guessProvider(address);
        QCOMPARE(guess.provider, provider);
        QCOMPARE(guess.imap.first().host, imapHost);
        QCOMPARE(guess.imap.first().port, 993);
        QVERIFY(!guess.submission.isEmpty());
    }

    void aProviderWithoutPop3OffersNone()
    {
        QVERIFY(guessProvider(QStringLiteral("ann@icloud.com")).pop3.isEmpty());
    }

    void aLookAlikeDomainIsAStranger_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("longer") << QStringLiteral("ann@notgmail.com");
        QTest::newRow("below") << QStringLiteral("ann@gmail.com.example.org");
        QTest::newRow("above") << QStringLiteral("ann@mail.gmx.net");
    }
    void aLookAlikeDomainIsAStranger()
    {
        QFETCH(QString, address);
        QVERIFY(guessProvider(address).provider.isEmpty());
    }

    void aStrangersServersAreGuessedWithImplicitTlsFirst()
    {
        const ProviderGuess guess = guessProvider(QStringLiteral("ann@bücher.example"));
        QVERIFY(guess.provider.isEmpty());
        const ServerCandidate first = {QStringLiteral("imap.xn--bcher-kva.example"), 993, Security::Tls};
        QCOMPARE(guess.imap.first(), first);
        for (const auto &list : {guess.imap, guess.pop3, guess.submission}) {
            QVERIFY(!list.isEmpty());
            bool starttlsSeen = false;
            for (const ServerCandidate &server : list) {
                QVERIFY2(server.security != Security::None, "plain text is never proposed");
                starttlsSeen = starttlsSeen || server.security == Security::Starttls;
                QVERIFY(!starttlsSeen || server.security == Security::Starttls);
            }
            QVERIFY(starttlsSeen);
        }
    }

    void whatIsNoAddressGivesNothing_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *bad :
             {"", "ann", "ann@", "@gmail.com", "ann@localhost", "ann@exa mple.org", "ann@.", "ann@-.-"})
            QTest::newRow(bad) << QString::fromLatin1(bad);
    }
    void whatIsNoAddressGivesNothing()
    {
        QFETCH(QString, address);
        QCOMPARE(guessProvider(address), ProviderGuess());
    }
};

int main(int argc, char **argv)
{
    return petrel::test::runAll<ProviderGuessTest>(argc, argv);
}

#include "provider_guess_test.moc"
