#pragma once

#include "tests/conversations/oauth/browser.h"
#include "tests/conversations/oauth/issuer.h"
#include "tests/gui/application/application_test.h"
#include "ui/wizard/sign_in_dialog.h"

#include <QAbstractButton>

namespace petrel::test {

/** An account that signs in at an issuer, from the question to the connection. */
class SignInStory : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    static engine::AccountDraft accountAt(const IssuerServer &issuer)
    {
        engine::AccountDraft draft;
        Account &account = draft.account;
        account.name = QStringLiteral("Home");
        account.address = {QStringLiteral("Nora"), QStringLiteral("nora@postbox.example")};
        account.incoming = {QStringLiteral("localhost"), 1, Security::Tls, QStringLiteral("nora"), Certificates::authorityPem()}; // nobody listens there
        account.outgoing = account.incoming;
        account.signIn.way = SignInWay::OAuth;
        account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        account.signIn.oauth.authorization = issuer.url("authorize").toString();
        account.signIn.oauth.token = issuer.url("token").toString();
        return draft;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(Certificates::obstacle().isEmpty(), Certificates::obstacle().constData()); }

    /** Tokens are kept in memory here: at each start the person is asked, and for no password. */
    void whoSignsInInTheBrowserGoesOnByItself()
    {
        IssuerServer issuer;
        issuer.answer("{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-1\"}");
        AnsweringSeams seams;
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QStringLiteral("profile"));
        line.secrets = QStringLiteral("memory");
        line.view = QStringLiteral("main");
        app::Application petrel(line);
        petrel.start();
        QTRY_VERIFY(openWindowOf<ui::AccountWizard>());
        openWindowOf<ui::AccountWizard>()->reject(); // the account comes another way
        AccountId home;
        petrel.engine()->addAccount(accountAt(issuer), this, [&](const Result<AccountId> &added) { home = added.valueOr({}); });

        QTRY_VERIFY(openWindowOf<ui::SignInDialog>());
        QVERIFY(!openWindowOf<ui::PasswordDialog>());
        auto *dialog = openWindowOf<ui::SignInDialog>();
        QCOMPARE(dialog->windowTitle(), QStringLiteral("Sign in to Home"));
        QCOMPARE(petrel.engine()->status(home).error->code, QByteArray("oauth-sign-in"));
        dialog->findChild<QAbstractButton *>(QStringLiteral("signIn"))->click();
        QTRY_COMPARE(seams.opened.size(), 1);
        QVERIFY(browse(comingBack(QUrl(seams.opened.first()), "code=c-1")).contains("You have signed in."));
        QTRY_VERIFY(!openWindowOf<ui::SignInDialog>());
        QTRY_COMPARE(petrel.engine()->status(home).error.value_or(Error{}).code, QByteArray("refused")); // on to the mail server, with the token
        QCOMPARE(issuer.asked().size(), 1);
    }
};

} // namespace petrel::test
