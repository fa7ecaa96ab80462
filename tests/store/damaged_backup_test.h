#pragma once

#include "core/store/profile_directory.h"
#include "tests/store/restoring.h"

namespace petrel::test {

/** A bad block takes one mail, not all backups: it is told whose, taken from where it is whole, and never counts as backed up. */
class DamagedBackupTest : public QObject, private Restoring
{
    Q_OBJECT

    /** Days later. */
    class LaterClock : public Clock
    {
    public:
        explicit LaterClock(int days) : m_former(Clock::replace(this)), m_days(days) {}
        ~LaterClock() override { Clock::replace(m_former); }
        QDateTime wall() const override { return Clock::wall().addDays(m_days); }

    private:
        const Clock *m_former;
        int m_days;
    };

    static QString onlyFileOf(const QString &directory) { return QStringLiteral("/blobs/") + contentFiles(directory + QStringLiteral("/blobs")).value(0); }
    /** In place, as a disk does it: every name of the file tells it. */
    static void rot(const QString &file)
    {
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(1000);
        damaged.write("damage");
    }
    /** A file of its own, as on another disk. */
    static void separate(const QString &file)
    {
        QVERIFY(QFile::copy(file, file + QStringLiteral(".own")) && QFile::remove(file) && QFile::rename(file + QStringLiteral(".own"), file));
    }
    static void rotInTable(Profile &profile, const char *subject)
    {
        MUST(profile.write([&](WriteTransaction &tx) {
            return tx.database().run("UPDATE blob SET data = zeroblob(length(data)) WHERE id = (SELECT raw FROM message WHERE subject = ?)", QString::fromLatin1(subject));
        }));
    }
    static void forget(Profile &profile)
    {
        MUST(profile.write([&](WriteTransaction &tx) { return tx.database().run("DELETE FROM placement"); }));
    }

private Q_SLOTS:
    void the_rest_is_restored_and_what_is_missing_has_a_name()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        receive(profile, 2, "two");
        const Backup backup = backUp(profile);
        rot(profile.path() + onlyFileOf(profile.path()));
        forget(profile);
        QCOMPARE(restore(profile, backup).damaged, QStringList{QStringLiteral("Subject 1")});
        QCOMPARE(subjects(profile, profile.localInbox), (QStringList{QStringLiteral("Subject 1"), QStringLiteral("Subject 2")}));
        QCOMPARE(rawOf(profile, "Subject 2"), QByteArray("two"));
        QVERIFY2(profile.number("SELECT count(*) FROM pop3_seen WHERE uidl = x'7531'") == 0, "a server that has it is asked for it again");
        QCOMPARE(profile.number("SELECT count(*) FROM pop3_seen WHERE uidl = x'7532' AND state = 1"), 1);
    }

    void what_is_damaged_in_the_backup_and_whole_here_is_no_loss()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        const Backup backup = backUp(profile);
        separate(profile.path() + onlyFileOf(profile.path()));
        rot(backup.directory + onlyFileOf(backup.directory));
        QCOMPARE(restore(profile, backup).damaged, QStringList());
        QCOMPARE(rawOf(profile, "Subject 1"), noise(300'000));
        QVERIFY(profile.isSound());
    }

    void another_backup_has_it_whole()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        const Backup old = backUp(profile);
        separate(old.directory + onlyFileOf(old.directory));
        const LaterClock tomorrow(1);
        receive(profile, 2, "two");
        const Backup backup = backUp(profile);
        separate(backup.directory + onlyFileOf(backup.directory));
        rot(backup.directory + onlyFileOf(backup.directory));
        rot(profile.path() + onlyFileOf(profile.path()));
        QCOMPARE(restore(profile, backup).damaged, QStringList());
        QCOMPARE(rawOf(profile, "Subject 1"), noise(300'000));
        QVERIFY(profile.isSound());
        QCOMPARE(MUST(verifyBackup(old.directory)), QList<Finding>());
    }

    void a_backup_is_made_of_the_rest()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        receive(profile, 2, "two");
        receive(profile, 3, "three");
        rot(profile.path() + onlyFileOf(profile.path()));
        rotInTable(profile, "Subject 2");
        const Backup backup = backUp(profile);
        QCOMPARE(backup.damaged, (QStringList{QStringLiteral("Subject 1"), QStringLiteral("Subject 2")}));
        QCOMPARE(backupsIn(profile.directory.path() + QStringLiteral("/kept")), QList<Backup>{backup});
        forget(profile);
        QCOMPARE(restore(profile, backup).damaged.size(), 2);
        QCOMPARE(rawOf(profile, "Subject 3"), QByteArray("three"));
    }

    void a_file_that_is_gone_is_damage_like_any_other()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        QVERIFY(QFile::remove(profile.path() + onlyFileOf(profile.path())));
        QCOMPARE(backUp(profile).damaged, QStringList{QStringLiteral("Subject 1")});
    }

    /** In the table, and in a file: the backup before had them, and neither is the file of the profile. */
    void what_the_backup_before_has_whole_is_whole_in_the_next()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        receive(profile, 2, "two");
        const Backup old = backUp(profile);
        rotInTable(profile, "Subject 2");
        separate(old.directory + onlyFileOf(old.directory));
        rot(profile.path() + onlyFileOf(profile.path()));
        const LaterClock tomorrow(1);
        const Backup next = backUp(profile);
        QCOMPARE(next.damaged, QStringList());
        QCOMPARE(MUST(verifyBackup(next.directory)), QList<Finding>());
    }

    /** One inode for the profile and every backup: its bad block is in all of them, and no digest was taken since. */
    void a_file_that_all_share_is_read_again_in_turns()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        QCOMPARE(backUp(profile).damaged, QStringList());
        rot(profile.path() + onlyFileOf(profile.path()));
        int firstTold = 0;
        for (int day = 1; day <= 14; ++day) {
            const LaterClock later(day);
            const bool isTold = backUp(profile).damaged == QStringList{QStringLiteral("Subject 1")};
            if (isTold && firstTold == 0)
                firstTold = day;
            QVERIFY2(isTold == (firstTold != 0), "once found it is told each time, until it is whole");
        }
        QVERIFY2(firstTold >= 1 && firstTold <= 7, qPrintable(QString::number(firstTold)));
    }

    /** The server had it still, and it came again. */
    void what_was_healed_here_is_whole_in_the_next()
    {
        Profile profile;
        receive(profile, 1, noise(300'000));
        rot(profile.path() + onlyFileOf(profile.path()));
        QCOMPARE(backUp(profile).damaged.size(), 1);
        MUST(profile.write([](WriteTransaction &tx) { return tx.blobs().insertBytes(noise(300'000)); }));
        const LaterClock tomorrow(1);
        const Backup next = backUp(profile);
        QCOMPARE(next.damaged, QStringList());
        QCOMPARE(MUST(verifyBackup(next.directory)), QList<Finding>());
    }
};

} // namespace petrel::test
