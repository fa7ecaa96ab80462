#pragma once

#include "tests/gui/wizard/wizard_desk.h"
#include "ui/common/notice_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QtTest>

namespace petrel::test {

/** Setting an account up as a person does it: through the widgets. */
class WizardStoryTest : public QObject
{
    Q_OBJECT

    using Desk = WizardDesk;

private Q_SLOTS:
    void from_nothing_to_an_imap_account()
    {
        Desk desk;
        QVERIFY(desk.find<QLineEdit>("personName")->hasFocus());
        desk.introduce();
        QVERIFY(desk.find<QRadioButton>("imap")->isChecked());
        desk.press("continue");
        QCOMPARE(desk.find<QLineEdit>("incomingHost")->text(), QStringLiteral("imap.postbox.example"));
        QVERIFY(desk.find<QLineEdit>("password")->hasFocus());
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("continue");
        QCOMPARE(desk.service.tried.size(), 1);
        QVERIFY(desk.service.added.isEmpty());
        desk.service.pass();
        QCOMPARE(desk.find<QLabel>("receivingState")->text(), QStringLiteral("Works"));
        desk.press("continue");
        QCOMPARE(desk.service.added.size(), 1);
        const engine::AccountDraft &draft = desk.service.added[0];
        QCOMPARE(draft.account.address, (Address{QStringLiteral("Nora Lindqvist"), QStringLiteral("nora@postbox.example")}));
        QCOMPARE(draft.account.incomingKind, IncomingKind::Imap);
        QCOMPARE(draft.account.incoming.user, QStringLiteral("nora@postbox.example"));
        QCOMPARE(draft.account.outgoing.host, QStringLiteral("smtp.postbox.example"));
        QCOMPARE(draft.account.outgoingUser(), QStringLiteral("nora@postbox.example"));
        QCOMPARE(draft.incomingPassword, Secret("correct horse"));
        QCOMPARE(desk.added, QList<AccountId>{AccountId(7)});
        QCOMPARE(desk.step(), ui::WizardStep::Done);
        desk.press("startReading");
        QCOMPARE(desk.wizard->result(), int(QDialog::Accepted));
    }

    void a_pop3_account_with_its_copy_on_the_server()
    {
        Desk desk;
        desk.introduce();
        QVERIFY(!desk.find<QWidget>("serverCopy")->isVisible());
        desk.press("pop3");
        QVERIFY(desk.find<QWidget>("serverCopy")->isVisible());
        QVERIFY(desk.find<QLabel>("copyMeaning")->text().contains(QStringLiteral("only copy")));
        desk.type("copyDays", QStringLiteral("30"));
        QVERIFY(desk.find<QRadioButton>("copyAfterDays")->isChecked());
        desk.press("continue");
        QCOMPARE(desk.find<QLineEdit>("incomingPort")->text(), QStringLiteral("995"));
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("continue");
        desk.service.pass();
        desk.press("continue");
        QCOMPARE(desk.service.added[0].account.incomingKind, IncomingKind::Pop3);
        QCOMPARE(desk.service.added[0].account.pop3ServerCopy, (Pop3ServerCopy{Pop3ServerCopy::Rule::DeleteAfterDays, 30}));
    }

    /** Two accounts at one provider: names tell accounts apart. */
    void a_second_account_of_a_domain_has_a_name_of_its_own()
    {
        ScriptedService service;
        ScriptedSecretPlace secrets;
        QStringList names;
        for (int round = 0; round < 3; ++round) {
            ui::WizardPresenter steps(service, secrets);
            steps.account().setAddress(QStringLiteral("nora@postbox.example"));
            steps.next();
            steps.saveWithoutTesting();
            service.known.append(service.added.last().account);
            names.append(service.known.last().name);
        }
        QCOMPARE(names, (QStringList{QStringLiteral("postbox.example"), QStringLiteral("nora@postbox.example"), QStringLiteral("nora@postbox.example (2)")}));
    }

    void any_arrow_goes_from_one_choice_to_the_other()
    {
        Desk desk;
        desk.introduce();
        for (const Qt::Key arrow : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Right, Qt::Key_Left}) {
            const bool wasImap = desk.find<QRadioButton>("imap")->isChecked();
            QTest::keyClick(desk.wizard->focusWidget(), arrow);
            QCOMPARE(desk.find<QRadioButton>("imap")->isChecked(), !wasImap);
            QVERIFY(desk.find<QRadioButton>(wasImap ? "pop3" : "imap")->hasFocus());
        }
    }

    void days_that_are_no_number_stop_the_way()
    {
        Desk desk;
        desk.introduce();
        desk.press("pop3");
        desk.type("copyDays", QStringLiteral("soon"));
        QVERIFY(!desk.button("continue")->isEnabled());
        desk.press("copyKeep");
        QVERIFY(desk.button("continue")->isEnabled());
    }

    void no_address_no_way_on()
    {
        Desk desk;
        desk.introduce(QStringLiteral("nora"));
        QCOMPARE(desk.step(), ui::WizardStep::Welcome);
        QVERIFY(desk.find<QLineEdit>("address")->property("invalid").toBool());
        QVERIFY(desk.find<QLineEdit>("address")->hasFocus());
    }

    void a_provider_without_pop3_says_so_on_its_card()
    {
        Desk desk;
        desk.introduce(QStringLiteral("nora@icloud.com"));
        QVERIFY(!desk.button("pop3")->isEnabled());
        QVERIFY(desk.button("pop3")->accessibleDescription().contains(QStringLiteral("does not offer POP3")));
    }

    void back_keeps_every_value()
    {
        Desk desk;
        desk.reachServers();
        desk.type("incomingHost", QStringLiteral("mail.postbox.example"));
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("back");
        desk.press("back");
        QCOMPARE(desk.find<QLineEdit>("address")->text(), QStringLiteral("nora@postbox.example"));
        desk.press("find");
        desk.press("continue");
        QCOMPARE(desk.find<QLineEdit>("incomingHost")->text(), QStringLiteral("mail.postbox.example"));
        QCOMPARE(desk.find<QLineEdit>("password")->text(), QStringLiteral("correct horse"));
    }

    void another_address_is_looked_up_anew()
    {
        Desk desk;
        desk.reachServers();
        desk.press("back");
        desk.press("back");
        desk.type("address", QStringLiteral("nora@gmail.com"));
        desk.press("find");
        desk.press("continue");
        QCOMPARE(desk.find<QLineEdit>("incomingHost")->text(), QStringLiteral("imap.gmail.com"));
        QCOMPARE(desk.find<QLineEdit>("user")->text(), QStringLiteral("nora@gmail.com"));
    }

    void a_failure_of_each_side_is_told_and_mended_data()
    {
        QTest::addColumn<int>("side");
        QTest::newRow("receiving") << int(Step::Side::Receiving);
        QTest::newRow("sending") << int(Step::Side::Sending);
    }
    void a_failure_of_each_side_is_told_and_mended()
    {
        QFETCH(int, side);
        Desk desk;
        desk.reachTest();
        const Error wrong = makeError(ErrorKind::Auth, QStringLiteral("refused"));
        desk.service.step(Step::Side(side), Step::What::SignIn, Step::State::Failed, {}, wrong);
        desk.service.finish(wrong);
        bool told = false;
        for (const QLabel *label : desk.wizard->findChildren<QLabel *>())
            told = told || (label->isVisible() && label->text().contains(QStringLiteral("does not accept the password")));
        QVERIFY(told);
        QVERIFY(desk.service.added.isEmpty());
        desk.press("changeSettings");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        desk.type("password", QStringLiteral("right"));
        desk.press("continue");
        QCOMPARE(desk.service.tried.size(), 2);
        QCOMPARE(desk.service.tried[1].incomingPassword, Secret("right"));
        desk.service.pass();
        desk.press("continue");
        QCOMPARE(desk.service.added.size(), 1);
    }

    void trying_again_needs_no_way_round()
    {
        Desk desk;
        desk.reachTest();
        desk.service.finish(makeError(ErrorKind::Timeout, QStringLiteral("slow")));
        QVERIFY(desk.button("continue")->text().contains(QStringLiteral("again")));
        desk.press("continue");
        QCOMPARE(desk.service.tried.size(), 2);
        QVERIFY(desk.service.added.isEmpty());
    }

    void saving_without_testing_is_there_while_the_test_runs()
    {
        Desk desk;
        desk.reachTest();
        QVERIFY(!desk.button("continue")->isEnabled());
        desk.press("help");
        QVERIFY(desk.service.wasStopped());
        QCOMPARE(desk.service.added.size(), 1);
        QCOMPARE(desk.step(), ui::WizardStep::Done);
    }

    void cancel_stops_the_test_at_once()
    {
        Desk desk;
        desk.reachTest();
        desk.press("back");
        QCOMPARE(desk.step(), ui::WizardStep::Test);
        QVERIFY(desk.service.wasStopped());
        desk.press("back");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
    }

    void a_refusing_disk_keeps_the_page_and_tells_it()
    {
        Desk desk;
        desk.service.refusal = makeError(ErrorKind::StoreFull, QStringLiteral("full"));
        desk.reachTest();
        desk.service.pass();
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Test);
        auto *notice = desk.find<ui::NoticeBar>("notice");
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->text(), QStringLiteral("The disk is full."));
        desk.service.refusal.reset();
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Done);
    }
};

} // namespace petrel::test
