#pragma once

#include "app/petrel/application.h"
#include "tests/gui/application/application_test.h"
#include "ui/common/question_dialog.h"

#include <QAbstractButton>

namespace petrel::test {

/** Ctrl+Q where a dialog holds up the rest: the wizard of a first start, and questions over it. Real dialogs. */
class WayOutTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    int m_profiles = 0;

    struct Desk
    {
        explicit Desk(const QString &profile) : petrel(lineFor(profile))
        {
            petrel.start();
            petrel.engine()->setOnline(false);
        }
        static app::CommandLine lineFor(const QString &profile)
        {
            app::CommandLine line;
            line.profileDir = profile;
            line.secrets = QStringLiteral("memory");
            return line;
        }
        /** Where the keys go. */
        [[nodiscard]] bool reaches(QWidget *dialog) const { return dialog && QTest::qWaitForWindowActive(dialog); }
        static void quit(QWidget *where) { QTest::keyClick(where, Qt::Key_Q, Qt::ControlModifier); }
        static void answer(const QString &words)
        {
            const auto buttons = openWindowOf<ui::QuestionDialog>()->findChildren<QAbstractButton *>();
            const auto wanted = std::find_if(buttons.begin(), buttons.end(), [&](QAbstractButton *button) { return button->text() == words; });
            QVERIFY(wanted != buttons.end());
            (*wanted)->click();
        }
        app::Application petrel;
    };
    [[nodiscard]] QString profile() { return m_directory.filePath(QStringLiteral("profile%1").arg(++m_profiles)); }

private Q_SLOTS:
    void ctrlQInAnUntouchedWizardEndsPetrel()
    {
        Desk desk(profile());
        QTRY_VERIFY(openWindowOf<ui::AccountWizard>());
        QVERIFY(desk.reaches(openWindowOf<ui::AccountWizard>()));
        Desk::quit(openWindowOf<ui::AccountWizard>());
        QVERIFY(!openWindowOf<ui::AccountWizard>());
        QVERIFY(!desk.petrel.window()->isVisible());
    }

    void whatWasTypedIsAskedAboutOnceAndLeavingItEndsPetrel()
    {
        Desk desk(profile());
        QTRY_VERIFY(openWindowOf<ui::AccountWizard>());
        auto *wizard = openWindowOf<ui::AccountWizard>();
        QVERIFY(desk.reaches(wizard));
        QTest::keyClicks(wizard->findChild<QLineEdit *>(QStringLiteral("address")), QStringLiteral("nora@postbox.example"));
        Desk::quit(wizard->findChild<QLineEdit *>(QStringLiteral("address")));
        QVERIFY(desk.reaches(openWindowOf<ui::QuestionDialog>()));
        QVERIFY(desk.petrel.window()->isVisible());
        Desk::answer(QStringLiteral("Leave"));
        QTRY_VERIFY(!desk.petrel.window()->isVisible());
        QVERIFY(!openWindowOf<ui::AccountWizard>());
    }

    void whoeverGoesOnTypingStaysAlsoWhenTheWizardIsDoneLater()
    {
        Desk desk(profile());
        QTRY_VERIFY(openWindowOf<ui::AccountWizard>());
        const QPointer<ui::AccountWizard> wizard = openWindowOf<ui::AccountWizard>();
        QVERIFY(desk.reaches(wizard));
        QTest::keyClicks(wizard->findChild<QLineEdit *>(QStringLiteral("address")), QStringLiteral("nora@postbox.example"));
        Desk::quit(wizard);
        QVERIFY(desk.reaches(openWindowOf<ui::QuestionDialog>()));
        Desk::answer(QStringLiteral("Go on"));
        QTRY_VERIFY(!openWindowOf<ui::QuestionDialog>());
        QVERIFY(wizard && wizard->isVisible());
        wizard->done(QDialog::Accepted);
        QTRY_VERIFY(!wizard);
        QVERIFY(desk.petrel.window()->isVisible());
    }

    void theFirstWizardStandsInTheMiddleOfTheScreen()
    {
        Desk desk(profile());
        desk.petrel.window()->move(300, 250); // its place comes from elsewhere, and may come late
        QTRY_VERIFY(openWindowOf<ui::AccountWizard>());
        const QWidget *wizard = openWindowOf<ui::AccountWizard>();
        const QRect room = wizard->screen()->availableGeometry();
        const QRect wanted(QPoint(std::max(room.x(), room.center().x() - wizard->width() / 2), std::max(room.y(), room.center().y() - wizard->height() / 2)), wizard->size());
        const QPoint off = wizard->frameGeometry().center() - wanted.center();
        QVERIFY2(off.manhattanLength() < 40, qPrintable(QStringLiteral("%1, %2").arg(off.x()).arg(off.y())));
    }

    void ctrlQInAQuestionCancelsItAndEndsPetrel()
    {
        const QString here = profile();
        {
            const auto store = store::Store::open(here);
            QVERIFY(store.ok());
            Account home;
            home.name = QStringLiteral("Home");
            home.secretKey = "home";
            home.incoming.host = QStringLiteral("mail.example.org");
            home.enabled = false;
            QVERIFY((*store)->write(u"test", [&](store::WriteTransaction &tx) { return tx.accounts().insert(home); }).ok());
        }
        Desk desk(here);
        desk.petrel.window()->findChild<QAction *>(QStringLiteral("help.about"))->trigger();
        QTRY_VERIFY(openWindowOf<ui::QuestionDialog>());
        QVERIFY(desk.reaches(openWindowOf<ui::QuestionDialog>()));
        Desk::quit(openWindowOf<ui::QuestionDialog>());
        QVERIFY(!openWindowOf<ui::QuestionDialog>());
        QVERIFY(!desk.petrel.window()->isVisible());
    }
};

} // namespace petrel::test
