#include "core/store/schema_copy_p.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/store/database_swap_p.h"
#include "core/store/file_copy_p.h"
#include "core/store/mend_p.h"
#include "core/store/profile_directory.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>

namespace petrel::store {

namespace {

constexpr int kKeptDays = 30;

QList<QFileInfo> copiesOf(const QString &file)
{
    const QFileInfo database(file);
    return database.dir().entryInfoList({database.fileName() + QStringLiteral(".schema-*")}, QDir::Files);
}

Error cannotCopy(int systemError)
{
    return fileError(systemError, QStringLiteral("keeping a copy of the database before it is changed"));
}

/** Whoever goes back to this copy goes back in time. */
Status makeOutboxUncertainIn(const QString &file)
{
    const std::unique_ptr<sqlite::Database> copy = TRY(sqlite::Database::open(file, sqlite::Database::Access::ReadWrite));
    return makeOutboxUncertain(*copy, "a copy");
}

} // namespace

Status keepSchemaCopy(sqlite::Database &database, const QString &file)
{
    const std::int64_t version = TRY(database.integer("PRAGMA user_version")).value_or(0);
    TRY(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    const QString copy = file + QStringLiteral(".schema-%1").arg(version);
    const QString draft = copy + QStringLiteral(".part");
    Status copied = copyFile(file, draft);
    if (copied)
        copied = makeOutboxUncertainIn(draft);
    if (copied && std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(copy).constData()) != 0)
        copied = cannotCopy(errno);
    if (!copied) {
        removeDatabaseFiles(draft);
        return copied;
    }
    TRY(syncDirectory(QFileInfo(file).path()));
    for (const QFileInfo &other : copiesOf(file)) {
        if (other.filePath() != copy)
            QFile::remove(other.filePath());
    }
    qCInfo(logStore) << "the database of schema" << version << "is kept as" << copy;
    return {};
}

void removeOldSchemaCopies(const QString &file)
{
    const QDateTime before = Clock::current().wall().addDays(-kKeptDays);
    for (const QFileInfo &copy : copiesOf(file)) {
        if (copy.lastModified() < before)
            QFile::remove(copy.filePath());
    }
}

void removeAllSchemaCopies(const QString &file)
{
    for (const QFileInfo &copy : copiesOf(file))
        QFile::remove(copy.filePath());
}

} // namespace petrel::store
