#include "core/engine/policy_refusal.h"
#include "tests/support/registered_test.h"

#include <QtTest>

namespace petrel::test {

using engine::withPolicy;

/** What servers say by their own rules is told apart from a wrong password. */
class PolicyRefusalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRuleOfTheServersIsNoWrongPassword_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *words, const char *code) { QTest::newRow(words) << QByteArray(words) << QByteArray(code); };
        row("Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "policy-app-password");
        row("5.7.9 Application-specific password required. For more information, go to", "policy-app-password");
        row("Your account is not enabled for IMAP use. Please visit your Gmail settings page", "policy-protocol-off");
        row("IMAP access is disabled for your domain. Please contact your domain administrator", "policy-protocol-off");
        row("[SYS/PERM] Your account is not enabled for POP access.", "policy-protocol-off");
        row("Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", "policy-browser");
        row("5.7.14 Please log in with your web browser and then try again.", "policy-browser");
        row("Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled", "policy-sending-off");
        row("Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "policy-sending-off");
        row("Authentication unsuccessful, basic authentication is disabled. [OUTLOOK.COM]", "policy-no-password");
        row("Logon failure: LogonDenied-BasicAuthBlocked", "policy-no-password");
        row("Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.", "policy-administrator");
        row("Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", "policy-administrator");
        row("invalid_token: application-specific password required", "policy-app-password");
    }
    void aRuleOfTheServersIsNoWrongPassword()
    {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, code);
        const Error told = withPolicy(makeError(ErrorKind::Auth, QStringLiteral("login refused")).withServerText(words, "AUTHENTICATIONFAILED"));
        QCOMPARE(told.code, code);
        QCOMPARE(told.kind, ErrorKind::Auth);
        QCOMPARE(told.retry, ErrorRetry::AfterUser);
        QCOMPARE(told.serverText, words);
    }

    /** It comes and goes by itself, after AUTHENTICATE or instead of it, as BAD or NO. */
    void signedInWithoutMailboxIsTriedAgain()
    {
        for (const ErrorKind kind : {ErrorKind::Unsupported, ErrorKind::Protocol, ErrorKind::Throttled, ErrorKind::Auth}) {
            const Error told = withPolicy(makeError(kind, QStringLiteral("refused")).withServerText("User is authenticated but not connected.", {}));
            QCOMPARE(told.code, QByteArray("policy-not-connected"));
            QCOMPARE(told.kind, ErrorKind::Throttled);
            QCOMPARE(told.retry, ErrorRetry::Backoff);
        }
    }

    /** It is tried again by itself, without anybody's click. */
    void aBusyServerThatNamesTheAdministratorStaysBusy()
    {
        const Error busy = makeError(ErrorKind::Throttled, QStringLiteral("busy")).withServerText("Too many connections, try again later or contact your administrator", "421");
        QCOMPARE(withPolicy(busy), busy);
        const Error rule = makeError(ErrorKind::Throttled, QStringLiteral("busy")).withServerText("[ALERT] IMAP access is disabled. Contact your administrator", {});
        QCOMPARE(withPolicy(rule).code, QByteArray("policy-protocol-off"));
    }

    void whatIsNoRuleStaysAsItWas()
    {
        const Error wrong = makeError(ErrorKind::Auth, QStringLiteral("login refused")).withServerText("Invalid credentials (Failure)", "AUTHENTICATIONFAILED");
        QCOMPARE(withPolicy(wrong), wrong);
        const Error line = makeError(ErrorKind::Network, QStringLiteral("closed")).withServerText("IMAP access is disabled", {});
        QCOMPARE(withPolicy(line), line);
        const Error silent = makeError(ErrorKind::Auth, QStringLiteral("login refused"));
        QCOMPARE(withPolicy(silent), silent);
    }
};

PETREL_TEST(PolicyRefusalTest)

} // namespace petrel::test

#include "policy_refusal_test.moc"
