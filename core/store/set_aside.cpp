#include "core/store/database_swap_p.h"
#include "core/store/salvage_p.h"

#include "core/base/log.h"

#include <QFile>
#include <QtEndian>

#include <cerrno>

namespace petrel::store {

namespace {

/** The size that the header of a database tells, in bytes; 0 when it is no header. */
qint64 toldSize(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray header = in.read(100);
    if (header.size() < 100 || !header.startsWith("SQLite format 3"))
        return 0;
    const qint64 pageSize = qFromBigEndian<quint16>(header.constData() + 16);
    return (pageSize == 1 ? 65536 : pageSize) * qFromBigEndian<quint32>(header.constData() + 28);
}

/**
 * SQLite reads nothing of a file that was cut short. A copy, filled up with empty pages, gives what is
 * before the cut; the damaged file itself stays as it is. Returns the file to read from.
 */
Result<QString> readableSource(const QString &database, const QString &copy)
{
    constexpr qint64 kBelievableBytes = qint64(1) << 40;
    const qint64 told = toldSize(database);
    if (told <= QFile(database).size() || told > kBelievableBytes)
        return database;
    if (!QFile::copy(database, copy) || !QFile::resize(copy, told))
        return fileError(errno, QStringLiteral("copying ") + database);
    QFile::copy(database + QStringLiteral("-wal"), copy + QStringLiteral("-wal"));
    return copy;
}

/** A fresh database with everything that could be saved, complete on disk and closed. */
Status fillDraft(const ProfileDirectory &profile, const QString &draft, const StopToken &stop, Store::Salvaged &salvaged)
{
    const std::unique_ptr<sqlite::Database> fresh = TRY(openWriter(draft, Store::Options{}));
    const QString copy = profile.database() + QStringLiteral(".cut");
    removeDatabaseFiles(copy);
    const Status saved = salvageInto(*fresh, TRY(readableSource(profile.database(), copy)), stop, salvaged);
    removeDatabaseFiles(copy);
    TRY(saved);
    return fresh->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

Result<Store::Salvaged> Store::setAside(const QString &profileDirectory, const StopToken &stop)
{
    const ProfileDirectory profile(profileDirectory);
    TRY(profile.prepare());
    ProfileLock lock = TRY(ProfileLock::acquire(profile.lockFile()));
    TRY(DatabaseSwap::finishInterrupted(profile));
    const DatabaseSwap swap = DatabaseSwap::begin(profile);
    Salvaged salvaged;
    if (const Status filled = fillDraft(profile, swap.draft(), stop, salvaged); !filled) {
        removeDatabaseFiles(swap.draft());
        return filled.error();
    }
    if (QFile::exists(profile.database()))
        salvaged.damagedDatabase = swap.aside();
    TRY(swap.decide());
    salvaged.unclaimed = TRY(swap.finish());
    lock.markClean();
    qCWarning(logStore) << "set aside" << salvaged.damagedDatabase << "saved" << salvaged.messages << "messages," << salvaged.outbox
                        << "outgoing; unreadable rows:" << salvaged.unreadable << "contents without a row:" << salvaged.unclaimed;
    return salvaged;
}

} // namespace petrel::store
