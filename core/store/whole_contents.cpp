#include "core/store/whole_contents_p.h"

#include "core/store/backup.h"
#include "core/store/content_digest_p.h"
#include "core/store/file_copy_p.h"
#include "core/store/profile_directory.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>

namespace petrel::store {

QList<ContentPlace> backupPlaces(const QString &directory)
{
    QList<ContentPlace> places;
    const QList<Backup> backups = backupsIn(directory);
    std::transform(backups.begin(), backups.end(), std::back_inserter(places), [](const Backup &backup) { return ContentPlace{backup.directory}; });
    return places;
}

Result<QList<DamagedContent>> WholeContents::mend(const QList<DamagedContent> &damaged, const StopToken &stop)
{
    QList<DamagedContent> left;
    for (const DamagedContent &content : damaged) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("looking for whole contents was cancelled"));
        if (!TRY(isBrought(content)))
            left.append(content);
    }
    return left;
}

Result<bool> WholeContents::isBrought(const DamagedContent &content)
{
    for (const ContentPlace &place : std::as_const(m_places)) {
        const auto database = sqlite::Database::open(place.database(), sqlite::Database::Access::QueryOnly);
        if (!database.ok())
            continue;
        Result<sqlite::Statement> row = (*database)->query("SELECT id, codec, raw_size, stored_size, file, data FROM blob WHERE sha256 = ?", content.sha256);
        if (!row.ok() || !row->step().valueOr(false))
            continue;
        const auto digest = digestOf(Reader(**database, place.blobs(), 0), row->id<BlobId>());
        if (!digest.ok() || *digest != content.sha256)
            continue;
        TRY(bring(content, *row, place));
        return true;
    }
    return false;
}

Status WholeContents::bring(const DamagedContent &content, sqlite::Statement &row, const ContentPlace &from)
{
    const auto codec = row.integer();
    const auto rawSize = row.integer();
    const auto storedSize = row.integer();
    const QString file = row.text();
    if (!file.isEmpty())
        TRY(bringFile(file, from));
    return m_target.run("UPDATE blob SET codec = ?, raw_size = ?, stored_size = ?, file = ?, data = ? WHERE id = ?", codec, rawSize, storedSize, file, row.bytes(), content.id);
}

Status WholeContents::bringFile(const QString &file, const ContentPlace &from)
{
    const QString own = m_blobs + QLatin1Char('/') + file;
    const QString shard = m_blobs + QLatin1Char('/') + file.section(QLatin1Char('/'), 0, 0);
    const QString draft = shard + QStringLiteral("/.brought");
    QDir().mkpath(shard);
    TRY(copyFile(from.blobs() + QLatin1Char('/') + file, draft));
    if (std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(own).constData()) != 0)
        return fileError(errno, QStringLiteral("bringing ") + own);
    return syncDirectory(shard);
}

Result<QStringList> mailOn(sqlite::Database &database, const QList<DamagedContent> &contents)
{
    QStringList subjects;
    for (const DamagedContent &content : contents) {
        sqlite::Statement row = TRY(database.query("SELECT subject FROM message WHERE orphaned_since = 0 AND (raw = ?1 OR id IN (SELECT message FROM part WHERE blob = ?1)) "
                                                   "UNION ALL SELECT subject FROM outbox WHERE raw = ?1 AND state NOT IN (2, 5)", content.id));
        while (TRY(row.step()))
            subjects.append(row.text());
    }
    return subjects;
}

} // namespace petrel::store
