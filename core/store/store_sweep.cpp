#include "core/store/placement_table_p.h"
#include "core/store/schema_copy_p.h"
#include "core/store/store_p.h"

#include "core/base/clock.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

namespace petrel::store {

namespace {

constexpr int kSlice = 200;
/** A message takes its text out of the index, whatever the length of it: others come in between. */
constexpr qint64 kSliceMs = 20;
/** A message that another program moved may turn up elsewhere; its body waits so long. */
constexpr std::int64_t kOrphanSeconds = 3600;
constexpr std::int64_t kSentSeconds = 30 * 86400;

/** Runs `slice` again and again, each in a transaction of its own, until it says that nothing is left. */
Status inSlices(Store &store, QStringView label, const StopToken &stop, const std::function<Result<int>(WriteTransaction &)> &slice)
{
    while (true) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("sweep cancelled"));
        if (TRY(store.write(label, slice)) == 0)
            return {};
    }
}

Result<QList<std::int64_t>> numbers(sqlite::Statement row)
{
    QList<std::int64_t> ids;
    while (TRY(row.step()))
        ids.append(row.integer());
    return ids;
}

/** What is parked waits for the person, unless the whole account went. */
Result<int> removeGonePlacements(WriteTransaction &transaction)
{
    const QList<std::int64_t> ids = TRY(numbers(TRY(transaction.database().query(
        "SELECT p.id FROM folder f JOIN account a ON a.id = f.account JOIN placement p ON p.folder = f.id "
        "WHERE f.gone = 1 AND (p.parked_since = 0 OR a.gone = 1) LIMIT ?",
        kSlice))));
    for (const std::int64_t id : ids)
        TRY(transaction.database().run("DELETE FROM placement WHERE id = ?", id));
    return static_cast<int>(ids.size());
}

/** Orphans of removed accounts at once, the others after their hour. */
Result<int> removeOrphans(WriteTransaction &transaction)
{
    const QList<std::int64_t> ids = TRY(numbers(TRY(transaction.database().query(
        "SELECT m.id FROM message m JOIN account a ON a.id = m.account WHERE m.orphaned_since <> 0 AND (a.gone = 1 OR m.orphaned_since < ?) LIMIT ?",
        Clock::nowUtc() - kOrphanSeconds, kSlice))));
    QElapsedTimer time;
    time.start();
    int removed = 0;
    for (const std::int64_t id : ids) {
        TRY(PlacementTable(transaction).removeMessageIfOrphaned(MessageId(id)));
        ++removed;
        if (time.elapsed() >= kSliceMs)
            break;
    }
    return removed;
}

/** True when an account went with everything of it. */
Result<bool> removeEmptyShells(WriteTransaction &transaction)
{
    sqlite::Database &database = transaction.database();
    TRY(database.run("DELETE FROM append_wish WHERE account IN (SELECT id FROM account WHERE gone = 1)"));
    TRY(database.run("DELETE FROM folder WHERE gone = 1 AND NOT EXISTS (SELECT 1 FROM placement WHERE folder = folder.id) "
                     "AND NOT EXISTS (SELECT 1 FROM append_wish WHERE append_wish.folder = folder.id)"));
    TRY(database.run("DELETE FROM account WHERE gone = 1 AND NOT EXISTS (SELECT 1 FROM folder WHERE folder.account = account.id) "
                     "AND NOT EXISTS (SELECT 1 FROM message WHERE message.account = account.id)"));
    const bool accountsWent = database.changedRows() > 0;
    TRY(database.run("DELETE FROM outbox WHERE state IN (2, 5) AND changed_at < ?", Clock::nowUtc() - kSentSeconds));
    return accountsWent;
}

/** First phase: the row goes, and the name of its file into the trash. */
Result<int> removeUnnamedBlobs(WriteTransaction &transaction)
{
    sqlite::Database &database = transaction.database();
    const QList<std::int64_t> ids = TRY(numbers(TRY(database.query(
        "SELECT id FROM blob b WHERE NOT EXISTS (SELECT 1 FROM message WHERE raw = b.id) AND NOT EXISTS (SELECT 1 FROM part WHERE part.blob = b.id) "
        "AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.raw = b.id) AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.blob = b.id) LIMIT ?",
        kSlice))));
    for (const std::int64_t id : ids) {
        TRY(database.run("INSERT OR IGNORE INTO blob_trash (file, since) SELECT file, ? FROM blob WHERE id = ? AND file <> ''", Clock::nowUtc(), id));
        TRY(database.run("DELETE FROM blob WHERE id = ?", id));
    }
    return static_cast<int>(ids.size());
}

Result<QStringList> trashedFiles(sqlite::Database &database)
{
    sqlite::Statement row = TRY(database.query("SELECT file FROM blob_trash LIMIT ?", kSlice));
    QStringList files;
    while (TRY(row.step()))
        files.append(row.text());
    return files;
}

QByteArray digestOf(const QString &file)
{
    return QByteArray::fromHex(file.section(QLatin1Char('/'), -1).toLatin1());
}

/** Second phase, after the commit of the first: the file goes. Behind the gate, so that nobody names it anew. */
Result<int> emptyTrash(WriteTransaction &transaction)
{
    sqlite::Database &database = transaction.database();
    const QStringList files = TRY(trashedFiles(database));
    for (const QString &file : files) {
        if (!TRY(database.integer("SELECT 1 FROM blob WHERE file = ?", file)))
            QFile::remove(transaction.blobDirectory() + QLatin1Char('/') + file);
        TRY(database.run("DELETE FROM blob_trash WHERE file = ?", file));
    }
    return static_cast<int>(files.size());
}

/** The files among these that have no row. One read transaction: the gate stays open. */
Result<QStringList> filesWithoutRow(Store &store, const QStringList &files, const StopToken &stop)
{
    return store.read([&](const Reader &reader) -> Result<QStringList> {
        QStringList unknown;
        for (const QString &file : files) {
            if (!TRY(reader.database().integer("SELECT 1 FROM blob WHERE sha256 = ? AND file = ?", digestOf(file), file)))
                unknown.append(file);
        }
        return unknown;
    }, stop);
}

/** Files whose transaction never came: named, but without a row. One that is about to get its row is kept by emptyTrash(). */
Status trashUnknownFiles(Store &store, const QString &blobDirectory, const StopToken &stop)
{
    QStringList unknown = TRY(filesWithoutRow(store, contentFiles(blobDirectory), stop));
    return inSlices(store, u"sweep files", stop, [&](WriteTransaction &transaction) -> Result<int> {
        const QStringList slice = unknown.mid(0, kSlice);
        for (const QString &file : slice)
            TRY(transaction.database().run("INSERT OR IGNORE INTO blob_trash (file, since) VALUES (?, ?)", file, Clock::nowUtc()));
        unknown.remove(0, slice.size());
        return static_cast<int>(slice.size());
    });
}

/** What lost its row with a damaged database and came again since: the profile holds it whole without this copy. */
Status dropWhatCameAgain(Store &store, const ProfileDirectory &profile, const StopToken &stop)
{
    const QDir unclaimed(profile.unclaimed());
    for (const QString &name : unclaimed.entryList(QDir::Files)) {
        const bool cameAgain = TRY(store.read([&](const Reader &reader) -> Result<bool> {
            sqlite::Statement row = TRY(reader.database().query("SELECT file, stored_size FROM blob WHERE sha256 = ?", digestOf(name)));
            if (!TRY(row.step()))
                return false;
            const QString file = row.text();
            return file.isEmpty() || QFileInfo(profile.blobs() + QLatin1Char('/') + file).size() == row.integer();
        }, stop));
        if (cameAgain)
            QFile::remove(unclaimed.filePath(name));
    }
    return {};
}

/** Beginnings of downloads are named for their message ("<id>-<size>"): with it, or with its whole account, they go. */
Status removePartsOfGoneMail(Store &store, const StopToken &stop)
{
    const QDir partial(store.profileDirectory() + QStringLiteral("/partial"));
    for (const QString &name : partial.entryList(QDir::Files)) {
        const MessageId message(name.section(QLatin1Char('-'), 0, 0).toLongLong());
        const bool isThere = TRY(store.read([&](const Reader &reader) -> Result<bool> {
            return TRY(reader.database().integer("SELECT 1 FROM message WHERE id = ?", message)).has_value();
        }, stop));
        if (!isThere)
            QFile::remove(partial.filePath(name));
    }
    return {};
}

} // namespace

/**
 * Only beside a database that is known to be sound: a damaged page may hide the row of a mail that is nowhere else.
 * Once per opening is enough, for files lose their rows by crashes only.
 */
Status Store::sweepFiles(const StopToken &stop)
{
    if (d->needsQuickCheck || d->filesAreSwept)
        return {};
    TRY(trashUnknownFiles(*this, d->profile.blobs(), stop));
    TRY(dropWhatCameAgain(*this, d->profile, stop));
    d->filesAreSwept = true;
    return {};
}

Status Store::sweep(const StopToken &stop)
{
    TRY(inSlices(*this, u"sweep placements", stop, removeGonePlacements));
    TRY(inSlices(*this, u"sweep messages", stop, removeOrphans));
    if (TRY(write(u"sweep folders and accounts", removeEmptyShells)))
        removeAllSchemaCopies(d->profile.database());
    removeOldSchemaCopies(d->profile.database());
    TRY(inSlices(*this, u"sweep contents", stop, removeUnnamedBlobs));
    TRY(sweepFiles(stop));
    TRY(removePartsOfGoneMail(*this, stop));
    TRY(inSlices(*this, u"sweep trash", stop, [this](WriteTransaction &transaction) { return d->filesStay ? Result<int>(0) : emptyTrash(transaction); }));
    return write(u"sweep pages", [](WriteTransaction &transaction) { return transaction.database().run("PRAGMA incremental_vacuum(1000)"); });
}

} // namespace petrel::store
