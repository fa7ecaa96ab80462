#pragma once

#include "tests/gui/wizard/wizard_desk.h"
#include "ui/common/notice_bar.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QtTest>

namespace petrel::test {

/** What the wizard takes care of: safety, secrets, the keyboard, names, leaving. */
class WizardCareTest : public QObject
{
    Q_OBJECT

    using Desk = WizardDesk;

private Q_SLOTS:
    void what_is_missing_is_told_beside_the_field()
    {
        Desk desk;
        desk.reachServers();
        desk.type("incomingPort", QStringLiteral("70000"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.find<QLineEdit>("incomingPort")->property("invalid").toBool());
        QVERIFY(desk.find<QLineEdit>("incomingPort")->hasFocus());
        desk.type("incomingPort", QStringLiteral("993"));
        QVERIFY(!desk.find<QLineEdit>("incomingPort")->property("invalid").toBool());
        QVERIFY(desk.find<QLineEdit>("password")->property("invalid").toBool());
    }

    void without_protection_one_more_yes_is_needed()
    {
        Desk desk;
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        auto *security = desk.find<QComboBox>("outgoingSecurity");
        security->setFocus();
        QTest::keyClick(security, Qt::Key_End);
        QCOMPARE(security->currentData().toInt(), int(Security::None));
        auto *consent = desk.find<QCheckBox>("plainConsent");
        QVERIFY(consent->isVisible() && !consent->isChecked());
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.service.tried.isEmpty());
        consent->click();
        desk.press("continue");
        QCOMPARE(desk.service.tried.size(), 1);
    }

    void servers_entered_by_hand_start_empty_and_the_found_ones_come_back()
    {
        Desk desk;
        desk.introduce();
        desk.press("help");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.find<QLineEdit>("incomingHost")->text().isEmpty());
        QVERIFY(desk.find<QLineEdit>("incomingHost")->hasFocus());
        desk.press("help");
        QCOMPARE(desk.wizard->presenter().account().account().incoming.host, QStringLiteral("imap.postbox.example"));
    }

    void an_address_without_a_dot_is_asked_about_once_and_its_servers_are_entered_by_hand()
    {
        Desk desk;
        desk.introduce(QStringLiteral("ada@petrel"));
        QCOMPARE(desk.step(), ui::WizardStep::Welcome);
        QVERIFY(!desk.find<QLineEdit>("address")->property("invalid").toBool()); // it may be right
        QVERIFY(desk.find<QLineEdit>("address")->accessibleDescription().contains(QStringLiteral("dot")));
        desk.type("address", QStringLiteral("ada@localhost"));
        desk.press("find");
        QCOMPARE(desk.step(), ui::WizardStep::Welcome); // another address is another question
        desk.press("find");
        QCOMPARE(desk.step(), ui::WizardStep::Choice);
        desk.press("continue");
        QCOMPARE(desk.wizard->presenter().source(), ui::SettingsSource::ByHand);
        QVERIFY(desk.find<QLineEdit>("incomingHost")->text().isEmpty());
        QCOMPARE(desk.find<QLineEdit>("user")->text(), QStringLiteral("ada@localhost"));
    }

    void without_a_keyring_the_place_of_passwords_is_chosen_first()
    {
        Desk desk(false);
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        desk.type("passphrase", QStringLiteral("four words are best"));
        desk.type("passphraseAgain", QStringLiteral("four words are bets"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        desk.type("passphraseAgain", QStringLiteral("four words are best"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Test);
        QCOMPARE(desk.secrets.chosen, (QList<QPair<ui::SecretPlace::Mode, QByteArray>>{{ui::SecretPlace::Mode::File, "four words are best"}}));
    }

    void a_field_that_gets_the_focus_is_seen_whole()
    {
        Desk desk(false);
        desk.wizard->resize(820, 500);
        desk.reachServers();
        for (const char *name : {"passphraseAgain", "incomingHost", "passphrase", "passphraseAgain"}) {
            auto *field = desk.find<QLineEdit>(name);
            field->setFocus();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QTRY_COMPARE(field->visibleRegion().boundingRect(), field->rect());
        }
    }

    void asking_at_each_start_needs_no_passphrase()
    {
        Desk desk(false);
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("placeMemory");
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Test);
        QCOMPARE(desk.secrets.chosen.value(0).first, ui::SecretPlace::Mode::Memory);
    }

    void a_sealed_file_with_another_passphrase_is_told()
    {
        Desk desk(false);
        desk.secrets.refusal = makeError(ErrorKind::Auth, QStringLiteral("wrong")).withServerText({}, "secrets-passphrase");
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        desk.type("passphrase", QStringLiteral("four words are best"));
        desk.type("passphraseAgain", QStringLiteral("four words are best"));
        desk.press("continue");
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QVERIFY(desk.find<ui::NoticeBar>("notice")->text().contains(QStringLiteral("sealed file")));
    }

    void escape_asks_only_when_something_would_be_lost()
    {
        Desk desk;
        QTest::keyClick(desk.wizard.get(), Qt::Key_Escape);
        QVERIFY(desk.seams.asked.isEmpty());
        QVERIFY(!desk.wizard->isVisible());
        desk.wizard->open();
        desk.type("personName", QStringLiteral("Nora"));
        desk.seams.answer = 1;
        QTest::keyClick(desk.wizard.get(), Qt::Key_Escape);
        QCOMPARE(desk.seams.asked.size(), 1);
        QVERIFY(desk.wizard->isVisible());
        desk.seams.answer = 0;
        QTest::keyClick(desk.wizard.get(), Qt::Key_Escape);
        QVERIFY(!desk.wizard->isVisible());
    }

    void the_keyboard_alone_suffices()
    {
        Desk desk;
        const auto key = [&](int code) { QTest::keyClick(QApplication::focusWidget(), Qt::Key(code)); };
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Nora"));
        key(Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("nora@postbox.example"));
        key(Qt::Key_Return);
        QCOMPARE(desk.step(), ui::WizardStep::Choice);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("imap"));
        key(Qt::Key_Right);
        QVERIFY(desk.find<QRadioButton>("pop3")->isChecked());
        key(Qt::Key_Return);
        QCOMPARE(desk.step(), ui::WizardStep::Servers);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("secret"));
        key(Qt::Key_Return);
        QCOMPARE(desk.step(), ui::WizardStep::Test);
        desk.service.pass();
        key(Qt::Key_Return);
        QCOMPARE(desk.step(), ui::WizardStep::Done);
        key(Qt::Key_Return);
        QVERIFY(!desk.wizard->isVisible());
    }

    void servers_that_do_not_answer_are_replaced_by_the_next_likely_ones()
    {
        Desk desk;
        const auto unanswered = [&](Step::Side side) {
            desk.service.step(side, Step::What::Connect, Step::State::Running);
            desk.service.step(side, Step::What::Connect, Step::State::Failed, {}, makeError(ErrorKind::Network, QStringLiteral("refused")));
        };
        const auto subtitle = [&] { return desk.wizard->presenter().mended(); };
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("continue");
        unanswered(Step::Side::Receiving);
        desk.service.works(Step::Side::Sending);
        QVERIFY(subtitle().isEmpty());
        desk.service.finish(makeError(ErrorKind::Network, QStringLiteral("refused")));
        QTRY_COMPARE(desk.service.tried.size(), 2);
        QCOMPARE(desk.service.tried[1].account.incoming.host, QStringLiteral("mail.postbox.example"));
        QCOMPARE(desk.service.tried[1].account.outgoing, desk.service.tried[0].account.outgoing);
        desk.service.pass();
        QVERIFY(subtitle().contains(QStringLiteral("imap.postbox.example")) && subtitle().contains(QStringLiteral("mail.postbox.example")));
        desk.press("continue");
        QCOMPARE(desk.service.added[0].account.incoming.host, QStringLiteral("mail.postbox.example"));
    }

    void when_none_answers_the_likeliest_are_shown_and_it_ends()
    {
        Desk desk;
        desk.reachServers();
        desk.type("password", QStringLiteral("correct horse"));
        desk.press("continue");
        const Error gone = makeError(ErrorKind::Network, QStringLiteral("refused"));
        const auto refuse = [&] {
            desk.service.step(Step::Side::Receiving, Step::What::Connect, Step::State::Failed, {}, gone);
            desk.service.finish(gone);
        };
        const qsizetype found = guessProvider(QStringLiteral("nora@postbox.example")).imap.size();
        for (qsizetype asked = 1; asked <= found; ++asked) {
            refuse();
            QTRY_COMPARE(desk.service.tried.size(), asked + 1);
        }
        QCOMPARE(desk.service.tried.last().account.incoming, desk.service.tried.first().account.incoming);
        refuse();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(desk.service.tried.size(), found + 1);
        QCOMPARE(desk.wizard->presenter().account().trial().state(), ui::AccountTrial::State::Failed);
    }

    void a_refused_password_or_a_server_typed_by_hand_is_for_the_person()
    {
        const Error gone = makeError(ErrorKind::Network, QStringLiteral("refused"));
        const Error wrong = makeError(ErrorKind::Auth, QStringLiteral("no"));
        for (const bool byHand : {true, false}) {
            Desk desk;
            desk.reachServers();
            if (byHand)
                desk.type("incomingHost", QStringLiteral("post.example"));
            desk.type("password", QStringLiteral("correct horse"));
            desk.press("continue");
            desk.service.step(Step::Side::Receiving, Step::What::SignIn, Step::State::Failed, {}, byHand ? gone : wrong);
            desk.service.finish(byHand ? gone : wrong);
            QCoreApplication::sendPostedEvents();
            QCOMPARE(desk.service.tried.size(), 1);
        }
    }

    void every_input_has_a_name()
    {
        Desk desk(false);
        for (QWidget *widget : desk.wizard->findChildren<QWidget *>()) {
            const bool field = qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget);
            if (!field || widget->objectName().startsWith(QStringLiteral("qt_")))
                continue;
            bool labelled = false;
            for (const QLabel *label : widget->parentWidget()->findChildren<QLabel *>())
                labelled = labelled || (label->buddy() == widget && !label->text().isEmpty());
            QVERIFY2(labelled, qPrintable(widget->objectName()));
        }
        for (const QAbstractButton *button : desk.wizard->findChildren<QAbstractButton *>())
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        QVERIFY(!desk.wizard->windowTitle().isEmpty());
    }

    void the_last_page_tells_how_the_mail_arrives()
    {
        Desk desk;
        desk.reachTest();
        desk.press("help");
        engine::AccountStatus status;
        status.account = AccountId(7);
        status.phase = engine::AccountStatus::Phase::Working;
        status.done = 340;
        status.total = 4212;
        desk.wizard->showProgress(status);
        QCOMPARE(desk.find<QLabel>("progress")->text(), QStringLiteral("Newest messages first: 340 of 4,212"));
        const auto startButton = [&] { QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); return desk.find<QAbstractButton>("startReading")->y(); };
        const int counting = startButton();
        status.account = AccountId(8);
        status.done = 1;
        desk.wizard->showProgress(status);
        QVERIFY(desk.find<QLabel>("progress")->text().contains(QStringLiteral("340")));
        status.account = AccountId(7);
        status.phase = engine::AccountStatus::Phase::UpToDate;
        desk.wizard->showProgress(status);
        QCOMPARE(desk.find<QLabel>("progress")->text(), QStringLiteral("Everything is here."));
        QCOMPARE(startButton(), counting); // nobody's click goes astray
    }
};

} // namespace petrel::test
