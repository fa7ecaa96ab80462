#pragma once

#include "tests/gui/wizard/scripted_service.h"
#include "ui/wizard/passphrase_dialog.h"
#include "ui/wizard/password_dialog.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

namespace petrel::test {

/** The two dialogs that ask for a secret. */
class DialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_wrong_passphrase_is_told_in_a_sentence_and_can_be_typed_again()
    {
        ui::PassphraseDialog dialog;
        QList<QByteArray> entered;
        connect(&dialog, &ui::PassphraseDialog::entered, this, [&](const Secret &secret) { entered.append(secret.reveal()); });
        dialog.open();
        auto *field = dialog.findChild<QLineEdit *>(QStringLiteral("secret"));
        auto *open = dialog.findChild<QAbstractButton *>(QStringLiteral("accept"));
        QVERIFY(!open->isEnabled());
        QTest::keyClicks(field, QStringLiteral("wrong"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(entered, QList<QByteArray>{"wrong"});
        QVERIFY(!open->isEnabled());
        dialog.refuse();
        auto *problem = dialog.findChild<QLabel *>(QStringLiteral("problem"));
        QVERIFY(problem->isVisible() && problem->text().contains(QStringLiteral("Nothing is lost")));
        QVERIFY(open->isEnabled());
        QTest::keyClicks(field, QStringLiteral("right"));
        QVERIFY(!problem->isVisible());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(entered.last(), QByteArray("right"));
    }

    void the_eye_is_reached_by_tab_and_shows_what_was_typed()
    {
        ui::PassphraseDialog dialog;
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto *field = dialog.findChild<QLineEdit *>(QStringLiteral("secret"));
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("kelp"));
        QTest::keyClick(field, Qt::Key_Tab);
        auto *eye = qobject_cast<QAbstractButton *>(dialog.focusWidget());
        QVERIFY(eye);
        QCOMPARE(eye->accessibleName(), QStringLiteral("Show what is typed"));
        QTest::keyClick(eye, Qt::Key_Space);
        QCOMPARE(field->displayText(), QStringLiteral("kelp"));
        QTest::keyClick(eye, Qt::Key_Space);
        QVERIFY(field->displayText() != QStringLiteral("kelp"));
    }

    void the_start_goes_on_without_passwords()
    {
        ui::PassphraseDialog dialog;
        const QSignalSpy rejected(&dialog, &QDialog::rejected);
        dialog.open();
        dialog.findChild<QAbstractButton *>(QStringLiteral("later"))->click();
        QCOMPARE(rejected.count(), 1);
    }

    void a_refused_password_is_told_before_it_is_asked_for()
    {
        ui::PasswordDialog dialog(homeAccount(), AccountSide::Incoming, makeError(ErrorKind::Auth, QStringLiteral("NO")).withServerText("go away"));
        QList<QByteArray> entered;
        connect(&dialog, &ui::PasswordDialog::entered, this, [&](AccountId id, const Secret &secret) {
            QCOMPARE(id, AccountId(1));
            entered.append(secret.reveal());
        });
        dialog.open();
        const QString sentence = dialog.findChild<QLabel *>(QStringLiteral("sentence"))->text();
        QVERIFY(sentence.contains(QStringLiteral("does not accept the password")));
        auto *field = dialog.findChild<QLineEdit *>(QStringLiteral("secret"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field, QStringLiteral("secret"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(entered, QList<QByteArray>{"secret"});
        QVERIFY(!dialog.isVisible());
        QVERIFY(field->text().isEmpty());
    }

    void a_password_that_was_never_there_is_asked_for_without_blame()
    {
        const ui::PasswordDialog dialog(homeAccount(), AccountSide::Incoming, std::nullopt);
        QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("sentence"))->text().contains(QStringLiteral("needs its password")));
    }
};

} // namespace petrel::test
