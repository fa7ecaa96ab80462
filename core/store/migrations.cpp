#include "core/store/migrations.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>

namespace petrel::store {

namespace {

constexpr qsizetype kHeaderBytes = 100; // https://www.sqlite.org/fileformat.html, 1.3
constexpr std::int64_t kApplicationId = 0x50747265; // "Ptre"

Error newerThanThis(std::int64_t version)
{
    return makeError(ErrorKind::Unsupported, ErrorScope::Application, ErrorRetry::AfterUser,
                     QStringLiteral("the profile was made by a newer Petrel (schema %1)").arg(version));
}

Error otherProgram()
{
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser,
                            QStringLiteral("mail.db is the database of another program"));
    error.code = "NOTADB";
    return error;
}

} // namespace

Result<SchemaAge> schemaAge(sqlite::Database &database)
{
    const std::int64_t version = TRY(database.integer("PRAGMA user_version")).value_or(0);
    const std::int64_t application = TRY(database.integer("PRAGMA application_id")).value_or(0);
    const std::int64_t objects = TRY(database.integer("SELECT count(*) FROM sqlite_master")).value_or(0);
    if (objects == 0 && version == 0)
        return SchemaAge::Empty;
    if (application != kApplicationId)
        return otherProgram();
    const int known = migrations().back().version;
    if (version > known)
        return newerThanThis(version);
    return version < known ? SchemaAge::Older : SchemaAge::Current;
}

bool isOfOlderSchema(const QString &file)
{
    QFile in(file);
    const QByteArray header = in.open(QIODevice::ReadOnly) ? in.read(kHeaderBytes) : QByteArray();
    if (header.size() < kHeaderBytes || !header.startsWith("SQLite format 3"))
        return false;
    const auto version = qFromBigEndian<qint32>(header.constData() + 60);
    const auto application = qFromBigEndian<qint32>(header.constData() + 68);
    return application == kApplicationId && version < migrations().back().version;
}

bool onlyAdds(const Migration &migration)
{
    QByteArray statements;
    for (const QByteArray &line : QByteArray(migration.sql).split('\n')) {
        const qsizetype comment = line.indexOf("--");
        statements += (comment < 0 ? line : line.left(comment)) + ' ';
    }
    QByteArrayList added; // columns
    const auto adds = [&](const QByteArray &statement) {
        const QByteArray words = statement.simplified();
        const qsizetype column = words.indexOf(" ADD COLUMN ");
        if (words.startsWith("ALTER TABLE ") && column > 0)
            added.append(words.mid(column + 12).split(' ').first());
        // Folders are few, and so is what waits to be appended; an index of what is set of a new column is empty.
        const bool aboutAppends = words.startsWith("INSERT INTO append_wish") || words.startsWith("DROP TABLE append_wish")
            || words.startsWith("ALTER TABLE append_wish") || words.contains(" INDEX append_wish_") || words.startsWith("CREATE TRIGGER append_wish") || words == "END";
        const bool aboutFolders = words.startsWith("UPDATE folder SET ") || words.contains(" INDEX folder_");
        const bool aboutKeywords = words.contains(" INDEX placement_keyword_"); // an index at most
        const bool isEmptyIndex = words.startsWith("CREATE INDEX ")
            && std::any_of(added.cbegin(), added.cend(), [&](const QByteArray &name) {
                   return words.endsWith(" WHERE " + name + " <> x''") || words.endsWith(" WHERE " + name + " IS NOT NULL");
               });
        return words.isEmpty() || words.startsWith("CREATE TABLE ") || (words.startsWith("ALTER TABLE ") && column > 0) || aboutFolders || aboutAppends || aboutKeywords || isEmptyIndex;
    };
    const QList<QByteArray> all = statements.split(';');
    return std::all_of(all.cbegin(), all.cend(), adds);
}

Result<bool> onlyAddsAreDue(sqlite::Database &database)
{
    const std::int64_t version = TRY(database.integer("PRAGMA user_version")).value_or(0);
    const std::span<const Migration> all = migrations();
    return std::all_of(all.begin(), all.end(), [version](const Migration &migration) { return migration.version <= version || onlyAdds(migration); });
}

Status migrate(sqlite::Database &database)
{
    const std::int64_t version = TRY(database.integer("PRAGMA user_version")).value_or(0);
    for (const Migration &migration : migrations()) {
        if (migration.version <= version)
            continue;
        sqlite::Transaction transaction = TRY(sqlite::Transaction::begin(database, sqlite::Transaction::Kind::Write));
        TRY(database.execute(migration.sql));
        TRY(database.execute("PRAGMA user_version = " + std::to_string(migration.version)));
        TRY(database.execute("PRAGMA application_id = " + std::to_string(kApplicationId)));
        TRY(transaction.commit());
    }
    return {};
}

Result<QByteArray> schemaDocument(sqlite::Database &database)
{
    QByteArray document = "-- The whole schema, as a fresh profile has it. Made from migrations/ by the store's tests: never edit it.\n";
    // The tables behind the full text index are SQLite's own affair.
    sqlite::Statement objects = TRY(database.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
                                                   "AND name NOT IN ('search_config', 'search_content', 'search_data', 'search_docsize', 'search_idx') "
                                                   "ORDER BY rowid"));
    while (TRY(objects.step()))
        document += '\n' + objects.bytes() + ";\n";
    return document;
}

} // namespace petrel::store
