#pragma once

#include "core/store/migrations.h"
#include "core/store/profile_lock.h"
#include "core/store/sqlite/database.h"
#include "tests/gui/application/application_test.h"

namespace petrel::test {

/** The first start after an update. */
class PrepareTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    /** A profile as a former Petrel left it. */
    void makeFormer(const QString &profile)
    {
        QDir().mkpath(profile);
        const auto database = store::sqlite::Database::open(profile + QStringLiteral("/mail.db"), store::sqlite::Database::Access::Create);
        QVERIFY(database.ok());
        QVERIFY((*database)->execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;").ok());
        for (const store::Migration &migration : store::migrations().first(2))
            QVERIFY((*database)->execute(migration.sql).ok());
        QVERIFY((*database)->execute("PRAGMA user_version = 2; PRAGMA application_id = 1349808741;").ok());
    }

private Q_SLOTS:
    void what_takes_a_minute_is_done_beside_a_window_that_says_so()
    {
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QStringLiteral("former"));
        line.secrets = QStringLiteral("memory");
        line.view = QStringLiteral("main");
        makeFormer(line.profileDir);
        AnsweringSeams seams;
        app::Application petrel(line);
        petrel.start();
        QVERIFY2(!petrel.engine(), "nothing was opened on this thread");
        QVERIFY(openWindowOf<QProgressDialog>());
        QCOMPARE(openWindowOf<QProgressDialog>()->objectName(), QStringLiteral("prepare"));
        QTRY_VERIFY(petrel.window());
        QVERIFY(!openWindowOf<QProgressDialog>());
        QVERIFY(QFile::exists(line.profileDir + QStringLiteral("/mail.db.schema-2")));
        QCOMPARE(seams.asked.size(), 0);
    }

    void where_that_fails_the_person_is_asked()
    {
        app::CommandLine line;
        line.profileDir = m_directory.filePath(QStringLiteral("in use"));
        line.secrets = QStringLiteral("memory");
        line.view = QStringLiteral("main");
        makeFormer(line.profileDir);
        const auto lock = store::ProfileLock::acquire(line.profileDir + QStringLiteral("/lock"));
        QVERIFY(lock.ok());
        AnsweringSeams seams(std::nullopt); // the question stays open
        app::Application petrel(line);
        petrel.start();
        QTRY_COMPARE(seams.asked.size(), 1);
        QVERIFY(!petrel.window());
    }
};

} // namespace petrel::test
