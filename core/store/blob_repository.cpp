#include "core/store/blob_repository.h"

#include "core/base/clock.h"
#include "core/store/content_digest_p.h"
#include "core/store/profile_directory.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <sys/stat.h>

namespace petrel::store {

namespace {

QString shardedName(const QByteArray &sha256)
{
    const QString hex = QString::fromLatin1(sha256.toHex());
    return hex.left(2) + QLatin1Char('/') + hex;
}

/** Renames into blobs/ab/ and syncs the directories, so that the name is there before its row. */
Status giveFinalName(const QString &temporaryFile, const QString &blobDirectory, const QString &name)
{
    const QString shard = blobDirectory + QLatin1Char('/') + name.left(2);
    const bool isNew = ::mkdir(QFile::encodeName(shard).constData(), 0700) == 0;
    if (!isNew && errno != EEXIST)
        return fileError(errno, QStringLiteral("making the directory ") + shard);
    const QString target = blobDirectory + QLatin1Char('/') + name;
    if (std::rename(QFile::encodeName(temporaryFile).constData(), QFile::encodeName(target).constData()) != 0)
        return fileError(errno, QStringLiteral("naming ") + target);
    TRY(syncDirectory(shard));
    return isNew ? syncDirectory(blobDirectory) : Status();
}

/** A content whose file got lost, or cut, or has changed is not here: the next arrival of the same content heals it. */
Result<bool> isWhole(WriteTransaction &transaction, BlobId id, const QByteArray &sha256, BlobRepository::IfKnown ifKnown)
{
    if (ifKnown == BlobRepository::IfKnown::Compare) {
        const Result<QByteArray> digest = digestOf(transaction.reader(), id);
        if (!digest && digest.error().scope != ErrorScope::Message)
            return digest.error();
        return digest && *digest == sha256;
    }
    sqlite::Database &database = transaction.database();
    const QString &directory = transaction.blobDirectory();
    sqlite::Statement row = TRY(database.query("SELECT file, stored_size, length(data) FROM blob WHERE id = ?", id));
    TRY(row.step());
    const QString file = row.text();
    const qint64 storedSize = row.integer();
    const qint64 inTable = row.integer();
    const qint64 present = file.isEmpty() ? inTable : QFileInfo(directory + QLatin1Char('/') + file).size();
    return present == storedSize;
}

} // namespace

Result<BlobId> BlobRepository::insert(FinishedBlob finished, IfKnown ifKnown)
{
    sqlite::Database &database = m_transaction.database();
    const QString &directory = m_transaction.blobDirectory();
    QString file;
    const auto known = TRY(database.integer("SELECT id FROM blob WHERE sha256 = ?", finished.sha256));
    if (known && TRY(isWhole(m_transaction, BlobId(*known), finished.sha256, ifKnown)))
        return BlobId(*known);
    if (!finished.temporaryFile.isEmpty()) {
        file = shardedName(finished.sha256);
        TRY(giveFinalName(finished.temporaryFile, directory, file));
        finished.temporaryFile.clear();
        TRY(database.run("DELETE FROM blob_trash WHERE file = ?", file));
    }
    if (known) {
        TRY(database.run("UPDATE blob SET codec = ?, raw_size = ?, stored_size = ?, file = ?, data = ? WHERE id = ?", finished.codec, finished.rawSize, finished.storedSize,
                         file, finished.stored, *known));
        return BlobId(*known);
    }
    TRY(database.run("INSERT INTO blob (sha256, codec, raw_size, stored_size, file, data) VALUES (?, ?, ?, ?, ?, ?)", finished.sha256,
                     finished.codec, finished.rawSize, finished.storedSize, file, finished.stored));
    return BlobId(database.lastInsertId());
}

Result<BlobId> BlobRepository::insertBytes(const QByteArray &content)
{
    BlobWriter writer(m_transaction.blobDirectory() + QStringLiteral("/tmp"));
    TRY(writer.write(content));
    return insert(TRY(writer.finish()));
}

} // namespace petrel::store
