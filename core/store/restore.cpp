#include "core/store/backup.h"

#include "core/base/log.h"
#include "core/store/backup_mark_p.h"
#include "core/store/content_digest_p.h"
#include "core/store/database_swap_p.h"
#include "core/store/file_copy_p.h"
#include "core/store/mend_p.h"
#include "core/store/schema_copy_p.h"
#include "core/store/since_backup_p.h"
#include "core/store/store_p.h"
#include "core/store/whole_contents_p.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>

namespace petrel::store {

namespace {

/** The contents of it that are damaged. Of a database that is, nothing is taken. */
Result<QList<DamagedContent>> examine(const QString &backup, const StopToken &stop)
{
    const BackupFaults faults = TRY(faultsOf(backup, stop));
    if (faults.database.isEmpty())
        return faults.contents;
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser, QStringLiteral("the backup is damaged: ") + faults.database.first().what);
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

/** One that is damaged in the profile is exchanged for the backup's, which was read whole just now. Of one that is damaged there, what can be read is better than nothing. */
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

Status bringContents(const ProfileDirectory &profile, const QString &backup, const QList<DamagedContent> &damaged, const StopToken &stop)
{
    for (const QString &file : contentFiles(backup + QStringLiteral("/blobs"))) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("restoring was cancelled"));
        const bool isWhole = std::none_of(damaged.begin(), damaged.end(), [&](const DamagedContent &content) { return content.file == file; });
        if (isWhole)
            TRY(bringContent(profile, backup, file));
        else if (!QFile::exists(profile.blobs() + QLatin1Char('/') + file))
            (void)bringContent(profile, backup, file);
    }
    return syncDirectory(profile.blobs());
}

/** Those of the backup's that are damaged, as far as they are in the restored database and not whole in the profile. */
Result<QList<DamagedContent>> stillDamaged(sqlite::Database &restored, const ProfileDirectory &profile, const QList<DamagedContent> &damaged)
{
    const Reader reader(restored, profile.blobs(), 0);
    QList<DamagedContent> still;
    for (DamagedContent content : damaged) {
        const auto id = TRY(restored.integer("SELECT id FROM blob WHERE sha256 = ?", content.sha256));
        content.id = BlobId(id.value_or(0));
        const auto digest = digestOf(reader, content.id);
        if (id && (!digest.ok() || *digest != content.sha256))
            still.append(content);
    }
    return still;
}

/** What is damaged in the backup comes from where it is whole. What is left is fetched again where a server has it, and does not go out. */
Status mendContents(sqlite::Database &restored, const ProfileDirectory &profile, const QString &backup, const QList<DamagedContent> &damaged, const StopToken &stop, QStringList &told)
{
    const QList<ContentPlace> places = QList<ContentPlace>{{profile.root()}} + backupPlaces(QFileInfo(backup).path());
    const QList<DamagedContent> left = TRY(WholeContents(restored, profile.blobs(), places).mend(TRY(stillDamaged(restored, profile, damaged)), stop));
    for (const DamagedContent &content : left)
        TRY(distrust(restored, content.id));
    told = TRY(mailOn(restored, left));
    return {};
}

/** The backup's database with what came since, complete on disk and closed. */
Status fillDraft(const ProfileDirectory &profile, const QString &backup, const QString &draft, const QList<DamagedContent> &damaged, const StopToken &stop, Restored &restored)
{
    TRY(copyFile(backup + QStringLiteral("/mail.db"), draft));
    const std::unique_ptr<sqlite::Database> database = TRY(openWriter(draft, Store::Options{}));
    removeAllSchemaCopies(draft); // the backup is that copy
    TRY(bringSince(*database, profile.database(), stop));
    TRY(mendContents(*database, profile, backup, damaged, stop, restored.damaged));
    restored.accounts = static_cast<int>(TRY(database->integer("SELECT count(*) FROM account")).value_or(0));
    restored.messages = static_cast<int>(TRY(database->integer("SELECT count(*) FROM message WHERE orphaned_since = 0")).value_or(0));
    restored.outbox = static_cast<int>(TRY(database->integer("SELECT count(*) FROM outbox")).value_or(0));
    return database->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

Result<Restored> restoreBackup(const QString &profileDirectory, const QString &backup, const StopToken &stop)
{
    const ProfileDirectory profile(profileDirectory);
    TRY(profile.prepare());
    ProfileLock lock = TRY(ProfileLock::acquire(profile.lockFile()));
    TRY(DatabaseSwap::finishInterrupted(profile));
    const QList<DamagedContent> damaged = TRY(examine(backup, stop));
    const DatabaseSwap swap = DatabaseSwap::begin(profile);
    Restored restored;
    Status filled = bringContents(profile, backup, damaged, stop);
    if (filled)
        filled = fillDraft(profile, backup, swap.draft(), damaged, stop, restored);
    if (!filled) {
        removeDatabaseFiles(swap.draft());
        return filled.error();
    }
    if (QFile::exists(profile.database()))
        restored.damagedDatabase = swap.aside();
    const BackupMark mark = BackupMark::of(backup).value_or(BackupMark());
    if (knownIdentity(profile.root()).isEmpty() && !mark.profile.isEmpty())
        TRY(setIdentity(profile.root(), mark.profile));
    TRY(swap.decide());
    restored.unclaimed = TRY(swap.finish());
    lock.markClean();
    qCWarning(logStore) << "restored from" << backup << restored.messages << "messages; damaged:" << restored.damaged.size() << "the database until now is" << restored.damagedDatabase;
    return restored;
}

} // namespace petrel::store
