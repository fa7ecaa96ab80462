#include "core/store/backup.h"

#include "core/store/backup_making_p.h"
#include "core/store/backup_mark_p.h"
#include "core/store/faults_p.h"
#include "core/store/store_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace petrel::store {

namespace {

constexpr int kDays = 3;
constexpr int kWeeks = 3;

QDateTime madeAt(const QString &name)
{
    QDateTime made = QDateTime::fromString(name, QStringLiteral("yyyy-MM-ddTHH-mm-ssZ"));
    made.setTimeSpec(Qt::UTC);
    return made;
}

/** What is in a directory that has the name of a backup; nothing when it is none. */
std::optional<Backup> backupAt(const QString &directory)
{
    const QString file = directory + QStringLiteral("/mail.db");
    Backup backup{QDir(directory).absolutePath(), madeAt(QFileInfo(directory).fileName()), QFileInfo(file).size(), 0};
    if (!backup.madeAt.isValid() || backup.bytes == 0)
        return {};
    const auto database = sqlite::Database::open(file, sqlite::Database::Access::QueryOnly);
    const auto messages = database ? (*database)->integer("SELECT count(*) FROM message WHERE orphaned_since = 0") : Result<std::optional<std::int64_t>>(database.error());
    if (!messages)
        return {};
    backup.messages = static_cast<int>(messages->value_or(0));
    const BackupMark mark = BackupMark::of(directory).value_or(BackupMark());
    backup.profile = mark.profile;
    backup.damaged = mark.damaged;
    return backup;
}

/** The newest of each of the last `count` spans that have one. `backups` are newest first. */
template <class Span>
void keepNewestOfEach(const QList<Backup> &backups, int count, Span spanOf, QSet<QString> &kept)
{
    QSet<qint64> spans;
    for (const Backup &backup : backups) {
        const qint64 span = spanOf(backup.madeAt.date());
        if (spans.contains(span))
            continue;
        if (spans.size() == count)
            return;
        spans.insert(span);
        kept.insert(backup.directory);
    }
}

} // namespace

QString ownBackups(const QString &profileDirectory) { return profileDirectory + QStringLiteral("/backups"); }

QList<Backup> backupsIn(const QString &directory)
{
    QList<Backup> backups;
    const QDir place(directory);
    for (const QString &name : place.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (const auto backup = backupAt(place.filePath(name)))
            backups.append(*backup);
    }
    std::sort(backups.begin(), backups.end(), [](const Backup &one, const Backup &other) { return one.madeAt > other.madeAt; });
    return backups;
}

QList<Backup> backupsOf(const QString &profileDirectory, const QString &directory)
{
    const QString identity = knownIdentity(profileDirectory);
    QList<Backup> backups = identity.isEmpty() ? QList<Backup>() : backupsIn(directory);
    backups.removeIf([&](const Backup &backup) { return backup.profile != identity; });
    return backups;
}

std::optional<Backup> latest(const QList<Backup> &backups, const QDateTime &now)
{
    std::optional<Backup> latest;
    for (const Backup &backup : backups) {
        if (backup.madeAt <= now && (!latest || backup.madeAt > latest->madeAt))
            latest = backup;
    }
    return latest;
}

QList<Backup> outdated(QList<Backup> backups, const QDateTime &now)
{
    backups.removeIf([&](const Backup &backup) { return backup.madeAt > now; });
    std::sort(backups.begin(), backups.end(), [](const Backup &one, const Backup &other) { return one.madeAt > other.madeAt; });
    QSet<QString> kept;
    keepNewestOfEach(backups, kDays, [](const QDate &day) { return day.toJulianDay(); }, kept);
    keepNewestOfEach(backups, kWeeks, [](const QDate &day) { return (day.toJulianDay()) / 7; }, kept); // Julian days begin on a Monday
    backups.removeIf([&](const Backup &backup) { return kept.contains(backup.directory); });
    return backups;
}

Result<BackupFaults> faultsOf(const QString &backup, const StopToken &stop)
{
    BackupFaults faults;
    const QString file = backup + QStringLiteral("/mail.db");
    const auto ofDatabase = [](const QString &what) { return BackupFaults{{{Finding::Subject::Database, what}}}; };
    if (!QFileInfo::exists(file))
        return ofDatabase(QStringLiteral("there is no mail.db in ") + backup);
    const auto database = sqlite::Database::open(file, sqlite::Database::Access::QueryOnly);
    if (!database && database.error().kind == ErrorKind::StoreCorrupt && database.error().code != "UNREADABLE")
        return ofDatabase(database.error().what);
    if (!database)
        return database.error();
    (*database)->stopWhen(&stop);
    QFile told(digestFile(backup));
    if (!told.open(QIODevice::ReadOnly) || told.readAll().trimmed() != TRY(digestOfFile(file)))
        faults.database.append({Finding::Subject::Database, QStringLiteral("mail.db is not what it was when the backup was made")});
    TRY(addDatabaseFaults(**database, "PRAGMA integrity_check(100)", faults.database));
    if (faults.database.isEmpty())
        faults.contents = TRY(damagedContents(Reader(**database, backup + QStringLiteral("/blobs"), 0), stop));
    return faults;
}

Result<QList<Finding>> verifyBackup(const QString &backup, const StopToken &stop)
{
    const BackupFaults faults = TRY(faultsOf(backup, stop));
    QList<Finding> findings = faults.database;
    std::transform(faults.contents.begin(), faults.contents.end(), std::back_inserter(findings), [](const DamagedContent &content) { return content.finding(); });
    return findings;
}

Result<Backup> Store::backUp(const QString &directory, const StopToken &stop, const Told &told)
{
    const std::unique_lock alone(d->backingUp, std::try_to_lock);
    if (!alone.owns_lock())
        return makeError(ErrorKind::Invalid, QStringLiteral("a backup is being made already")).withServerText({}, "BACKUP-RUNS");
    // From here on no content's file goes: those that the copy names are there until they have their second name.
    const auto stay = [this](bool files) {
        const TicketGate::Pass pass(d->gate);
        d->filesStay = files;
    };
    stay(true);
    const Result<Backup> made = BackupMaking({*d->writer, d->gate, d->profile}, directory, stop, told).run();
    stay(false);
    return made;
}

} // namespace petrel::store
