#pragma once

#include "core/store/profile_lock.h"
#include "tests/store/profile.h"

#include <sys/wait.h>
#include <unistd.h>

namespace petrel::test {

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_new_profile_is_for_its_owner_only()
    {
        Profile profile;
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const char *name : {"", "/mail.db", "/mail.db-wal", "/blobs", "/lock"})
            QVERIFY2(!(QFile::permissions(profile.path() + QLatin1String(name)) & others), name);
    }

    void a_profile_that_was_open_to_others_is_closed_to_them()
    {
        Profile profile;
        profile.store.reset();
        const auto all = QFile::Permissions(0x7777);
        for (const char *name : {"", "/blobs", "/blobs/tmp"})
            QVERIFY(QFile::setPermissions(profile.path() + QLatin1String(name), all));
        profile.store = MUST(Store::open(profile.path()));
        for (const char *name : {"", "/blobs", "/blobs/tmp"})
            QVERIFY2(!(QFile::permissions(profile.path() + QLatin1String(name)) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)), name);
    }

    void a_second_opener_is_told_at_once_who_has_it()
    {
        Profile profile;
        const auto second = Store::open(profile.path());
        VERIFY_FAILS(second, ErrorKind::ProfileInUse);
        QVERIFY(second.error().what.contains(QString::number(::getpid())));
    }

    void another_process_is_kept_out_too()
    {
        Profile profile;
        const pid_t child = ::fork();
        if (child == 0) {
            const auto lock = ProfileLock::acquire(profile.path() + QStringLiteral("/lock"));
            ::_exit(!lock.ok() && lock.error().kind == ErrorKind::ProfileInUse ? 0 : 1);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
    }

    void the_lock_of_a_dead_process_does_no_harm_and_tells_of_the_crash()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("lock"));
        const pid_t child = ::fork();
        if (child == 0) {
            const auto lock = ProfileLock::acquire(file);
            ::_exit(lock.ok() && !lock->ownerCrashed() ? 0 : 1);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        auto lock = MUST(ProfileLock::acquire(file));
        QVERIFY(lock.ownerCrashed());
    }

    void an_orderly_end_leaves_no_trace_of_a_crash()
    {
        Profile profile;
        profile.reopen();
        QVERIFY(!profile.store->needsQuickCheck());
    }

    void after_a_crash_the_database_is_looked_over()
    {
        Profile profile;
        profile.reopenAfterCrash();
        QVERIFY(profile.store->needsQuickCheck());
        QVERIFY(MUST(profile.store->quickCheck()).isEmpty());
        QVERIFY(!profile.store->needsQuickCheck());
    }

    void a_directory_that_cannot_be_made_is_told_clearly()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(QStringLiteral("plain")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto opened = Store::open(file.fileName() + QStringLiteral("/profile"));
        VERIFY_FAILS(opened, ErrorKind::StoreCorrupt);
        QCOMPARE(opened.error().code, QByteArray("UNREADABLE"));
    }

    void an_unwritable_profile_is_told_clearly()
    {
        Profile profile;
        profile.store.reset();
        // Root may write everywhere, so it is somebody else for this.
        const bool isRoot = ::geteuid() == 0;
        QVERIFY(!isRoot || ::seteuid(65534) == 0);
        QFile::setPermissions(profile.path(), QFile::ReadOwner | QFile::ExeOwner);
        const auto opened = Store::open(profile.path());
        QVERIFY(!isRoot || ::seteuid(0) == 0);
        QFile::setPermissions(profile.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        VERIFY_FAILS(opened, ErrorKind::StoreCorrupt);
        QCOMPARE(opened.error().code, QByteArray("UNREADABLE"));
    }
};

} // namespace petrel::test
