#pragma once

#include "core/store/backup.h"
#include "core/store/profile_directory.h"
#include "tests/store/damaged_profile.h"

#include <sys/stat.h>
#include <thread>

namespace petrel::test {

/** A copy of everything, made while mail comes in, and read back before it counts. */
class BackupTest : public QObject, private DamagedProfile
{
    Q_OBJECT

    /** Tomorrow. */
    class LaterClock : public Clock
    {
    public:
        LaterClock() : m_former(Clock::replace(this)) {}
        ~LaterClock() override { Clock::replace(m_former); }
        QDateTime wall() const override { return Clock::wall().addDays(1); }

    private:
        const Clock *m_former;
    };

    static Backup at(const char *when)
    {
        return {QString::fromLatin1(when), QDateTime::fromString(QString::fromLatin1(when), Qt::ISODate), 1, 0};
    }
    static QStringList namesOf(const QList<Backup> &backups)
    {
        QStringList names;
        for (const Backup &backup : backups)
            names.append(backup.directory);
        return names;
    }
    static QStringList filesIn(const QString &directory)
    {
        QStringList names;
        QDirIterator each(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext())
            names.append(QFileInfo(each.next()).fileName());
        return names;
    }

private Q_SLOTS:
    void it_holds_what_the_profile_holds()
    {
        Profile profile;
        keepLocally(profile, noise(300'000));
        profile.insert(profile.inbox, Profile::message(1));
        QList<int> told;
        const Backup backup = MUST(profile.store->backUp(ownBackups(profile.path()), {}, [&](int percent) { told.append(percent); }));
        QCOMPARE(backup.messages, 2);
        QVERIFY(backup.bytes > 0);
        QCOMPARE(backupsIn(ownBackups(profile.path())), QList<Backup>{backup});
        QCOMPARE(MUST(verifyBackup(backup.directory)), QList<Finding>());
        QCOMPARE(told.last(), 100);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QVERIFY2(!QFile::exists(backup.directory + QStringLiteral("/mail.db-wal")), "one file, that can lie anywhere");
    }

    /** Large contents never change: a second name for them takes no room. */
    void large_contents_are_shared()
    {
        Profile profile;
        keepLocally(profile, noise(300'000));
        const Backup backup = MUST(profile.store->backUp(ownBackups(profile.path())));
        const QString file = contentFiles(profile.path() + QStringLiteral("/blobs")).value(0);
        struct stat own;
        QCOMPARE(::stat(QFile::encodeName(backup.directory + QStringLiteral("/blobs/") + file).constData(), &own), 0);
        QCOMPARE(own.st_nlink, 2U);
    }

    /** What is written while pages are copied is in the copy, and nobody waits for all of it. */
    void mail_comes_in_meanwhile()
    {
        Profile profile;
        std::vector<NewMessage> mails;
        for (std::uint32_t n = 1; n <= 3000; ++n) {
            mails.push_back(Profile::message(n));
            mails.back().text = QStringLiteral("words of message %1 ").arg(n).repeated(60);
        }
        MUST(profile.write([&](WriteTransaction &tx) { return tx.messages().insertMessages(profile.localInbox, mails); }));
        std::uint32_t written = 3000;
        const Backup backup = MUST(profile.store->backUp(ownBackups(profile.path()), {}, [&](int percent) {
            if (percent < 50) // between two steps: the gate is open
                profile.insert(profile.localInbox, Profile::message(++written));
        }));
        QVERIFY2(written > 3002, "the copy was made in one piece");
        QCOMPARE(MUST(verifyBackup(backup.directory)), QList<Finding>());
        QCOMPARE(backup.messages, static_cast<int>(written));
        QVERIFY(profile.isSound());
    }

    /** The sweep takes the files of mail that was deleted; but not from under a backup that is about to name them. */
    void contents_stay_while_they_are_copied()
    {
        Profile profile;
        keepLocally(profile, noise(300'000));
        bool swept = false;
        const Backup backup = MUST(profile.store->backUp(ownBackups(profile.path()), {}, [&](int percent) {
            if (percent != 50 || std::exchange(swept, true))
                return;
            MUST(profile.write([](WriteTransaction &tx) -> Status {
                TRY(tx.database().run("DELETE FROM placement"));
                return tx.database().run("UPDATE message SET orphaned_since = 1");
            }));
            MUST(profile.store->sweep());
        }));
        QVERIFY(swept);
        QCOMPARE(profile.number("SELECT count(*) FROM blob"), 0);
        QCOMPARE(MUST(verifyBackup(backup.directory)), QList<Finding>());
        MUST(profile.store->sweep());
        QVERIFY2(contentFiles(profile.path() + QStringLiteral("/blobs")).isEmpty(), "afterwards they go");
        QCOMPARE(MUST(verifyBackup(backup.directory)), QList<Finding>());
    }

    /** The second name stands for what was read back: damage in the profile is not copied into the next backup. */
    void the_next_one_takes_contents_from_the_former()
    {
        Profile profile;
        keepLocally(profile, noise(300'000));
        const QString place = profile.directory.path() + QStringLiteral("/elsewhere");
        const Backup first = MUST(profile.store->backUp(place));
        const QString file = QStringLiteral("/blobs/") + contentFiles(profile.path() + QStringLiteral("/blobs")).value(0);
        QVERIFY(QFile::remove(profile.path() + file)); // and lost since
        const LaterClock tomorrow;
        const Backup second = MUST(profile.store->backUp(place));
        QVERIFY(second.madeAt > first.madeAt);
        QCOMPARE(MUST(verifyBackup(second.directory)), QList<Finding>());
    }

    void cancelled_it_leaves_nothing()
    {
        Profile profile;
        keepLocally(profile, noise(300'000));
        StopSource stop;
        const auto made = profile.store->backUp(ownBackups(profile.path()), stop.get_token(), [&](int) { stop.request_stop(); });
        VERIFY_FAILS(made, ErrorKind::Cancelled);
        QVERIFY(filesIn(ownBackups(profile.path())).isEmpty());
        (void)MUST(profile.store->backUp(ownBackups(profile.path())));
    }

    void one_is_made_at_a_time()
    {
        Profile profile;
        Status second;
        (void)MUST(profile.store->backUp(ownBackups(profile.path()), {}, [&](int) {
            std::thread([&] {
                const auto other = profile.store->backUp(ownBackups(profile.path()));
                second = other.ok() ? Status() : Status(other.error());
            }).join();
        }));
        VERIFY_FAILS(second, ErrorKind::Invalid);
        QCOMPARE(second.error().code, QByteArray("BACKUP-RUNS"));
    }

    void a_flipped_byte_is_found()
    {
        Profile profile;
        keepLocally(profile, noise(300'000));
        const Backup backup = MUST(profile.store->backUp(profile.directory.path() + QStringLiteral("/elsewhere")));
        for (const QString &name : {QStringLiteral("/blobs/") + contentFiles(backup.directory + QStringLiteral("/blobs")).value(0), QStringLiteral("/mail.db")}) {
            QFile file(backup.directory + name);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray whole = file.readAll();
            file.seek(whole.size() / 2);
            file.write(QByteArray(1, static_cast<char>(whole.at(whole.size() / 2) ^ 1)));
            file.flush();
            QVERIFY2(!MUST(verifyBackup(backup.directory)).isEmpty(), qPrintable(name));
            file.resize(0);
            file.seek(0);
            file.write(whole);
            file.close();
            QCOMPARE(MUST(verifyBackup(backup.directory)), QList<Finding>());
        }
        QVERIFY(!MUST(verifyBackup(profile.directory.path() + QStringLiteral("/nothing"))).isEmpty());
    }

    /** One of each of the last three days, and of each of the last three weeks. 2026-11-22 is a Sunday. */
    void older_ones_go()
    {
        const QList<Backup> all{at("2026-11-22T20:00:00Z"), at("2026-11-22T08:00:00Z"), at("2026-11-21T08:00:00Z"), at("2026-11-20T08:00:00Z"), at("2026-11-19T08:00:00Z"),
                                at("2026-11-15T08:00:00Z"), at("2026-11-14T08:00:00Z"), at("2026-11-08T08:00:00Z"), at("2026-11-01T08:00:00Z")};
        const QList<Backup> gone{all[1], all[4], all[6], all[8]};
        const QDateTime now = all[0].madeAt;
        QCOMPARE(outdated(all, now), gone);
        QList<Backup> reversed(all.rbegin(), all.rend());
        QCOMPARE(outdated(reversed, now), gone);
        QCOMPARE(outdated({}, now), QList<Backup>());
        QCOMPARE(outdated({all[8]}, now), QList<Backup>()); // the last one never goes for its age
    }

    /** The clock was wrong once: those are none of the last days, and what is made now is not older than they. */
    void one_of_the_future_takes_no_place()
    {
        const QList<Backup> all{at("2031-01-03T08:00:00Z"), at("2031-01-02T08:00:00Z"), at("2031-01-01T08:00:00Z"), at("2026-11-22T20:00:00Z"), at("2026-11-21T08:00:00Z")};
        const QDateTime now = all[3].madeAt.addSecs(60);
        QCOMPARE(outdated(all, now), QList<Backup>());
        QCOMPARE(latest(all, now), all[3]);
        QVERIFY(!latest({all[0]}, now));
        QVERIFY(!latest({}, now));
    }

    /** A disk on which two profiles keep theirs. */
    void each_profile_takes_away_its_own()
    {
        Profile one;
        Profile other;
        const QString disk = one.directory.path() + QStringLiteral("/disk");
        const Backup ofOther = MUST(other.store->backUp(disk));
        QDir(disk).mkdir(QStringLiteral(".making-another")); // just now
        const Backup first = MUST(one.store->backUp(disk));
        const Backup second = MUST(one.store->backUp(disk)); // of the same day, perhaps of the same second
        QVERIFY(first.directory != ofOther.directory && second.directory != first.directory);
        QCOMPARE(namesOf(backupsOf(other.path(), disk)), QStringList{ofOther.directory});
        QCOMPARE(namesOf(backupsOf(one.path(), disk)), QStringList{second.directory});
        QCOMPARE(MUST(verifyBackup(ofOther.directory)), QList<Finding>());
        QVERIFY(QDir(disk).exists(QStringLiteral(".making-another")));
        QCOMPARE(backupsIn(disk).size(), 2);
    }

    /** A profile of a backup, on another computer, goes on where that one stood. */
    void a_profile_that_was_restored_is_the_same()
    {
        Profile profile;
        keepLocally(profile, "one");
        const QString disk = profile.directory.path() + QStringLiteral("/disk");
        const Backup backup = MUST(profile.store->backUp(disk));
        const QString fresh = profile.directory.path() + QStringLiteral("/fresh");
        MUST(restoreBackup(fresh, backup.directory));
        QCOMPARE(namesOf(backupsOf(fresh, disk)), QStringList{backup.directory});
    }
};

} // namespace petrel::test
