#include "core/store/backup_making_p.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/store/faults_p.h"
#include "core/store/file_copy_p.h"
#include "core/store/sqlite/sqlite_error.h"
#include "core/store/whole_contents_p.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <cerrno>
#include <cstdio>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace petrel::store {

namespace {

/** Of 8 KiB each: some milliseconds, in which nobody else writes. */
constexpr int kPagesAStep = 256;
/** A backup must not be what keeps the next mail from being stored. */
constexpr qint64 kRoomToLeave = 256 * 1024 * 1024;
const QLatin1String draftMark(".making-");
/** So many backups in turn read all the files that they share. */
constexpr int kTurns = 7;

// How far it is, roughly: by what takes its time.
constexpr int kDatabaseCopied = 50;
constexpr int kContentsCopied = 70;

Error noRoom(qint64 needed)
{
    Error error = makeError(ErrorKind::StoreFull, ErrorScope::Application, ErrorRetry::AfterUser, QStringLiteral("a backup needs %1 bytes").arg(needed));
    error.code = "FULL";
    return error;
}

Status makeDirectory(const QString &path)
{
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return fileError(errno, QStringLiteral("making the directory ") + path);
}

/** A second name for the same bytes; false where the file system gives none. */
bool link(const QString &from, const QString &to)
{
    return ::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

} // namespace

BackupMaking::BackupMaking(const Source &source, const QString &directory, const StopToken &stop, const Store::Told &told)
    : m_source(source), m_directory(QDir(directory).absolutePath()), m_stop(stop), m_told(told)
{
}

BackupMaking::~BackupMaking()
{
    if (!m_draft.isEmpty())
        QDir(m_draft).removeRecursively();
}

Result<Backup> BackupMaking::run()
{
    TRY(prepare());
    TRY(copyDatabase());
    tell(kDatabaseCopied);
    TRY(copyContents());
    tell(kContentsCopied);
    TRY(readBack());
    TRY(writeDigest());
    return publish();
}

void BackupMaking::tell(int percent) const
{
    if (m_told)
        m_told(percent);
}

Status BackupMaking::prepare()
{
    QDir().mkpath(QFileInfo(m_directory).path());
    TRY(makeDirectory(m_directory));
    m_mark.profile = TRY(identityOf(m_source.profile.root()));
    const QString drafts = draftMark + m_mark.profile; // another profile's may be in the making just now
    for (const QString &cutOff : QDir(m_directory).entryList({drafts + QLatin1Char('*')}, QDir::Dirs | QDir::Hidden))
        QDir(m_directory + QLatin1Char('/') + cutOff).removeRecursively();
    const qint64 needed = QFileInfo(m_source.profile.database()).size() + QFileInfo(m_source.profile.database() + QStringLiteral("-wal")).size() + kRoomToLeave;
    const QStorageInfo room(m_directory); // knows nothing where the root is no mount of its own
    if (room.isValid() && room.bytesAvailable() < needed)
        return noRoom(needed);
    const auto former = latest(backupsOf(m_source.profile.root(), m_directory), Clock::current().wall());
    m_former = former ? former->directory : QString();
    m_formerMark = BackupMark::of(m_former).value_or(BackupMark());
    m_mark.turn = m_formerMark.turn + 1;
    m_draft = m_directory + QLatin1Char('/') + drafts + QLatin1Char('-') + QString::number(::getpid());
    TRY(makeDirectory(m_draft));
    return makeDirectory(m_draft + QStringLiteral("/blobs"));
}

Status BackupMaking::copyDatabase()
{
    const auto copy = TRY(sqlite::Database::open(database(), sqlite::Database::Access::Create));
    TRY(copy->execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")); // what is cut off goes whole; what is whole is synced below
    TRY(copyPages(*copy));
    // One file, without a log beside it.
    return copy->execute("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE;");
}

Status BackupMaking::copyPages(sqlite::Database &copy)
{
    // From the connection that writes: what is written meanwhile goes into the copy as well, and it is never begun anew.
    sqlite3_backup *backup = sqlite3_backup_init(copy.handle(), "main", m_source.writer.handle(), "main");
    if (!backup)
        return sqlite::errorFor(sqlite3_extended_errcode(copy.handle()), copy.handle());
    int result = SQLITE_OK;
    while ((result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED) && !m_stop.stop_requested()) {
        {
            const TicketGate::Pass pass(m_source.gate);
            result = sqlite3_backup_step(backup, kPagesAStep);
        }
        const int pages = qMax(1, sqlite3_backup_pagecount(backup));
        tell(kDatabaseCopied * (pages - sqlite3_backup_remaining(backup)) / pages);
    }
    const TicketGate::Pass pass(m_source.gate);
    const int finished = sqlite3_backup_finish(backup);
    if (m_stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("backup cancelled"));
    return finished == SQLITE_OK && result == SQLITE_DONE ? Status() : Status(sqlite::errorFor(finished == SQLITE_OK ? result : finished, copy.handle()));
}

Status BackupMaking::copyContents()
{
    const auto copied = TRY(sqlite::Database::open(database(), sqlite::Database::Access::QueryOnly));
    QSet<QString> shards;
    sqlite::Statement row = TRY(copied->query("SELECT file FROM blob WHERE file <> '' ORDER BY file"));
    while (TRY(row.step())) {
        if (m_stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("backup cancelled"));
        const QString file = row.text();
        const QString shard = m_draft + QStringLiteral("/blobs/") + file.section(QLatin1Char('/'), 0, 0);
        if (!shards.contains(shard)) {
            TRY(makeDirectory(shard));
            shards.insert(shard);
        }
        TRY(copyContent(file));
    }
    for (const QString &shard : std::as_const(shards))
        TRY(syncDirectory(shard));
    return syncDirectory(m_draft + QStringLiteral("/blobs"));
}

Status BackupMaking::copyContent(const QString &file)
{
    const QString own = m_source.profile.blobs() + QLatin1Char('/') + file;
    const QString copy = m_draft + QStringLiteral("/blobs/") + file;
    const QString former = m_former + QStringLiteral("/blobs/") + file;
    // The former one's stands for its content even where the profile's was damaged since.
    if (!m_former.isEmpty() && !m_formerMark.damagedFiles.contains(file) && link(former, copy)) {
        m_known.insert(file);
        return {};
    }
    if (link(own, copy))
        return {};
    const Status copied = copyFile(own, copy);
    if (copied || copied.error().kind == ErrorKind::StoreFull)
        return copied;
    QFile::remove(copy);
    // What cannot be read here is damaged, which readBack() finds; else it is there that it cannot be written.
    return digestOfFile(own).ok() ? copied : Status();
}

bool BackupMaking::isKnown(const QString &file) const
{
    return m_known.contains(file) && file.left(2).toInt(nullptr, 16) % kTurns != m_mark.turn % kTurns;
}

Status BackupMaking::readBack()
{
    QList<Finding> findings;
    const auto copy = TRY(sqlite::Database::open(database(), sqlite::Database::Access::ReadWrite));
    const QString blobs = m_draft + QStringLiteral("/blobs");
    copy->stopWhen(&m_stop);
    TRY(addDatabaseFaults(*copy, "PRAGMA quick_check(10)", findings));
    if (!findings.isEmpty()) {
        Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser, QStringLiteral("the backup is not what it should be: ") + findings.first().what);
        error.code = "BACKUP";
        return error;
    }
    QList<DamagedContent> damaged = TRY(damagedContents(Reader(*copy, blobs, 0), m_stop, [this](const QString &file) { return isKnown(file); }));
    if (damaged.isEmpty())
        return {};
    damaged = TRY(WholeContents(*copy, blobs, QList<ContentPlace>{{m_source.profile.root()}} + backupPlaces(m_directory)).mend(damaged, m_stop));
    m_mark.damaged = TRY(mailOn(*copy, damaged));
    for (const DamagedContent &content : std::as_const(damaged)) {
        qCWarning(logStore) << "damaged, and whole in no backup:" << content.finding().what;
        if (!content.file.isEmpty())
            m_mark.damagedFiles.append(content.file);
    }
    return {};
}

Status BackupMaking::writeDigest()
{
    TRY(writeSynced(digestFile(m_draft), TRY(digestOfFile(database())) + '\n'));
    return m_mark.write(m_draft);
}

Result<Backup> BackupMaking::publish()
{
    TRY(syncDirectory(m_draft));
    const QString name = freeName();
    if (std::rename(QFile::encodeName(m_draft).constData(), QFile::encodeName(name).constData()) != 0)
        return fileError(errno, QStringLiteral("naming the backup ") + name);
    m_draft.clear();
    TRY(syncDirectory(m_directory));
    const QList<Backup> all = backupsOf(m_source.profile.root(), m_directory);
    const auto made = std::find_if(all.begin(), all.end(), [&](const Backup &backup) { return backup.directory == name; });
    if (made == all.end())
        return makeError(ErrorKind::Bug, QStringLiteral("the backup that was made is not found: ") + name);
    for (const Backup &old : outdated(all, made->madeAt))
        QDir(old.directory).removeRecursively();
    qCInfo(logStore) << "backup" << made->directory << "of" << made->messages << "messages, damaged:" << made->damaged.size();
    tell(100);
    return *made;
}

QString BackupMaking::freeName() const
{
    QDateTime when = Clock::current().wall().toUTC();
    while (true) {
        const QString name = m_directory + QLatin1Char('/') + when.toString(QStringLiteral("yyyy-MM-ddTHH-mm-ssZ"));
        if (!QFile::exists(name))
            return name;
        when = when.addSecs(1);
    }
}

Result<QByteArray> digestOfFile(const QString &file)
{
    QFile in(file);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!in.open(QIODevice::ReadOnly) || !hash.addData(&in))
        return fileError(errno, QStringLiteral("reading ") + file);
    return hash.result().toHex();
}

QString digestFile(const QString &backup) { return backup + QStringLiteral("/mail.db.sha256"); }

} // namespace petrel::store
