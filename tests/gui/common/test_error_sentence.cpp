#include "tests/gui/common/tests.h"
#include "ui/common/error_sentence.h"

#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

Account home()
{
    Account account;
    account.name = QStringLiteral("Home");
    account.incoming.host = QStringLiteral("imap.postbox.example");
    account.outgoing.host = QStringLiteral("smtp.postbox.example");
    return account;
}

const QList<ErrorKind> kKinds = {
    ErrorKind::Cancelled, ErrorKind::Timeout, ErrorKind::Network, ErrorKind::Tls, ErrorKind::Auth, ErrorKind::Protocol,
    ErrorKind::Refused, ErrorKind::Throttled, ErrorKind::Quota, ErrorKind::NotFound, ErrorKind::Unsupported, ErrorKind::StoreFull,
    ErrorKind::StoreCorrupt, ErrorKind::ProfileInUse, ErrorKind::Invalid, ErrorKind::Bug};

const QList<Activity> kActivities = {Activity::Receiving, Activity::Sending, Activity::Changing,
                                     Activity::Opening, Activity::Saving, Activity::Starting};

} // namespace

void ErrorSentenceTest::everyErrorSpeaksInThreeParts_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("activity");
    for (const ErrorKind kind : kKinds) {
        for (const Activity activity : kActivities)
            QTest::addRow("%s while %d", qPrintable(kindName(kind)), int(activity)) << int(kind) << int(activity);
    }
}

void ErrorSentenceTest::everyErrorSpeaksInThreeParts()
{
    QFETCH(int, kind);
    QFETCH(int, activity);
    Error error = makeError(ErrorKind(kind), QStringLiteral("TECHNICAL phrase")).withServerText("NO [ALERT] go away", "ALERT");
    for (const Account &account : {home(), Account()}) {
        const ErrorSentence sentence = sentenceFor(error, account, Activity(activity));
        for (const QString &part : {sentence.happened, sentence.meaning, sentence.advice}) {
            QVERIFY2(part.endsWith(QLatin1Char('.')), qPrintable(part));
            QVERIFY2(!part.contains(QLatin1Char('!')) && !part.contains(QLatin1String("TECHNICAL")) && !part.contains(QLatin1String("ALERT")),
                     qPrintable(part));
            QVERIFY2(!part.contains(QLatin1Char('%')), qPrintable(part));
        }
        QVERIFY(!sentence.steps.isEmpty());
        for (const NextStep step : sentence.steps)
            QVERIFY(!nextStepText(step).isEmpty());
    }
}

void ErrorSentenceTest::theNameThePersonGaveIsUsed()
{
    const ErrorSentence sentence = sentenceFor(makeError(ErrorKind::Auth, QStringLiteral("x")), home());
    QVERIFY(sentence.happened.contains(QLatin1String("Home")));
    QCOMPARE(sentence.steps.first(), NextStep::EnterPassword);
}

void ErrorSentenceTest::sendingFailuresSayWhereTheMessageIs()
{
    for (const ErrorKind kind : {ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Throttled, ErrorKind::Auth}) {
        const ErrorSentence sentence = sentenceFor(makeError(kind, QStringLiteral("x")), home(), Activity::Sending);
        QVERIFY2(sentence.meaning.contains(QLatin1String("Outbox")), qPrintable(sentence.meaning));
    }
    const ErrorSentence unreachable = sentenceFor(makeError(ErrorKind::Network, QStringLiteral("x")), home(), Activity::Sending);
    QVERIFY(unreachable.happened.contains(QLatin1String("smtp.postbox.example")));
    const QString full = sentenceFor(makeError(ErrorKind::StoreFull, QStringLiteral("x")), home(), Activity::Sending).text();
    QVERIFY2(full.contains(QLatin1String("sending")) && !full.contains(QLatin1String("fetch")), qPrintable(full));
}

void ErrorSentenceTest::certificatesAreASafetyMatter()
{
    QVERIFY(sentenceFor(makeError(ErrorKind::Tls, QStringLiteral("x")), home()).dangerous);
    QVERIFY(!sentenceFor(makeError(ErrorKind::Timeout, QStringLiteral("x")), home()).dangerous);
    QStringList told;
    for (const char *code : {"expired", "not-yet-valid", "self-signed", "untrusted", "name-mismatch", "common-name-only", "revoked", "handshake"}) {
        const ErrorSentence sentence = sentenceFor(makeError(ErrorKind::Tls, QStringLiteral("x")).withServerText({}, code), home());
        told.append(sentence.happened);
        QCOMPARE(sentence.steps.contains(NextStep::ShowCertificate), qstrcmp(code, "handshake") != 0); // offered where there is one
    }
    QCOMPARE(told.removeDuplicates(), 0); // each says what is wrong
    for (const QString &sentence : std::as_const(told))
        QVERIFY2(sentence.contains(QLatin1String("imap.postbox.example")) && sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
}

void ErrorSentenceTest::theServersWordsStayInTheDetails()
{
    const Error error = makeError(ErrorKind::Refused, QStringLiteral("x")).withServerText("550 no\r\nsuch \xE2\x80\xAE user");
    const QString details = errorDetails(error);
    QVERIFY(details.contains(QLatin1String("550 no such user")));
    QVERIFY(!details.section(QLatin1Char('\n'), -1).contains(QChar(0x202E)));
}

void ErrorSentenceTest::whatHasACodeHasItsOwnSentence_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("happened");
    const auto row = [](ErrorKind kind, const char *code, const char *happened) { QTest::newRow(code) << kind << QByteArray(code) << QString::fromLatin1(happened); };
    row(ErrorKind::Throttled, "IN-USE", "Another program is reading the mailbox of Home.");
    row(ErrorKind::Throttled, "LOGIN-DELAY", "Home wants to be asked less often.");
    row(ErrorKind::Throttled, "SYS/TEMP", "Home has a fault of its own.");
    row(ErrorKind::Refused, "SYS/PERM", "Home cannot open this mailbox.");
    row(ErrorKind::Tls, "server-unproven", "imap.postbox.example could not prove that it knows your password: somebody else may be answering.");
    row(ErrorKind::Auth, "token-refused", "Home does not accept the sign-in any more.");
    row(ErrorKind::Auth, "oauth-sign-in", "Home wants you to sign in again.");
    row(ErrorKind::Auth, "oauth-policy", "A rule of those who run the mail of Home forbids signing in.");
    row(ErrorKind::Auth, "policy-app-password", "Home does not take your usual password from programs.");
    row(ErrorKind::Auth, "policy-sending-off", "Sending by mail programs is switched off for the mailbox of Home.");
    row(ErrorKind::Auth, "no-mechanism", "Home and Petrel know no common way to sign in.");
    row(ErrorKind::Throttled, "policy-not-connected", "Home lets you in, but opens no mailbox.");
    row(ErrorKind::Network, "oauth-unreachable", "The place where Home signs in cannot be reached.");
    row(ErrorKind::Invalid, "oauth-settings", "Signing in for Home wants a client id and addresses that begin with https.");
    row(ErrorKind::Invalid, "oauth-foreign-server", "The server Home sends by belongs to somebody else than the one it signs in at.");
    row(ErrorKind::Unsupported, "no-uidl", "Home cannot tell its messages apart.");
    row(ErrorKind::Unsupported, "too-large", "The message is larger than Petrel takes.");
    row(ErrorKind::Protocol, "another-message", "Home sent another message instead of this one.");
    row(ErrorKind::StoreCorrupt, "BLOB", "This message is damaged on this computer.");
}

void ErrorSentenceTest::whatHasACodeHasItsOwnSentence()
{
    QFETCH(ErrorKind, kind);
    QFETCH(QByteArray, code);
    QFETCH(QString, happened);
    const ErrorSentence sentence = sentenceFor(makeError(kind, QStringLiteral("x")).withServerText("server's words", code), home());
    QCOMPARE(QString(sentence.happened).remove(QChar(0x2066)).remove(QChar(0x2068)).remove(QChar(0x2069)), happened); // the name stands isolated
    QVERIFY(sentence.meaning.endsWith(QLatin1Char('.')) && sentence.advice.endsWith(QLatin1Char('.')));
    QVERIFY(sentence.steps.contains(NextStep::ShowDetails)); // with the server's words
}

void ErrorSentenceTest::theStoreOfPasswordsBlamesNeitherServerNorMail_data()
{
    QTest::addColumn<QByteArray>("code");
    for (const char *code : {"secrets-no-answer", "secrets-no-keychain", "secrets-locked", "secrets-denied", "secrets-passphrase", "secrets-damaged",
                             "secrets-newer", "secrets-unreadable", "secrets-unwritable", "secrets-not-kept", "secrets-unopened"})
        QTest::newRow(code) << QByteArray(code);
}

void ErrorSentenceTest::theStoreOfPasswordsBlamesNeitherServerNorMail()
{
    QFETCH(QByteArray, code);
    const Error error = makeError(ErrorKind::Auth, QStringLiteral("TECHNICAL")).withServerText({}, code);
    QVERIFY(isAboutSecrets(error));
    const QString refused = sentenceFor(makeError(ErrorKind::Auth, QStringLiteral("x")), home()).happened;
    for (const Activity activity : kActivities) {
        const ErrorSentence sentence = sentenceFor(error, home(), activity);
        QVERIFY(sentence.happened != refused);
        for (const QString &part : {sentence.happened, sentence.meaning, sentence.advice})
            QVERIFY2(part.endsWith(QLatin1Char('.')) && !part.contains(QLatin1String("TECHNICAL")), qPrintable(part));
        QVERIFY2(!sentence.happened.contains(QLatin1String("Home")) && !sentence.happened.contains(QLatin1String("postbox")), qPrintable(sentence.happened));
        QVERIFY2(!sentence.steps.contains(NextStep::CheckStore), "nothing is wrong with the mail store");
    }
    // A way on, whatever becomes of the keyring.
    QCOMPARE(sentenceFor(error, home(), Activity::Receiving).steps.first(), NextStep::EnterPassword);
}

} // namespace petrel::test
