#pragma once

#include "core/base/result.h"
#include "core/store/sqlite/database.h"

#include <span>

namespace petrel::store {

/** One numbered file of migrations/, compiled in. Never edited after release. */
struct Migration
{
    int version = 0;        ///< PRAGMA user_version after it
    const char *sql = nullptr;
};

/** Whether it only adds tables and columns, or changes rows of the few folders: some pages, however large the database is. */
[[nodiscard]] bool onlyAdds(const Migration &migration);

/** All of them, in order. */
[[nodiscard]] std::span<const Migration> migrations();

/** What a database file is, before anything is written to it. */
enum class SchemaAge { Empty, Older, Current };
/**
 * Unsupported when it was made by a newer Petrel, StoreCorrupt ("NOTADB") when it is another
 * program's, or as the database answers.
 */
[[nodiscard]] Result<SchemaAge> schemaAge(sqlite::Database &database);

/**
 * Whether opening this file would migrate it, after a copy of it was made: that may take a minute, so not on the GUI thread.
 * A look at its header, which opens nothing; false for what is no database of ours.
 */
[[nodiscard]] bool isOfOlderSchema(const QString &file);

/** Whether all that migrate() would do to it only adds. */
[[nodiscard]] Result<bool> onlyAddsAreDue(sqlite::Database &database);

/** Brings the schema up to date, one transaction per migration. For the write connection, before use. */
[[nodiscard]] Status migrate(sqlite::Database &database);

/** The schema of this database as one commented document: what schema.sql in the repository is. */
[[nodiscard]] Result<QByteArray> schemaDocument(sqlite::Database &database);

} // namespace petrel::store
