#include "core/store/backup.h"

#include "core/base/log.h"
#include "core/store/database_swap_p.h"
#include "core/store/file_copy_p.h"
#include "core/store/schema_copy_p.h"
#include "core/store/since_backup_p.h"
#include "core/store/store_p.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>

namespace petrel::store {

namespace {

Status refuseDamaged(const QString &backup, const StopToken &stop)
{
    const QList<Finding> findings = TRY(verifyBackup(backup, stop));
    if (findings.isEmpty())
        return {};
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser, QStringLiteral("the backup is damaged: ") + findings.first().what);
    error.code = "BACKUP";
    return error;
}

bool haveSameBytes(const QString &one, const QString &other)
{
    QFile first(one);
    QFile second(other);
    if (!first.open(QIODevice::ReadOnly) || !second.open(QIODevice::ReadOnly) || first.size() != second.size())
        return false;
    constexpr qint64 kPiece = 256 * 1024;
    while (!first.atEnd()) {
        if (first.read(kPiece) != second.read(kPiece))
            return false;
    }
    return true;
}

/** One that is damaged in the profile is exchanged for the backup's, which was read whole just now. */
Status bringContent(const ProfileDirectory &profile, const QString &backup, const QString &file)
{
    const QString own = profile.blobs() + QLatin1Char('/') + file;
    const QString kept = backup + QStringLiteral("/blobs/") + file;
    if (haveSameBytes(own, kept))
        return {};
    QDir(profile.blobs()).mkpath(file.section(QLatin1Char('/'), 0, 0));
    const QString draft = profile.temporary() + QLatin1Char('/') + file.section(QLatin1Char('/'), 1);
    TRY(copyFile(kept, draft));
    if (std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(own).constData()) != 0)
        return fileError(errno, QStringLiteral("bringing back ") + own);
    return syncDirectory(QFileInfo(own).path());
}

Status bringContents(const ProfileDirectory &profile, const QString &backup, const StopToken &stop)
{
    for (const QString &file : contentFiles(backup + QStringLiteral("/blobs"))) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("restoring was cancelled"));
        TRY(bringContent(profile, backup, file));
    }
    return syncDirectory(profile.blobs());
}

/** The backup's database with what came since, complete on disk and closed. */
Status fillDraft(const ProfileDirectory &profile, const QString &backup, const QString &draft, const StopToken &stop, Store::Salvaged &restored)
{
    TRY(copyFile(backup + QStringLiteral("/mail.db"), draft));
    const std::unique_ptr<sqlite::Database> database = TRY(openWriter(draft, Store::Options{}));
    removeAllSchemaCopies(draft); // the backup is that copy
    TRY(bringSince(*database, profile.database(), stop));
    restored.accounts = static_cast<int>(TRY(database->integer("SELECT count(*) FROM account")).value_or(0));
    restored.messages = static_cast<int>(TRY(database->integer("SELECT count(*) FROM message WHERE orphaned_since = 0")).value_or(0));
    restored.outbox = static_cast<int>(TRY(database->integer("SELECT count(*) FROM outbox")).value_or(0));
    return database->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

Result<Store::Salvaged> restoreBackup(const QString &profileDirectory, const QString &backup, const StopToken &stop)
{
    const ProfileDirectory profile(profileDirectory);
    TRY(profile.prepare());
    ProfileLock lock = TRY(ProfileLock::acquire(profile.lockFile()));
    TRY(DatabaseSwap::finishInterrupted(profile));
    TRY(refuseDamaged(backup, stop));
    const DatabaseSwap swap = DatabaseSwap::begin(profile);
    Store::Salvaged restored;
    Status filled = bringContents(profile, backup, stop);
    if (filled)
        filled = fillDraft(profile, backup, swap.draft(), stop, restored);
    if (!filled) {
        removeDatabaseFiles(swap.draft());
        return filled.error();
    }
    if (QFile::exists(profile.database()))
        restored.damagedDatabase = swap.aside();
    TRY(swap.decide());
    restored.unclaimed = TRY(swap.finish());
    lock.markClean();
    qCWarning(logStore) << "restored from" << backup << restored.messages << "messages; the database until now is" << restored.damagedDatabase;
    return restored;
}

} // namespace petrel::store
