#pragma once

#include "app/petrel/application.h"
#include "app/shared/paths.h"
#include "core/store/account_repository.h"
#include "core/store/store.h"
#include "tests/gui/support/answering_seams.h"
#include "ui/common/notice_bar.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/mainwindow/main_window.h"
#include "ui/wizard/account_wizard.h"
#include "ui/wizard/passphrase_dialog.h"
#include "ui/wizard/password_dialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QProcess>
#include <QProgressDialog>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QTimer>
#include <QtTest>

#include <latch>

namespace petrel::test {

template <class Widget>
Widget *openWindowOf()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<Widget *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

class ApplicationTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    int m_profiles = 0;

    app::CommandLine line(const char *secrets = "memory")
    {
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QStringLiteral("profile%1").arg(++m_profiles));
        line.secrets = QString::fromLatin1(secrets);
        line.view = QStringLiteral("main");
        return line;
    }
    static void addAccount(const app::CommandLine &line)
    {
        const auto store = store::Store::open(line.profileDir);
        QVERIFY(store.ok());
        Account home;
        home.name = QStringLiteral("Home");
        home.address = {{}, QStringLiteral("nora@petrel.example")};
        home.secretKey = "home";
        home.incoming.host = QStringLiteral("mail.example.org");
        home.enabled = false;
        QVERIFY((*store)->write(u"test", [&](store::WriteTransaction &tx) { return tx.accounts().insert(home); }).ok());
    }
    /** A profile whose database is no database any more. */
    static void damage(const app::CommandLine &line)
    {
        {
            const auto store = store::Store::open(line.profileDir);
            QVERIFY(store.ok());
        }
        QFile file(line.profileDir + QStringLiteral("/mail.db"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(20'000, 'x'));
    }

    /** A profile with accounts of these names; the order of their ids is that of the names. */
    static void fill(const app::CommandLine &line, const QStringList &names)
    {
        const auto store = store::Store::open(line.profileDir);
        QVERIFY(store.ok());
        for (const QString &name : names) {
            Account account;
            account.name = name;
            account.secretKey = name.toUtf8();
            account.incoming.host = account.outgoing.host = QStringLiteral("mail.example.invalid");
            const auto kept = (*store)->write(u"test", [&](store::WriteTransaction &tx) { return tx.accounts().insert(account); });
            QVERIFY2(kept.ok(), kept ? "" : qPrintable(describe(kept.error())));
        }
    }

private Q_SLOTS:
    void aFirstStartShowsTheWindowAndTheWayIn()
    {
        app::Application petrel(line());
        petrel.start();
        QVERIFY(petrel.window());
        QVERIFY(petrel.window()->isVisible());
        QTRY_VERIFY(openWindowOf<ui::AccountWizard>());
    }

    void whoeverWantsAPasswordIsAskedForItOneAfterTheOther()
    {
        const app::CommandLine two = line();
        fill(two, {QStringLiteral("Home"), QStringLiteral("Harbour")});
        app::Application petrel(two);
        petrel.start();
        petrel.engine()->setOnline(false); // the test asks, not the servers
        for (const int id : {2, 1, 2}) // before the accounts are known to the window, and twice
            Q_EMIT petrel.engine()->events().secretWanted(AccountId(id), AccountSide::Incoming);
        QStringList asked;
        while (QTest::qWaitFor([] { return openWindowOf<ui::PasswordDialog>() != nullptr; }, asked.size() < 2 ? 5'000 : 300)) {
            auto *dialog = openWindowOf<ui::PasswordDialog>();
            asked.append(dialog->windowTitle());
            dialog->reject();
        }
        QCOMPARE(asked, (QStringList{QStringLiteral("Password for Harbour"), QStringLiteral("Password for Home")}));
    }

    /** The last reads answer to parts of the application: the engine ends before those parts go. */
    void quittingWithReadsInHandTouchesNothingThatIsGone()
    {
        std::latch quitting(1);
        {
            app::Application petrel(line());
            petrel.start();
            std::latch busy(1);
            petrel.engine()->readExecutor().post([&] {
                busy.count_down();
                quitting.wait();
            });
            busy.wait();
            ChangeSet everything;
            everything.accounts = true;
            everything.folderList = true;
            for (int i = 0; i < 20; ++i)
                Q_EMIT petrel.engine()->events().changed(everything);
            QCoreApplication::processEvents();
            // The reads that are queued come to run, if they may, only after the end has begun: with the window.
            QObject::connect(petrel.window(), &QObject::destroyed, qApp, [&] { quitting.count_down(); });
        }
        QCoreApplication::sendPostedEvents();
    }

    /** A log-out or a shutdown: the process must not just be cut off. */
    void aSignalToEndIsObeyedInOrder()
    {
        QProcess petrel;
        QProcessEnvironment surroundings = QProcessEnvironment::systemEnvironment();
        surroundings.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        petrel.setProcessEnvironment(surroundings);
        const QString profile = m_directory.filePath(QStringLiteral("signalled"));
        petrel.start(QStringLiteral(PETREL_PROGRAM), {QStringLiteral("--profile"), profile, QStringLiteral("--secrets"), QStringLiteral("memory")});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(profile + QStringLiteral("/mail.db")), 20'000);
        petrel.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(petrel.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(petrel.exitStatus(), QProcess::NormalExit);
        QCOMPARE(petrel.exitCode(), 0);
    }

    void aDamagedMailboxIsSavedBesideTheWindowsThread()
    {
        const app::CommandLine damaged = line();
        damage(damaged);
        AnsweringSeams seams;
        seams.later = true;
        app::Application petrel(damaged);
        petrel.start();
        QVERIFY(!petrel.window());
        QCOMPARE(seams.asked.size(), 1);
        QTRY_VERIFY(petrel.window());
        QVERIFY(!openWindowOf<QProgressDialog>());
        // What became of the mail is not gone before the wizard over it is.
        const auto *news = petrel.window()->findChild<ui::NoticeBar *>(QStringLiteral("news"));
        QVERIFY(news->isVisibleTo(petrel.window()));
        QVERIFY(news->detail().contains(QStringLiteral("Mail at servers is fetched again.")));
        QCOMPARE(QDir(damaged.profileDir).entryList({QStringLiteral("mail.db.aside-*")}, QDir::Files).size(), 1);
    }

    void aMailLinkThatComesBesideAQuestionWaitsForTheWindowAndAnAccount()
    {
        app::CommandLine damaged = line();
        damage(damaged);
        damaged.mailto = QStringLiteral("mailto:first@petrel.example");
        AnsweringSeams seams;
        seams.later = true;
        app::Application petrel(damaged);
        petrel.start();
        QVERIFY(!petrel.window());
        petrel.present(QStringLiteral("mailto:second@petrel.example"));
        QTRY_VERIFY(petrel.window());
        engine::AccountDraft draft;
        draft.account.name = QStringLiteral("Home");
        draft.account.address = {QStringLiteral("Nora"), QStringLiteral("nora@postbox.example")};
        draft.account.incoming = {QStringLiteral("localhost"), 1, Security::Tls, QStringLiteral("nora"), {}};
        draft.account.outgoing = {QStringLiteral("localhost"), 2, Security::Tls, {}, {}};
        draft.incomingPassword = Secret("tulip");
        petrel.engine()->setOnline(false);
        petrel.engine()->addAccount(draft, this, [](const Result<AccountId> &) {});
        const auto recipients = [] {
            QStringList found;
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *composer = qobject_cast<ui::ComposeWindow *>(widget))
                    found.append(composer->presenter().draft().to.value(0).email);
            }
            found.sort();
            return found;
        };
        QTRY_COMPARE(recipients(), QStringList({QStringLiteral("first@petrel.example"), QStringLiteral("second@petrel.example")}));
        while (auto *composer = openWindowOf<ui::ComposeWindow>())
            delete composer;
    }

    void afterSavingPasswordsInAFileAreOpenedAsAtAnyStart()
    {
        const app::CommandLine damaged = line("file");
        damage(damaged);
        AnsweringSeams seams;
        seams.later = true;
        app::Application petrel(damaged);
        petrel.start();
        QTRY_VERIFY(petrel.window());
        QTRY_VERIFY(openWindowOf<ui::PassphraseDialog>() || !petrel.window()->findChildren<ui::PassphraseDialog *>().isEmpty());
    }

    void whatIsBeingWrittenOutlivesADamagedMailbox()
    {
        const app::CommandLine profile = line();
        addAccount(profile);
        AnsweringSeams seams;
        seams.later = true;
        app::Application petrel(profile);
        petrel.start();
        petrel.window()->compose().newMessage();
        QTRY_VERIFY(openWindowOf<ui::ComposeWindow>());
        const QPointer<ui::ComposeWindow> before = openWindowOf<ui::ComposeWindow>();
        QTest::keyClicks(before->findChild<QLineEdit *>(QStringLiteral("subject")), QStringLiteral("Storm"));
        QTest::keyClicks(before->findChild<QTextEdit *>(QStringLiteral("body")), QStringLiteral("Half a letter"));

        Q_EMIT petrel.engine()->events().storeDamaged(makeError(ErrorKind::StoreCorrupt, QStringLiteral("page 7")));
        QTRY_VERIFY2(!before, "it would write to an engine that is gone");
        QTRY_VERIFY(openWindowOf<ui::ComposeWindow>());
        ui::ComposeWindow *after = openWindowOf<ui::ComposeWindow>();
        QCOMPARE(after->findChild<QLineEdit *>(QStringLiteral("subject"))->text(), QStringLiteral("Storm"));
        QVERIFY(after->findChild<QTextEdit *>(QStringLiteral("body"))->toPlainText().startsWith(QStringLiteral("Half a letter")));
        QVERIFY2(after->presenter().life().isUnsaved(), "the new mailbox has none of it yet");
    }

    void composersEndWithTheirMailbox()
    {
        const app::CommandLine profile = line();
        addAccount(profile);
        auto petrel = std::make_unique<app::Application>(profile);
        petrel->start();
        petrel->window()->compose().newMessage();
        QTRY_VERIFY(openWindowOf<ui::ComposeWindow>());
        petrel.reset();
        QVERIFY(!openWindowOf<ui::ComposeWindow>());
    }

    void aMissingMailboxBesideMailIsNoNewOne()
    {
        const app::CommandLine robbed = line();
        damage(robbed);
        QVERIFY(QFile::remove(robbed.profileDir + QStringLiteral("/mail.db")));
        const AnsweringSeams seams(std::nullopt);
        app::Application petrel(robbed);
        petrel.start();
        QVERIFY(!petrel.window());
        QCOMPARE(seams.asked.size(), 1);
    }

    void theProfileIsMeasuredAndCheckedWhileListsAreRead()
    {
        app::Application petrel(line());
        petrel.start();
        std::latch done(1);
        petrel.engine()->readExecutor().post([&] { done.wait(); }); // reading is at something long
        app::EngineStorage storage(*petrel.engine());
        std::int64_t bytes = 0;
        bool checked = false;
        storage.measure(this, [&](std::int64_t counted) { bytes = counted; });
        storage.check(this, [&](const Result<ui::ProfileStorage::Checked> &found) { checked = found.ok() && found->faults.isEmpty() && found->indexChecked; });
        QTRY_VERIFY(bytes > 0);
        QTRY_VERIFY(checked);
        done.count_down();
    }
};

} // namespace petrel::test
