#include "core/base/modified_utf7.h"
#include "core/imap/grammar/mailbox_name.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;

class MailboxNameTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void modifiedUtf7GoesBothWays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("ascii") << QStringLiteral("Sent Items") << QByteArray("Sent Items");
        QTest::newRow("ampersand") << QStringLiteral("A&B") << QByteArray("A&-B");
        QTest::newRow("umlaut") << QStringLiteral("Entwürfe") << QByteArray("Entw&APw-rfe");
        QTest::newRow("the RFC's own") << QStringLiteral("~peter/mail/台北/日本語") << QByteArray("~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        QTest::newRow("outside the first plane") << QStringLiteral("📬 in") << QByteArray("&2D3c7A- in");
        QTest::newRow("tilde and plus stay") << QStringLiteral("~+,") << QByteArray("~+,");
    }

    void modifiedUtf7GoesBothWays()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, wire);
        QCOMPARE(toModifiedUtf7(text), wire);
        QCOMPARE(fromModifiedUtf7(wire).value_or(QString()), text);
    }

    void brokenModifiedUtf7IsNotDecoded()
    {
        for (const char *bad : {"&APw", "&A-", "&!-", "caf\xc3\xa9", "&2D0-", "&APx-", "tab\there"})
            QVERIFY2(!fromModifiedUtf7(bad), bad);
    }

    void brokenNamesKeepTheirBytesAndGetAText()
    {
        const Result<MailboxName> raw = MailboxName::fromWire("caf\xc3\xa9");
        QCOMPARE(raw->wire(), QByteArray("caf\xc3\xa9"));
        QCOMPARE(raw->text(), QStringLiteral("café"));
        QCOMPARE(MailboxName::fromWire("&APw")->text(), QStringLiteral("&APw"));
        QCOMPARE(MailboxName::fromWire("\xe9t\xe9")->text(), QStringLiteral("été"));
    }

    void inboxIsOneMailboxInAnyCase()
    {
        QVERIFY(MailboxName::fromWire("iNbOx")->isInbox());
        QCOMPARE(MailboxName::fromWire("inbox").value(), MailboxName::inbox());
        QVERIFY(!MailboxName::fromWire("INBOX.Sub")->isInbox());
    }

    void whatExistsCanBeSent()
    {
        QVERIFY(!MailboxName::fromWire("a\r\nb").ok());
        QVERIFY(!MailboxName::fromWire(QByteArray("a\0b", 3)).ok());
        QVERIFY(!MailboxName::fromWire("").ok());
        QVERIFY(!MailboxName::fromWire(QByteArray(5000, 'x')).ok());
        const Result<MailboxName> typed = MailboxName::fromText(QStringLiteral("x\nA1 LOGOUT"));
        QCOMPARE(int(typed.error().kind), int(ErrorKind::Invalid));
    }

    void utf8NamesAfterUtf8Accept()
    {
        const QByteArray utf8 = "Gr\xc3\xb6\xc3\x9f" "e & mehr";
        const MailboxName name = MailboxName::fromWire(utf8, NameEncoding::Utf8).value();
        QCOMPARE(name.text(), QStringLiteral("Größe & mehr"));
        QCOMPARE(name.wireIn(NameEncoding::Utf8), utf8);
        QVERIFY2(name == MailboxName::fromText(QStringLiteral("Größe & mehr")).value(), "the same folder, however it travelled");
        QCOMPARE(MailboxName::fromWire("A&-B", NameEncoding::Utf8)->text(), QStringLiteral("A&-B"));
        QCOMPARE(MailboxName::fromWire("A&-B", NameEncoding::Utf8)->wire(), "A&--B");
    }

    void brokenNamesGoBackAsTheyCame()
    {
        for (const QByteArray &broken : {QByteArray("caf\xc3\xa9"), QByteArray("&APw"), QByteArray("\xe9t\xe9")})
            QCOMPARE(MailboxName::fromWire(broken)->wireIn(NameEncoding::Utf8), broken);
        const QByteArray latin1 = "\xe9t\xe9";
        QCOMPARE(MailboxName::fromWire(latin1, NameEncoding::Utf8)->wireIn(NameEncoding::Utf8), latin1);
    }

    void componentsAreCutAtTheDelimiter()
    {
        const MailboxName name = MailboxName::fromWire("INBOX.Entw&APw-rfe.alt").value();
        QCOMPARE(name.components('.'), (QStringList{QStringLiteral("INBOX"), QStringLiteral("Entwürfe"), QStringLiteral("alt")}));
        QCOMPARE(name.components(0).size(), 1);
    }
};

PETREL_TEST(MailboxNameTest)
#include "mailbox_name_test.moc"
