#pragma once

#include "app/petrel/application.h"
#include "tests/gui/application/application_test.h"
#include "ui/models/folder_tree_model.h"

#include <QAction>

namespace petrel::test {

/**
 * The program ends with its last window, and not under a message that was just sent; nor does a mailbox. It runs in its own event loop here, in
 * which alone Qt tells of the last window. Offline: what is sent stays.
 */
class LastWindowTest : public QObject
{
    Q_OBJECT

    enum Ending { Ended = 0, StillRuns = 1, TooLate = 2 };

    QTemporaryDir m_directory;
    int m_profiles = 0;

    /** Runs the program until `isSo`, or until it ends by itself. */
    static int runUntil(const std::function<bool()> &isSo)
    {
        QTimer look;
        connect(&look, &QTimer::timeout, &look, [&] {
            if (isSo())
                QCoreApplication::exit(StillRuns);
        });
        look.start(5);
        QTimer::singleShot(20'000, &look, [] { QCoreApplication::exit(TooLate); });
        return QCoreApplication::exec();
    }
    static int runToTheEnd()
    {
        return runUntil([] { return false; });
    }

    struct Desk
    {
        explicit Desk(const QString &profile, std::optional<int> answer) : seams(answer), petrel(prepared(profile))
        {
            seams.later = true;
            petrel.start();
            petrel.engine()->setOnline(false);
        }
        static app::CommandLine prepared(const QString &profile)
        {
            app::CommandLine line;
            line.profileDir = profile;
            line.secrets = QStringLiteral("memory");
            line.view = QStringLiteral("main");
            const auto store = store::Store::open(profile);
            Account home;
            home.name = QStringLiteral("Home");
            home.address = {{}, QStringLiteral("nora@petrel.example")};
            home.secretKey = "home";
            home.incoming.host = QStringLiteral("mail.example.org");
            home.enabled = false;
            if (!store.ok() || !(*store)->write(u"test", [&](store::WriteTransaction &tx) { return tx.accounts().insert(home); }).ok())
                qFatal("the profile could not be prepared");
            return line;
        }
        [[nodiscard]] ui::MainWindow &window() { return *petrel.window(); }
        /** A composer with a message that could be sent. */
        [[nodiscard]] ui::ComposeWindow *write()
        {
            window().compose().mailto(QStringLiteral("mailto:tove@petrel.example?subject=Ferry&body=Thursday"));
            return QTest::qWaitFor([] { return openWindowOf<ui::ComposeWindow>() != nullptr; }) ? openWindowOf<ui::ComposeWindow>() : nullptr;
        }
        [[nodiscard]] int inOutbox()
        {
            return static_cast<int>(petrel.engine()->store().read([](const store::Reader &reader) { return reader.outbox(); }).value().size());
        }

        AnsweringSeams seams;
        app::Application petrel;
    };
    [[nodiscard]] QString profile() { return m_directory.filePath(QStringLiteral("profile%1").arg(++m_profiles)); }

private Q_SLOTS:
    void theProgramEndsWithTheLastComposer()
    {
        Desk desk(profile(), 2);
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        QVERIFY(desk.window().close());
        QCOMPARE(runUntil([] { return true; }), int(StillRuns)); // the composer stands
        composer->presenter().discard();
        QCOMPARE(runToTheEnd(), int(Ended));
        QVERIFY(desk.seams.asked.isEmpty());
    }

    void whatIsSentAfterTheMainWindowWasClosedIsAskedAboutInIt()
    {
        Desk desk(profile(), 2);
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        QVERIFY(desk.window().close());
        composer->presenter().send();
        QCOMPARE(runUntil([&] { return !desk.seams.asked.isEmpty(); }), int(StillRuns));
        QVERIFY(!openWindowOf<ui::ComposeWindow>());
        QVERIFY(desk.window().isVisible());
        QVERIFY(desk.seams.question().text.contains(QStringLiteral("Ferry")));
        QCoreApplication::processEvents(); // "Stay"
        QVERIFY(desk.window().isVisible());
    }

    void itEndsOnceItIsAnsweredAndAsksOnce()
    {
        Desk desk(profile(), 0);
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        QVERIFY(desk.window().close());
        composer->presenter().send();
        QCOMPARE(runToTheEnd(), int(Ended));
        QCOMPARE(desk.seams.titles(), QStringList(QStringLiteral("Mail has not gone out yet")));
        QVERIFY(!desk.window().isVisible());
        QCOMPARE(desk.inOutbox(), 1);
    }

    void ctrlQRightBehindSendWaitsForTheOutboxAndAsks()
    {
        Desk desk(profile(), 1);
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        composer->presenter().send();
        QVERIFY(composer->presenter().life().isHandingOver());
        desk.window().findChild<QAction *>(QStringLiteral("window.quit"))->trigger();
        QVERIFY(desk.window().isVisible());
        QCOMPARE(runToTheEnd(), int(Ended));
        QCOMPARE(desk.seams.titles(), QStringList(QStringLiteral("Mail has not gone out yet")));
        QCOMPARE(desk.inOutbox(), 0); // kept as a draft
    }

    void atTheEndOfTheSessionTheOutboxIsWaitedForAndNobodyAsked()
    {
        Desk desk(profile(), 2);
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        composer->presenter().send();
        desk.petrel.quit();
        QCOMPARE(runToTheEnd(), int(Ended));
        QVERIFY(desk.seams.asked.isEmpty());
        QCOMPARE(desk.inOutbox(), 1);
    }

    /** It would be sent, and stand in a composer of the mended mailbox as well. */
    void aDamagedMailboxIsClosedOnlyWhenWhatIsBeingSentIsInTheOutbox()
    {
        Desk desk(profile(), 0);
        desk.seams.later = false;
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        const QPointer<ui::MainWindow> before = &desk.window();
        composer->presenter().send();
        Q_EMIT desk.petrel.engine()->events().storeDamaged(makeError(ErrorKind::StoreCorrupt, QStringLiteral("page 7")));
        QTRY_VERIFY(!before && desk.petrel.window() && !desk.window().folders().accounts().isEmpty());
        QVERIFY(!openWindowOf<ui::ComposeWindow>());
        QCOMPARE(desk.inOutbox(), 1);
    }

    void whoStaysIsAskedAgainTheNextTime()
    {
        Desk desk(profile(), 2);
        ui::ComposeWindow *composer = desk.write();
        QVERIFY(composer);
        composer->presenter().send();
        QTRY_VERIFY(!openWindowOf<ui::ComposeWindow>());
        for (int asked = 1; asked <= 2; ++asked) {
            QVERIFY(!desk.window().close());
            QCOMPARE(desk.seams.asked.size(), asked);
            QCOMPARE(runUntil([] { return true; }), int(StillRuns));
        }
    }
};

} // namespace petrel::test
