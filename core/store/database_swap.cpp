#include "core/store/database_swap_p.h"

#include "core/base/log.h"
#include "core/store/sqlite/database.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSet>

#include <cerrno>
#include <cstdio>

namespace petrel::store {

namespace {

const QLatin1String decidedMark(".salvaged-");

Status rename(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fileError(errno, QStringLiteral("renaming ") + from);
    return {};
}

/** The names below blobs/ that the database gives a row. */
Result<QSet<QString>> claimedFiles(const QString &database)
{
    const auto fresh = TRY(sqlite::Database::open(database, sqlite::Database::Access::ReadWrite));
    sqlite::Statement row = TRY(fresh->query("SELECT file FROM blob WHERE file <> ''"));
    QSet<QString> names;
    while (TRY(row.step()))
        names.insert(row.text());
    return names;
}

} // namespace

void removeDatabaseFiles(const QString &file)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(file + QLatin1String(suffix));
}

DatabaseSwap DatabaseSwap::begin(const ProfileDirectory &profile)
{
    DatabaseSwap swap(profile, QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss")));
    for (int again = 2; QFile::exists(swap.aside()); ++again)
        swap.m_stamp = swap.m_stamp.section(QLatin1Char('.'), 0, 0) + QStringLiteral(".%1").arg(again);
    removeDatabaseFiles(swap.draft());
    return swap;
}

Status DatabaseSwap::finishInterrupted(const ProfileDirectory &profile)
{
    const QString pattern = QFileInfo(profile.database()).fileName() + decidedMark + QLatin1Char('*');
    for (const QString &name : QDir(profile.root()).entryList({pattern}, QDir::Files, QDir::Name)) {
        if (name.endsWith(QLatin1String("-wal")) || name.endsWith(QLatin1String("-shm")))
            continue;
        qCWarning(logStore) << "an exchange of the database was cut off and is finished:" << name;
        TRY(DatabaseSwap(profile, name.section(decidedMark, 1)).finish());
    }
    return {};
}

QString DatabaseSwap::draft() const
{
    return m_profile.database() + QStringLiteral(".salvage");
}

QString DatabaseSwap::decided() const
{
    return m_profile.database() + decidedMark + m_stamp;
}

QString DatabaseSwap::aside() const
{
    return m_profile.database() + QStringLiteral(".aside-") + m_stamp;
}

Status DatabaseSwap::decide() const
{
    TRY(rename(draft(), decided()));
    return syncDirectory(m_profile.root());
}

Result<int> DatabaseSwap::finish() const
{
    for (const char *suffix : {"", "-wal", "-shm"}) {
        const QString from = m_profile.database() + QLatin1String(suffix);
        if (QFile::exists(from))
            TRY(rename(from, aside() + QLatin1String(suffix)));
    }
    const int unclaimed = TRY(moveUnclaimed());
    TRY(syncDirectory(m_profile.root()));
    TRY(rename(decided(), m_profile.database()));
    TRY(syncDirectory(m_profile.root()));
    return unclaimed;
}

Result<int> DatabaseSwap::moveUnclaimed() const
{
    const QSet<QString> claimed = TRY(claimedFiles(decided()));
    int moved = 0;
    for (const QString &file : contentFiles(m_profile.blobs())) {
        if (claimed.contains(file))
            continue;
        if (moved++ == 0)
            TRY(m_profile.prepareUnclaimed());
        TRY(rename(m_profile.blobs() + QLatin1Char('/') + file, m_profile.unclaimed() + QLatin1Char('/') + file.section(QLatin1Char('/'), 1)));
    }
    if (moved > 0)
        TRY(syncDirectory(m_profile.unclaimed()));
    return moved;
}

} // namespace petrel::store
