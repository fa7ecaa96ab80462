#pragma once

#include "tests/gui/support/answering_seams.h"
#include "tests/gui/wizard/scripted_service.h"
#include "ui/settings/account_editor.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QtTest>

namespace petrel::test {

/** Changing an account: tested and saved as one. */
class AccountEditorTest : public QObject
{
    Q_OBJECT

    struct Desk
    {
        AnsweringSeams seams;
        ScriptedService service;
        ui::AccountEditor editor;

        explicit Desk(const Account &account = homeAccount()) : editor(service, account) { editor.open(); }
        template <class Widget>
        Widget *find(const char *name) { return editor.findChild<Widget *>(QString::fromLatin1(name)); }
        void press(const char *name) { find<QAbstractButton>(name)->click(); }
        void type(const char *name, const QString &text)
        {
            auto *field = find<QLineEdit>(name);
            field->setFocus();
            field->selectAll();
            text.isEmpty() ? QTest::keyClick(field, Qt::Key_Delete) : QTest::keyClicks(field, text);
        }
        void choose(const char *name, int data)
        {
            auto *box = find<QComboBox>(name);
            box->setCurrentIndex(box->findData(data));
            Q_EMIT box->activated(box->currentIndex());
        }
    };

    /** One that signs in at Google. */
    static Account byGoogle()
    {
        Account account = homeAccount();
        account.incoming.host = QStringLiteral("imap.gmail.com");
        account.signIn.way = SignInWay::OAuth;
        account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        return account;
    }

private Q_SLOTS:
    void an_account_that_signs_in_by_certificate_says_so_and_stays_so()
    {
        Account account = homeAccount();
        account.signIn.way = SignInWay::Certificate;
        Desk desk(account);
        QCOMPARE(desk.find<QComboBox>("signInWay")->currentText(), QStringLiteral("With a client certificate"));
        desk.type("accountName", QStringLiteral("Studio"));
        desk.press("save");
        QCOMPARE(desk.service.updated[0].account.signIn.way, SignInWay::Certificate);
        desk.choose("signInWay", static_cast<int>(SignInWay::Password));
        QCOMPARE(desk.find<QComboBox>("signInWay")->currentText(), QStringLiteral("With a password"));
    }

    void an_account_that_signs_in_in_the_browser_is_asked_for_no_password()
    {
        Desk desk(byGoogle());
        QVERIFY(!desk.find<QWidget>("password")->isVisible());
        QCOMPARE(desk.find<QAbstractButton>("signIn")->text(), QStringLiteral("Sign in with Google again"));
        desk.type("accountName", QStringLiteral("Studio"));
        desk.press("save");
        QCOMPARE(desk.service.updated.size(), 1); // what it was granted stays
        QVERIFY(!desk.service.updated[0].signedIn);
    }

    void a_sign_in_that_was_made_here_is_saved_with_the_account()
    {
        Desk desk(byGoogle());
        desk.press("signIn");
        desk.service.finishVisit(SignedIn{Secret("at-2"), Secret("rt-2"), 3600});
        desk.press("save");
        QCOMPARE(desk.service.updated[0].signedIn->refresh, Secret("rt-2"));
    }

    void telling_the_password_is_a_choice_of_its_own()
    {
        Desk desk;
        desk.press("more");
        desk.press("onlyPlain");
        desk.press("save");
        QVERIFY(desk.service.updated[0].account.signIn.onlyPlain);
        Desk browser(byGoogle());
        browser.press("more");
        QVERIFY(!browser.find<QWidget>("onlyPlain")->isVisible());
    }

    void servers_names_and_keeping_are_saved_together()
    {
        Desk desk;
        desk.type("accountName", QStringLiteral("At home"));
        desk.type("incomingHost", QStringLiteral("mail.postbox.example"));
        desk.choose("offline", -1);
        desk.choose("interval", 900);
        desk.choose("partialRefusal", static_cast<int>(PartialRefusal::SendToNobody));
        desk.choose("sentCopies", static_cast<int>(SentCopies::ServerFiles));
        desk.press("save");
        QCOMPARE(desk.service.updated.size(), 1);
        Account wanted = homeAccount();
        wanted.name = QStringLiteral("At home");
        wanted.incoming.host = QStringLiteral("mail.postbox.example");
        wanted.offline.bodies = OfflinePolicy::Bodies::All;
        wanted.partialRefusal = PartialRefusal::SendToNobody;
        wanted.sentCopies = SentCopies::ServerFiles;
        wanted.checkEverySeconds = 900;
        QCOMPARE(desk.service.updated[0].account, wanted);
        QVERIFY(desk.service.updated[0].incomingPassword.isEmpty());
        QVERIFY(!desk.editor.isVisible());
    }

    void the_copy_at_a_pop3_server_is_changed()
    {
        Desk desk(homeAccount(IncomingKind::Pop3));
        QVERIFY(!desk.find<QComboBox>("offline"));
        QVERIFY(!desk.find<QComboBox>("sentCopies"));
        desk.press("copyWithLocal");
        desk.press("save");
        QCOMPARE(desk.service.updated[0].account.pop3ServerCopy.rule, Pop3ServerCopy::Rule::DeleteWithLocal);
    }

    void how_large_messages_may_be_is_chosen_and_told()
    {
        Desk desk(homeAccount(IncomingKind::Pop3));
        QVERIFY(desk.find<QLabel>("limitMeaning")->text().contains(QStringLiteral("at once")));
        desk.choose("headerOnlyAbove", 10'000'000);
        QVERIFY(desk.find<QLabel>("limitMeaning")->text().contains(QStringLiteral("stays on the server until then")));
        desk.press("save");
        QCOMPARE(desk.service.updated[0].account.pop3ServerCopy.headerOnlyAbove, 10'000'000);
    }

    void a_limit_set_elsewhere_is_shown_and_kept()
    {
        Account account = homeAccount(IncomingKind::Pop3);
        account.pop3ServerCopy.headerOnlyAbove = 123'456;
        Desk desk(account);
        QCOMPARE(desk.find<QComboBox>("headerOnlyAbove")->currentData().toLongLong(), 123'456);
        desk.press("copyKeep");
        desk.press("save");
        QCOMPARE(desk.service.updated[0].account.pop3ServerCopy.headerOnlyAbove, 123'456);
    }

    void an_interval_set_elsewhere_is_shown_and_kept()
    {
        Account account = homeAccount();
        account.checkEverySeconds = 77;
        Desk desk(account);
        QCOMPARE(desk.find<QComboBox>("interval")->currentData().toInt(), 77);
        desk.press("save");
        QCOMPARE(desk.service.updated[0].account.checkEverySeconds, 77);
    }

    void what_cannot_be_right_is_not_saved_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no server") << QByteArray("incomingHost") << QString();
        QTest::newRow("no port") << QByteArray("outgoingPort") << QStringLiteral("0");
        QTest::newRow("no address") << QByteArray("address") << QStringLiteral("nora");
        QTest::newRow("nobody") << QByteArray("user") << QString();
    }
    void what_cannot_be_right_is_not_saved()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        Desk desk;
        desk.type(field.constData(), text);
        desk.press("save");
        QVERIFY(desk.service.updated.isEmpty());
        QVERIFY(desk.editor.isVisible());
        QVERIFY(desk.find<QLineEdit>(field.constData())->property("invalid").toBool());
    }

    void a_test_uses_the_password_that_is_kept_and_escape_stops_it()
    {
        Desk desk;
        desk.press("test");
        QCOMPARE(desk.service.tried.size(), 1);
        QVERIFY(desk.service.tried[0].incomingPassword.isEmpty()); // the service finds the one that is kept
        QTest::keyClick(&desk.editor, Qt::Key_Escape);
        QVERIFY(desk.service.wasStopped());
        QVERIFY(desk.editor.isVisible());
    }

    void a_password_that_is_kept_for_other_servers_is_asked_for_where_one_signs_in()
    {
        Desk desk;
        desk.type("incomingHost", QStringLiteral("mail.postbox.example"));
        desk.press("test");
        desk.service.finish(makeError(ErrorKind::Auth, QStringLiteral("none is kept")).withServerText({}, "no-secret"));
        const ui::TrialStep *failed = desk.editor.presenter().trial().side(Step::Side::Receiving).failed();
        QVERIFY(failed);
        QCOMPARE(failed->what, Step::What::SignIn);
        QVERIFY2(failed->failure->advice.startsWith(QStringLiteral("Type it")), qPrintable(failed->failure->advice));
    }

    void leaving_asks_only_when_something_was_changed()
    {
        Desk desk;
        desk.type("personName", QStringLiteral("Nora L."));
        desk.seams.answer = 1;
        QTest::keyClick(&desk.editor, Qt::Key_Escape);
        QVERIFY(desk.editor.isVisible());
        desk.type("personName", QStringLiteral("Nora Lindqvist"));
        QTest::keyClick(&desk.editor, Qt::Key_Escape);
        QCOMPARE(desk.seams.asked.size(), 1);
        QVERIFY(!desk.editor.isVisible());
    }
};

} // namespace petrel::test
