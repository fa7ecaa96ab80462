#pragma once

#include "core/store/list_sql_p.h"
#include "core/store/migrations.h"
#include "tests/store/profile.h"

namespace petrel::test {

class SchemaTest : public QObject
{
    Q_OBJECT

    static QString planOf(const std::string &sql)
    {
        Profile profile;
        return MUST(profile.read([&](const Reader &reader) -> Result<QString> {
            sqlite::Statement row = TRY(reader.database().query("EXPLAIN QUERY PLAN " + sql));
            QStringList lines;
            while (TRY(row.step())) {
                row.skip();
                row.skip();
                row.skip();
                lines.append(row.text());
            }
            return lines.join(QLatin1Char('\n'));
        }));
    }

private Q_SLOTS:
    /** PETREL_UPDATE_SCHEMA=1 writes the document instead of comparing it. */
    void the_schema_document_is_what_a_fresh_profile_has()
    {
        Profile profile;
        const QByteArray document = MUST(profile.read([](const Reader &reader) { return schemaDocument(reader.database()); }));
        QFile file(QStringLiteral(PETREL_SCHEMA_DOCUMENT));
        if (qEnvironmentVariableIsSet("PETREL_UPDATE_SCHEMA")) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(document);
            return;
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll() == document, "run the store's tests once with PETREL_UPDATE_SCHEMA=1");
    }

    void the_database_is_set_up_for_safety()
    {
        Profile profile;
        MUST(profile.write([](WriteTransaction &tx) -> Status {
            const auto pragma = [&](const char *name) { return tx.database().integer(std::string("PRAGMA ") + name); };
            [&] {
                QCOMPARE(MUST(pragma("page_size")).value(), 8192);
                QCOMPARE(MUST(pragma("auto_vacuum")).value(), 2);
                QCOMPARE(MUST(pragma("synchronous")).value(), 2);
                QCOMPARE(MUST(pragma("foreign_keys")).value(), 1);
                QCOMPARE(MUST(pragma("user_version")).value(), migrations().back().version);
            }();
            return {};
        }));
    }

    void every_migration_has_its_number_in_order()
    {
        int expected = 1;
        for (const Migration &migration : migrations())
            QCOMPARE(migration.version, expected++);
    }

    void opening_twice_migrates_once()
    {
        Profile profile;
        profile.reopen();
        QCOMPARE(profile.number("SELECT count(*) FROM account"), 2);
    }

    void a_profile_of_a_newer_petrel_is_left_alone()
    {
        Profile profile;
        profile.store.reset();
        const QString file = profile.path() + QStringLiteral("/mail.db");
        {
            auto database = MUST(sqlite::Database::open(file, sqlite::Database::Access::ReadWrite));
            MUST(database->execute("PRAGMA user_version = 9999; PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        const auto content = [&] {
            QFile in(file);
            return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
        };
        const QByteArray before = content();
        const auto opened = Store::open(profile.path());
        VERIFY_FAILS(opened, ErrorKind::Unsupported);
        QCOMPARE(opened.error().scope, ErrorScope::Application);
        QVERIFY(content() == before);
    }

    void another_programs_database_is_not_taken_over()
    {
        QTemporaryDir directory;
        {
            auto database = MUST(sqlite::Database::open(directory.filePath(QStringLiteral("mail.db")), sqlite::Database::Access::Create));
            MUST(database->execute("CREATE TABLE cookies (name TEXT)"));
        }
        VERIFY_FAILS(Store::open(directory.path()), ErrorKind::StoreCorrupt);
    }

    void every_list_is_found_by_an_index_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("index");
        using Scope = ListQuery::Scope;
        const std::pair<Scope, const char *> scopes[] = {{Scope::Folder, "placement_list"}, {Scope::AllInboxes, "placement_list"},
                                                         {Scope::AllDrafts, "placement_list"},
                                                         {Scope::Flagged, "placement_flagged_list"}, {Scope::Unread, "placement_unread_list"}};
        for (const auto &[scope, index] : scopes) {
            for (const auto order : {ListQuery::Order::Descending, ListQuery::Order::Ascending}) {
                ListQuery query;
                query.scope = scope;
                query.order = order;
                const auto add = [&, name = index](const char *what, const std::string &sql) {
                    QTest::addRow("%s, scope %d, order %d", what, int(scope), int(order)) << QString::fromStdString(sql) << QString::fromLatin1(name);
                };
                add("page", listSql(query, false));
                add("next page", listSql(query, true));
                add("keys", listKeysSql(query));
            }
        }
    }
    /** Two folders of 20,000 are no more work for it than two of 200. */
    void a_page_of_several_folders_sorts_the_heads_of_their_lists_only()
    {
        ListQuery query;
        query.scope = ListQuery::Scope::AllInboxes;
        for (const bool after : {false, true}) {
            const QString plan = planOf(mergedListSql(query, after, 2));
            QCOMPARE(plan.count(QLatin1String("placement_list (view_folder=?")), 2);
            // Each head is read in order by a routine of its own; what is sorted comes behind it.
            QCOMPARE(plan.count(QLatin1String("CO-ROUTINE (subquery")), 2);
            QVERIFY2(plan.indexOf(QLatin1String("TEMP B-TREE")) > plan.indexOf(QLatin1String("SCAN (subquery")), qPrintable(plan));
        }
    }

    void every_list_is_found_by_an_index()
    {
        QFETCH(QString, sql);
        QFETCH(QString, index);
        const QString plan = planOf(sql.toStdString());
        QVERIFY2(plan.contains(index), qPrintable(plan));
        const bool sorts = plan.contains(QLatin1String("TEMP B-TREE"));
        QVERIFY2(!sorts || sql.contains(QLatin1String("role = ")), qPrintable(plan));
    }
};

} // namespace petrel::test
