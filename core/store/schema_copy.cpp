#include "core/store/schema_copy_p.h"

#include "core/base/clock.h"
#include "core/base/descriptor.h"
#include "core/base/log.h"
#include "core/store/profile_directory.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace petrel::store {

namespace {

constexpr int kKeptDays = 30;
constexpr qsizetype kPiece = 1 << 20;

QList<QFileInfo> copiesOf(const QString &file)
{
    const QFileInfo database(file);
    return database.dir().entryInfoList({database.fileName() + QStringLiteral(".schema-*")}, QDir::Files);
}

Error cannotCopy(int systemError)
{
    return fileError(systemError, QStringLiteral("keeping a copy of the database before it is changed"));
}

Status copyContent(const QString &from, const QString &to)
{
    const Descriptor source(::open(QFile::encodeName(from).constData(), O_RDONLY | O_CLOEXEC));
    const Descriptor copy(::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!source.isOpen() || !copy.isOpen())
        return cannotCopy(errno);
    QByteArray piece(kPiece, Qt::Uninitialized);
    while (true) {
        const ssize_t got = ::read(source.number(), piece.data(), kPiece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannotCopy(errno);
        if (got == 0)
            break;
        if (const int failed = writeAll(copy.number(), piece.constData(), static_cast<std::size_t>(got)))
            return cannotCopy(failed);
    }
    return ::fsync(copy.number()) == 0 ? Status() : Status(cannotCopy(errno));
}

} // namespace

Status keepSchemaCopy(sqlite::Database &database, const QString &file)
{
    const std::int64_t version = TRY(database.integer("PRAGMA user_version")).value_or(0);
    TRY(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    const QString copy = file + QStringLiteral(".schema-%1").arg(version);
    const QString draft = copy + QStringLiteral(".part");
    Status copied = copyContent(file, draft);
    if (copied && std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(copy).constData()) != 0)
        copied = cannotCopy(errno);
    if (!copied) {
        QFile::remove(draft);
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
