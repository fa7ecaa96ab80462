#pragma once

#include "core/base/clock.h"
#include "core/store/backup.h"
#include "core/store/folder_repository.h"
#include "core/store/message_repository.h"
#include "core/store/sqlite/database.h"
#include "tests/gui/application/application_test.h"
#include "ui/common/notice_bar.h"

#include <QSemaphore>

#include <atomic>

namespace petrel::test {

/** The only copy of a mail is copied each day, and comes back when the person wants it. */
class BackupStory : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    /** Days later than it is. Stays while any thread may look at it. */
    class StandingClock : public Clock
    {
    public:
        QDateTime wall() const override { return Clock::wall().addDays(days); }
        std::atomic<int> days = 0;
    };
    StandingClock m_clock;
    const Clock *m_former = nullptr;

    app::CommandLine lineOf(const char *name, IncomingKind kind)
    {
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QString::fromLatin1(name));
        line.secrets = QStringLiteral("memory");
        line.view = QStringLiteral("main");
        const auto store = store::Store::open(line.profileDir);
        Account account;
        account.name = QStringLiteral("Harbour");
        account.address = {{}, QStringLiteral("nora@petrel.example")};
        account.secretKey = "harbour";
        account.incomingKind = kind;
        account.enabled = false;
        const auto filled = (*store)->write(u"test", [&](store::WriteTransaction &tx) -> Status {
            const AccountId id = TRY(tx.accounts().insert(account));
            if (kind == IncomingKind::Imap)
                return {};
            TRY(tx.folders().ensureLocalFolders(id));
            store::NewMessage mail;
            mail.envelope.subject = QStringLiteral("The only one");
            mail.raw = TRY(tx.blobs().insertBytes("Subject: The only one\r\n\r\nwords"));
            const auto inbox = TRY(tx.database().integer("SELECT id FROM folder WHERE path = 'INBOX'"));
            return TRY(tx.messages().insertMessages(FolderId(inbox.value_or(0)), std::span(&mail, 1))).isEmpty() ? Status() : Status();
        });
        [&] { QVERIFY(filled.ok()); }();
        return line;
    }
    /** Whether one was made. */
    static bool look(app::ProfileBackups &backups)
    {
        std::optional<bool> made;
        backups.makeDue([&](bool one) { made = one; });
        [&] { QTRY_VERIFY(made.has_value()); }();
        return made.value_or(false);
    }
    static std::int64_t shownMails(app::Application &petrel)
    {
        const auto count = petrel.engine()->store().read([](const store::Reader &reader) { return reader.database().integer("SELECT count(*) FROM placement"); });
        return count.ok() ? count->value_or(-1) : -1;
    }

private Q_SLOTS:
    void initTestCase() { m_former = Clock::replace(&m_clock); }
    void init() { m_clock.days = 0; }
    void cleanupTestCase() { Clock::replace(m_former); }

    void one_is_made_each_day()
    {
        app::Application petrel(lineOf("daily", IncomingKind::Pop3));
        petrel.start();
        QVERIFY(look(*petrel.backups()));
        QVERIFY2(!look(*petrel.backups()), "one a day");
        QCOMPARE(store::backupsIn(petrel.backups()->ownDirectory()).size(), 1);
        QVERIFY(!petrel.backups()->lastTrouble());
    }

    void where_all_mail_is_at_a_server_none_is_made_unasked()
    {
        app::Application petrel(lineOf("imap", IncomingKind::Imap));
        petrel.start();
        QVERIFY(!look(*petrel.backups()));
    }

    void one_that_fails_is_told()
    {
        const app::CommandLine line = lineOf("troubled", IncomingKind::Pop3);
        QSettings settings(app::settingsFile(line.profileDir), QSettings::IniFormat);
        settings.setValue(QStringLiteral("storage/backupDirectory"), line.profileDir + QStringLiteral("/mail.db/no directory"));
        settings.sync();
        app::Application petrel(line);
        petrel.start();
        QVERIFY(!look(*petrel.backups()));
        QVERIFY(petrel.backups()->lastTrouble());
        QCOMPARE(petrel.backups()->lastTrouble()->code, QByteArray("UNREADABLE"));
    }

    /** For three days nobody need know; then the window says it, once a day. */
    void one_that_goes_on_failing_is_told_in_the_window()
    {
        const app::CommandLine line = lineOf("failing", IncomingKind::Pop3);
        QSettings settings(app::settingsFile(line.profileDir), QSettings::IniFormat);
        settings.setValue(QStringLiteral("storage/backupDirectory"), line.profileDir + QStringLiteral("/mail.db/no directory"));
        settings.sync();
        app::Application petrel(line);
        petrel.start();
        QSignalSpy told(petrel.backups(), &app::ProfileBackups::worthTelling);
        QVERIFY(!look(*petrel.backups()));
        m_clock.days = 2;
        QVERIFY(!look(*petrel.backups()));
        QCOMPARE(told.size(), 0);
        m_clock.days = 4;
        QVERIFY(!look(*petrel.backups()));
        QVERIFY(!look(*petrel.backups()));
        QCOMPARE(told.size(), 1);
        const QList<ui::NoticeBar *> bars = petrel.window()->findChildren<ui::NoticeBar *>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const ui::NoticeBar *bar) { return bar->text().contains(QStringLiteral("No backup could be made for 4 day")); }));
    }

    /** The clock was wrong when it was made. */
    void one_of_the_future_is_not_todays()
    {
        app::Application petrel(lineOf("future", IncomingKind::Pop3));
        petrel.start();
        m_clock.days = 400;
        QVERIFY(look(*petrel.backups()));
        m_clock.days = 0;
        QVERIFY(look(*petrel.backups()));
        QVERIFY(!look(*petrel.backups()));
        QCOMPARE(store::backupsIn(petrel.backups()->ownDirectory()).size(), 2);
    }

    void mail_that_is_damaged_is_told_once()
    {
        app::Application petrel(lineOf("damaged", IncomingKind::Pop3));
        petrel.start();
        QSignalSpy told(petrel.backups(), &app::ProfileBackups::worthTelling);
        std::atomic<bool> isDamaged{false};
        petrel.engine()->readExecutor().post([&] {
            isDamaged = petrel.engine()->store().write(u"test", [](store::WriteTransaction &tx) { return tx.database().run("UPDATE blob SET data = zeroblob(length(data))"); }).ok();
        });
        QTRY_VERIFY(isDamaged.load());
        QVERIFY(look(*petrel.backups()));
        QCOMPARE(told.size(), 1);
        QVERIFY(told.first().last().toString().contains(QStringLiteral("The only one")));
        m_clock.days = 1;
        QVERIFY(look(*petrel.backups()));
        QCOMPARE(told.size(), 1);
    }

    void those_that_are_there_are_shown_while_one_is_made()
    {
        app::Application petrel(lineOf("shown", IncomingKind::Pop3));
        petrel.start();
        QVERIFY(look(*petrel.backups()));
        QSemaphore held;
        QSemaphore mayEnd;
        petrel.engine()->readExecutor().post([&] { // whoever copies waits for this one
            (void)petrel.engine()->store().write(u"test", [&](store::WriteTransaction &) -> Status {
                held.release();
                mayEnd.acquire();
                return {};
            });
        });
        held.acquire();
        bool isMade = false;
        qsizetype shown = -1;
        const QString place = petrel.backups()->ownDirectory();
        petrel.backups()->make(place, petrel.backups(), [](int) {}, [&](const Result<ui::BackupPlace::Copy> &) { isMade = true; });
        petrel.backups()->list(place, petrel.backups(), [&](const QList<ui::BackupPlace::Copy> &copies) { shown = copies.size(); });
        [&] { QTRY_COMPARE_WITH_TIMEOUT(shown, 1, 20'000); }();
        const bool wasMade = isMade;
        mayEnd.release();
        QVERIFY(!wasMade);
        QTRY_VERIFY_WITH_TIMEOUT(isMade, 20'000);
    }

    void who_wants_none_gets_none()
    {
        const app::CommandLine line = lineOf("unwanted", IncomingKind::Pop3);
        QSettings settings(app::settingsFile(line.profileDir), QSettings::IniFormat);
        settings.setValue(QStringLiteral("storage/backUpDaily"), false);
        settings.sync();
        app::Application petrel(line);
        petrel.start();
        QVERIFY(!look(*petrel.backups()));
    }

    void a_lost_mail_comes_back()
    {
        app::Application petrel(lineOf("lost", IncomingKind::Pop3));
        petrel.start();
        QVERIFY(look(*petrel.backups()));
        std::atomic<bool> isGone{false};
        petrel.engine()->readExecutor().post([&] { // the store is not written to on this thread
            isGone = petrel.engine()->store().write(u"test", [](store::WriteTransaction &tx) { return tx.database().run("DELETE FROM placement"); }).ok();
        });
        QTRY_VERIFY(isGone.load());
        QCOMPARE(shownMails(petrel), 0);
        petrel.backups()->restore(store::backupsIn(petrel.backups()->ownDirectory()).first().directory);
        QTRY_VERIFY(openWindowOf<QProgressDialog>());
        QVERIFY2(!petrel.engine(), "nobody has the mailbox open meanwhile");
        QTRY_VERIFY(petrel.window());
        QCOMPARE(shownMails(petrel), 1);
        const QList<ui::NoticeBar *> bars = petrel.window()->findChildren<ui::NoticeBar *>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const ui::NoticeBar *bar) { return bar->text().contains(QStringLiteral("The backup was restored.")); }));
    }
};

} // namespace petrel::test
