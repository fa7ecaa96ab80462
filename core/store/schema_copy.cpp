#include "core/store/schema_copy_p.h"

#include "core/base/clock.h"
#include "core/base/descriptor.h"
#include "core/base/log.h"
#include "core/store/database_swap_p.h"
#include "core/store/profile_directory.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
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

/** Both files name the same blocks until one of them is written to: at once, where the file system can (Btrfs, XFS). */
bool shareBlocks(const Descriptor &source, const Descriptor &copy)
{
    return ::ioctl(copy.number(), FICLONE, source.number()) == 0;
}

/** Within the kernel; 0, or the system's error number. EXDEV, EINVAL, ENOSYS and EOPNOTSUPP: it has to be done by hand, from where it stopped. */
int copyInKernel(const Descriptor &source, const Descriptor &copy)
{
    while (true) {
        const ssize_t got = ::copy_file_range(source.number(), nullptr, copy.number(), nullptr, kPiece, 0);
        if (got == 0)
            return 0;
        if (got < 0 && errno != EINTR)
            return errno;
    }
}

bool mustBeDoneByHand(int systemError)
{
    return systemError == EXDEV || systemError == EINVAL || systemError == ENOSYS || systemError == EOPNOTSUPP;
}

int copyByHand(const Descriptor &source, const Descriptor &copy)
{
    QByteArray piece(kPiece, Qt::Uninitialized);
    while (true) {
        const ssize_t got = ::read(source.number(), piece.data(), kPiece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : 0;
        if (const int failed = writeAll(copy.number(), piece.constData(), static_cast<std::size_t>(got)))
            return failed;
    }
}

Status copyContent(const QString &from, const QString &to)
{
    const Descriptor source(::open(QFile::encodeName(from).constData(), O_RDONLY | O_CLOEXEC));
    const Descriptor copy(::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!source.isOpen() || !copy.isOpen())
        return cannotCopy(errno);
    if (!shareBlocks(source, copy)) {
        int failed = copyInKernel(source, copy);
        if (mustBeDoneByHand(failed))
            failed = copyByHand(source, copy);
        if (failed != 0)
            return cannotCopy(failed);
    }
    return ::fsync(copy.number()) == 0 ? Status() : Status(cannotCopy(errno));
}

/** Whoever goes back to this copy goes back in time: what waits in it was sent since, as far as it can know. */
Status makeOutboxUncertain(const QString &file)
{
    const std::unique_ptr<sqlite::Database> copy = TRY(sqlite::Database::open(file, sqlite::Database::Access::ReadWrite));
    return copy->run("UPDATE outbox SET state = 4, last_error = 'taken from a copy: it may have been sent already' WHERE state IN (0, 1)");
}

} // namespace

Status keepSchemaCopy(sqlite::Database &database, const QString &file)
{
    const std::int64_t version = TRY(database.integer("PRAGMA user_version")).value_or(0);
    TRY(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    const QString copy = file + QStringLiteral(".schema-%1").arg(version);
    const QString draft = copy + QStringLiteral(".part");
    Status copied = copyContent(file, draft);
    if (copied)
        copied = makeOutboxUncertain(draft);
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
