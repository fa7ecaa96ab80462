#pragma once

#include "core/store/migrations.h"
#include "core/store/schema_copy_p.h"
#include "tests/store/profile.h"

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace petrel::test {

/** No file may grow beyond this: the disk is full, as far as a program can tell. */
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit small{bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_former); }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

private:
    rlimit m_former{};
};

/** A profile of the second schema, as a former Petrel left it. */
struct FormerProfile
{
    FormerProfile()
    {
        QDir().mkpath(path);
        auto database = MUST(sqlite::Database::open(file, sqlite::Database::Access::Create));
        MUST(database->execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"));
        for (const Migration &migration : migrations().first(2))
            MUST(database->execute(migration.sql));
        MUST(database->execute("PRAGMA user_version = 2; PRAGMA application_id = 1349808741;"));
        MUST(database->run("INSERT INTO contact (email, name, shown_email, words) VALUES ('bob@example.net', ?, 'bob@example.net', ' bob')", QString(1'200'000, QLatin1Char('b'))));
    }
    [[nodiscard]] QStringList copies() const
    {
        return QDir(path).entryList({QStringLiteral("mail.db.schema-*")}, QDir::Files);
    }
    [[nodiscard]] static std::int64_t versionOf(const QString &database)
    {
        const auto opened = MUST(sqlite::Database::open(database, sqlite::Database::Access::ReadWrite));
        return *MUST(opened->integer("PRAGMA user_version"));
    }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QTemporaryDir directory;
    QString path = directory.filePath(QStringLiteral("profile"));
    QString file = path + QStringLiteral("/mail.db");
    QString copy = path + QStringLiteral("/mail.db.schema-2");
};

/** A migration is no way of losing a profile. */
class SchemaCopyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }

    void before_a_migration_the_database_is_kept_as_it_was()
    {
        FormerProfile former;
        {
            const auto store = MUST(Store::open(former.path));
            QVERIFY(MUST(store->check()).isEmpty());
        }
        QCOMPARE(FormerProfile::versionOf(former.file), migrations().back().version);
        QCOMPARE(former.copies(), QStringList{QStringLiteral("mail.db.schema-2")});
        QCOMPARE(FormerProfile::versionOf(former.copy), 2);
        const auto kept = MUST(sqlite::Database::open(former.copy, sqlite::Database::Access::ReadWrite));
        QCOMPARE(*MUST(kept->integer("SELECT count(*) FROM contact")), 1);
        QCOMPARE(QFile::permissions(former.copy) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void a_current_database_is_not_copied()
    {
        Profile profile;
        profile.reopen();
        QVERIFY(QDir(profile.path()).entryList({QStringLiteral("mail.db.schema-*")}).isEmpty());
    }

    /** By the day it is put back, what waits in it was sent. */
    void what_waits_in_the_copy_is_uncertain_there_and_queued_here()
    {
        FormerProfile former;
        {
            const auto database = MUST(sqlite::Database::open(former.file, sqlite::Database::Access::ReadWrite));
            MUST(database->execute("PRAGMA foreign_keys = OFF;"
                                   "INSERT INTO outbox (account, message_id, envelope_from, subject, to_shown, raw, size, queued_at, changed_at) "
                                   "VALUES (1, x'61', x'', '', '', 1, 1, 1, 1)"));
        }
        const auto store = MUST(Store::open(former.path));
        const auto stateIn = [](const QString &file) {
            const auto database = MUST(sqlite::Database::open(file, sqlite::Database::Access::ReadWrite));
            return *MUST(database->integer("SELECT state FROM outbox"));
        };
        QCOMPARE(stateIn(former.file), static_cast<int>(OutboxState::Queued));
        QCOMPARE(stateIn(former.copy), static_cast<int>(OutboxState::Uncertain));
        QCOMPARE(former.copies().size(), 1); // and no log beside it
    }

    void without_room_there_is_no_half_a_copy()
    {
        FormerProfile former;
        QVERIFY(isOfOlderSchema(former.file));
        const QByteArray before = former.bytes();
        {
            const SmallDisk disk(100'000);
            const auto database = MUST(sqlite::Database::open(former.file, sqlite::Database::Access::ReadWrite));
            const Status kept = keepSchemaCopy(*database, former.file);
            VERIFY_FAILS(kept, ErrorKind::StoreFull);
            QCOMPARE(kept.error().scope, ErrorScope::Application);
            QVERIFY(kept.error().what.contains(QStringLiteral("copy")));
        }
        QVERIFY(former.bytes() == before);
        QCOMPARE(former.copies(), QStringList());
        MUST(Store::open(former.path)); // and when there is room, it is made
        QCOMPARE(former.copies().size(), 1);
        QVERIFY(!isOfOlderSchema(former.file));
        QVERIFY(!isOfOlderSchema(former.path));
    }

    /** A column more needs a page: nobody stands before a closed Petrel for want of room for all the mail once more. */
    void a_migration_that_only_adds_needs_no_room_for_a_copy()
    {
        FormerProfile former;
        {
            const SmallDisk disk(1'000'000);
            MUST(Store::open(former.path));
        }
        QCOMPARE(former.copies(), QStringList());
        QCOMPARE(FormerProfile::versionOf(former.file), migrations().back().version);
    }

    void a_migration_that_rewrites_is_known_from_one_that_adds()
    {
        QVERIFY(onlyAdds({9, "-- UPDATE nothing;\nALTER TABLE a\n ADD COLUMN b INTEGER NOT NULL DEFAULT 0; -- more\nCREATE TABLE c (d TEXT) STRICT;\n"}));
        QVERIFY(onlyAdds({9, "ALTER TABLE a ADD COLUMN b BLOB NOT NULL DEFAULT x''; CREATE INDEX i ON a (b) WHERE b <> x'';"})); // of nothing yet
        QVERIFY(onlyAdds({9, "UPDATE folder SET a = 1; DROP INDEX folder_b; CREATE UNIQUE INDEX folder_b ON folder (b);"})); // these are few
        QVERIFY(onlyAdds({9, "CREATE TABLE append_wish_next (a TEXT); INSERT INTO append_wish_next (a) SELECT a FROM append_wish; DROP TABLE append_wish;"})); // nor these
        QVERIFY(!onlyAdds({9, "ALTER TABLE a ADD COLUMN b INTEGER; UPDATE a SET b = 1;"}));
        QVERIFY(!onlyAdds({9, "ALTER TABLE a DROP COLUMN b;"}));
        QVERIFY(!onlyAdds({9, "CREATE INDEX i ON message (subject);"}));
        QVERIFY(!onlyAdds({9, "DROP INDEX i;"}));
        QVERIFY(!onlyAdds(migrations().front())); // it fills in rows
    }

    void the_copy_goes_after_its_time()
    {
        FormerProfile former;
        const auto store = MUST(Store::open(former.path));
        MUST(store->sweep());
        QCOMPARE(former.copies().size(), 1);
        const timespec longAgo{::time(nullptr) - 31 * 86'400, 0};
        const timespec times[] = {longAgo, longAgo};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(former.copy).constData(), times, 0), 0);
        MUST(store->sweep());
        QCOMPARE(former.copies(), QStringList());
    }

    void the_copy_goes_with_the_mail_of_a_removed_account()
    {
        FormerProfile former;
        const auto store = MUST(Store::open(former.path));
        const AccountId id = MUST(store->write(u"test", [](WriteTransaction &tx) { return tx.accounts().insert(Profile::account(IncomingKind::Imap)); }));
        MUST(store->write(u"test", [&](WriteTransaction &tx) { return tx.accounts().remove(id); }));
        QCOMPARE(former.copies().size(), 1);
        MUST(store->sweep());
        QCOMPARE(former.copies(), QStringList());
    }

    void a_lost_database_beside_a_copy_is_no_new_profile()
    {
        FormerProfile former;
        MUST(Store::open(former.path));
        QFile::remove(former.file);
        VERIFY_FAILS(Store::open(former.path), ErrorKind::StoreCorrupt);
    }
};

} // namespace petrel::test
