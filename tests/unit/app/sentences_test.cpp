#include "app/shared/sentences.h"
#include "tests/support/registered_test.h"

using namespace petrel;

/** The terminal's sentences. */
class SentencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStoreOfPasswordsBlamesNeitherServerNorMail_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char *code : {"secrets-no-answer", "secrets-no-keychain", "secrets-locked", "secrets-denied", "secrets-passphrase", "secrets-damaged",
                                 "secrets-newer", "secrets-unreadable", "secrets-unwritable", "secrets-not-kept", "secrets-unopened"})
            QTest::newRow(code) << QByteArray(code);
    }
    void theStoreOfPasswordsBlamesNeitherServerNorMail()
    {
        QFETCH(QByteArray, code);
        const QString refused = app::plainSentence(makeError(ErrorKind::Auth, QStringLiteral("x")));
        const QString sentence = app::plainSentence(makeError(ErrorKind::Auth, QStringLiteral("x")).withServerText({}, code));
        QVERIFY(sentence.section(QLatin1Char('('), 0, 0) != refused.section(QLatin1Char('('), 0, 0));
        QVERIFY2(!sentence.contains(QLatin1String("server")) && !sentence.contains(QLatin1String("profile is damaged")), qPrintable(sentence));
    }
};

PETREL_TEST(SentencesTest)
#include "sentences_test.moc"
