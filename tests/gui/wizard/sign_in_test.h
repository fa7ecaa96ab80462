#pragma once

#include "tests/gui/wizard/wizard_desk.h"
#include "ui/wizard/sign_in_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLayout>
#include <QSignalSpy>

namespace petrel::test {

/** Signing in in the browser in place of a password: in the wizard, and again when a grant has ended. */
class SignInTest : public QObject
{
    Q_OBJECT

    static SignedIn tokens() { return {Secret("at-1"), Secret("rt-1"), 3600}; }
    static engine::SignInPage page() { return {QUrl(QStringLiteral("https://accounts.example/auth?state=1&x=%20y"))}; }

    /** The servers' page of an address, with the browser chosen. */
    struct Desk : WizardDesk
    {
        explicit Desk(const char *address = "nora@gmail.com")
        {
            introduce(QString::fromLatin1(address));
            press("continue");
            auto *way = find<QComboBox>("signInWay");
            way->setFocus();
            QTest::keyClick(way, Qt::Key_Down);
        }
        [[nodiscard]] bool shows(const char *name) { return find<QWidget>(name)->isVisible(); }
        [[nodiscard]] QString words() { return find<QLabel>("signInWords")->text().remove(QChar(0x2068)).remove(QChar(0x2069)).remove(QChar(0x2066)); }
        void signIn()
        {
            type("clientId", QStringLiteral("petrel-1"));
            press("signIn");
            service.showPage(page());
            service.finishVisit(tokens());
        }
    };

private Q_SLOTS:
    void the_browser_takes_the_place_of_the_password()
    {
        Desk desk;
        QCOMPARE(desk.find<QComboBox>("signInWay")->currentText(), QStringLiteral("With Google, in the browser"));
        QVERIFY(!desk.shows("password"));
        desk.type("clientId", QStringLiteral("petrel-1"));
        desk.type("clientSecret", QStringLiteral("cs"));
        QCOMPARE(desk.button("signIn")->text(), QStringLiteral("Sign in with Google"));
        desk.press("signIn");
        QCOMPARE(desk.service.visited.size(), 1);
        QCOMPARE(desk.service.visited[0].first.account.signIn.oauth.clientId, QStringLiteral("petrel-1"));
        QCOMPARE(desk.service.visited[0].first.clientSecret, Secret("cs"));
        desk.service.showPage(page());
        QCOMPARE(desk.seams.opened, QStringList{QStringLiteral("https://accounts.example/auth?state=1&x=%20y")});
        desk.press("copyAddress");
        QCOMPARE(QGuiApplication::clipboard()->text(), desk.seams.opened.first());
        desk.service.finishVisit(tokens());
        QCOMPARE(desk.words(), QStringLiteral("Signed in with Google."));
        QVERIFY(!desk.shows("cancelSignIn") && !desk.shows("copyAddress"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Test);
        QCOMPARE(desk.service.tried.last().signedIn->access, Secret("at-1"));
    }

    void nobody_goes_on_without_client_id_and_sign_in()
    {
        Desk desk;
        QVERIFY(!desk.button("signIn")->isEnabled());
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.find<QLineEdit>("clientId")->hasFocus());
        desk.type("clientId", QStringLiteral("petrel-1"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.button("signIn")->hasFocus());
    }

    void a_sign_in_is_given_up_at_once()
    {
        Desk desk;
        desk.type("clientId", QStringLiteral("petrel-1"));
        desk.press("signIn");
        QVERIFY(desk.button("cancelSignIn")->hasFocus());
        desk.service.showPage(page());
        desk.press("cancelSignIn");
        QVERIFY(desk.service.visitStop.stop_requested());
        QVERIFY(desk.button("signIn")->hasFocus());
        desk.service.finishVisit(tokens()); // too late
        QVERIFY(desk.words().isEmpty());
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
    }

    void what_the_issuer_says_no_with_is_told_and_it_can_be_tried_again()
    {
        Desk desk;
        desk.type("clientId", QStringLiteral("petrel-1"));
        desk.press("signIn");
        desk.service.finishVisit(makeError(ErrorKind::Auth, QStringLiteral("no")).withServerText("AADSTS65001", "oauth-policy"));
        QVERIFY(desk.words().contains(QStringLiteral("administrator")));
        QVERIFY(desk.find<QLabel>("signInWords")->toolTip().contains(QStringLiteral("AADSTS65001")));
        desk.press("signIn");
        QCOMPARE(desk.service.visited.size(), 2);
    }

    void without_a_browser_the_address_is_there_to_copy()
    {
        Desk desk;
        desk.seams.opensFiles = false;
        desk.type("clientId", QStringLiteral("petrel-1"));
        desk.press("signIn");
        desk.service.showPage(page());
        QVERIFY(desk.words().startsWith(QStringLiteral("No browser could be opened.")));
        QVERIFY(desk.shows("copyAddress"));
    }

    void a_code_is_typed_in_any_browser()
    {
        Desk desk("nora@outlook.com");
        QVERIFY(desk.shows("tenant"));
        desk.type("clientId", QStringLiteral("petrel-1"));
        desk.press("signInByCode");
        QCOMPARE(desk.service.visited[0].second, engine::SignInPlace::Anywhere);
        desk.service.showPage({QUrl(QStringLiteral("https://microsoft.example/device")), QStringLiteral("WDJB-MJHT")});
        QVERIFY(desk.seams.opened.isEmpty());
        QCOMPARE(desk.find<QLabel>("signInCode")->text(), QStringLiteral("WDJB-MJHT"));
        QVERIFY(desk.find<QLabel>("signInCode")->accessibleName().contains(QStringLiteral("WDJB-MJHT")));
        desk.press("copyCode");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("WDJB-MJHT"));
        QVERIFY(desk.words().contains(QStringLiteral("https://microsoft.example/device")));
        desk.service.finishVisit(tokens());
        QVERIFY(!desk.shows("signInCode"));
    }

    /** A token is not for other servers. */
    void other_servers_want_another_sign_in()
    {
        Desk desk;
        desk.signIn();
        desk.type("outgoingHost", QStringLiteral("smtp.example.net"));
        QVERIFY(desk.words().isEmpty());
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.service.tried.isEmpty());
    }

    void an_issuer_nobody_knows_is_told_by_hand()
    {
        Desk desk("nora@postbox.example");
        desk.type("clientId", QStringLiteral("petrel-1"));
        QVERIFY(desk.shows("authorizationUrl") && !desk.shows("tenant"));
        QVERIFY(!desk.button("signIn")->isEnabled());
        desk.type("authorizationUrl", QStringLiteral("http://id.postbox.example/authorize"));
        desk.type("tokenUrl", QStringLiteral("https://id.postbox.example/token"));
        desk.press("continue");
        QVERIFY(desk.find<QLineEdit>("authorizationUrl")->hasFocus());
        desk.type("authorizationUrl", QStringLiteral("https://id.postbox.example/authorize"));
        QCOMPARE(desk.button("signIn")->text(), QStringLiteral("Sign in with id.postbox.example"));
        desk.press("signIn");
        QCOMPARE(desk.service.visited[0].first.account.signIn.oauth.authorization, QStringLiteral("https://id.postbox.example/authorize"));
    }

    void who_goes_back_to_the_password_is_asked_for_it()
    {
        Desk desk;
        desk.signIn();
        QTest::keyClick(desk.find<QComboBox>("signInWay"), Qt::Key_Up);
        QVERIFY(desk.shows("password") && !desk.shows("clientId"));
        desk.press("continue");
        QVERIFY(desk.find<QLineEdit>("password")->hasFocus());
    }

    void a_grant_that_ended_is_given_again_in_a_dialog()
    {
        AnsweringSeams seams;
        ScriptedService service;
        Account account = homeAccount();
        account.incoming.host = QStringLiteral("imap.gmail.com");
        account.signIn = {SignInWay::OAuth, false, {}};
        account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        ui::SignInDialog dialog(service, account, makeError(ErrorKind::Auth, QStringLiteral("ended")).withServerText({}, "oauth-sign-in"));
        dialog.open();
        QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("sentence"))->text().contains(QStringLiteral("wants you to sign in again")));
        QList<QByteArray> brought;
        connect(&dialog, &ui::SignInDialog::signedIn, this, [&](AccountId, const SignedIn &signedIn) { brought.append(signedIn.refresh.reveal()); });
        dialog.findChild<QAbstractButton *>(QStringLiteral("signIn"))->click();
        service.showPage(page());
        QCOMPARE(seams.opened.size(), 1);
        service.finishVisit(tokens());
        QCOMPARE(brought, QList<QByteArray>{"rt-1"});
        QVERIFY(!dialog.isVisible());
    }

    void the_dialog_grows_with_what_it_has_to_say()
    {
        AnsweringSeams seams;
        ScriptedService service;
        Account account = homeAccount();
        account.incoming.host = QStringLiteral("outlook.office365.com");
        account.signIn.way = SignInWay::OAuth;
        account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        ui::SignInDialog dialog(service, account, {});
        dialog.open();
        dialog.findChild<QAbstractButton *>(QStringLiteral("signInByCode"))->click();
        service.showPage({QUrl(QStringLiteral("https://microsoft.example/device")), QStringLiteral("WDJB-MJHT")});
        QTRY_VERIFY(dialog.height() >= dialog.layout()->totalHeightForWidth(dialog.width()));
        const auto *words = dialog.findChild<QLabel *>(QStringLiteral("signInWords"));
        QTRY_VERIFY(words->height() >= words->heightForWidth(words->width()));
    }

    void closing_the_dialog_gives_the_sign_in_up()
    {
        AnsweringSeams seams;
        ScriptedService service;
        Account account = homeAccount();
        account.incoming.host = QStringLiteral("imap.gmail.com");
        account.signIn.way = SignInWay::OAuth;
        account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        ui::SignInDialog dialog(service, account, {});
        dialog.open();
        dialog.findChild<QAbstractButton *>(QStringLiteral("signIn"))->click();
        service.showPage(page());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QVERIFY(service.visitStop.stop_requested());
    }
};

} // namespace petrel::test
