#include "core/store/content_digest_p.h"
#include "core/store/store_p.h"

namespace petrel::store {

namespace {

constexpr int kMaxFindingsEach = 100;
/** So often the check of the index is begun anew when somebody had something to write. */
constexpr int kIndexAttempts = 5;
/** A few documents: each takes a handful of instructions, however long it is. */
constexpr int kIndexInstructionsBetweenLooks = 50;

Finding finding(Finding::Subject subject, const QString &what)
{
    return {subject, what};
}

/** integrity_check and quick_check answer "ok" or one line per fault. */
Status addDatabaseFaults(sqlite::Database &database, const char *pragma, QList<Finding> &findings)
{
    Result<sqlite::Statement> prepared = database.query(pragma);
    if (!prepared.ok() && prepared.error().kind == ErrorKind::StoreCorrupt) {
        findings.append(finding(Finding::Subject::Database, prepared.error().what));
        return {};
    }
    sqlite::Statement row = TRY(std::move(prepared));
    while (true) {
        const Result<bool> more = row.step();
        if (!more.ok() && more.error().kind == ErrorKind::StoreCorrupt) {
            findings.append(finding(Finding::Subject::Database, more.error().what));
            return {};
        }
        if (!TRY(more))
            return {};
        const QString line = row.text();
        if (line != QLatin1String("ok"))
            findings.append(finding(Finding::Subject::Database, line.simplified()));
    }
}

Status addBrokenKeys(sqlite::Database &database, QList<Finding> &findings)
{
    sqlite::Statement row = TRY(database.query("SELECT \"table\", coalesce(rowid, 0), parent FROM pragma_foreign_key_check LIMIT ?", kMaxFindingsEach));
    while (TRY(row.step())) {
        const QString table = row.text();
        const std::int64_t id = row.integer();
        findings.append(finding(Finding::Subject::Keys, QStringLiteral("row %1 of %2 names a %3 that is not there").arg(id).arg(table, row.text())));
    }
    return {};
}

Status addDamagedBlob(const Reader &reader, BlobId id, const QByteArray &sha256, QList<Finding> &findings)
{
    const auto damaged = [&](const QString &what) {
        findings.append(finding(Finding::Subject::Blob, QStringLiteral("content %1: %2").arg(id.number()).arg(what)));
        return Status();
    };
    const Result<QByteArray> digest = digestOf(reader, id);
    if (!digest.ok())
        return damaged(digest.error().what);
    return *digest == sha256 ? Status() : damaged(QStringLiteral("its digest is not what it was"));
}

Status addDamagedBlobs(const Reader &reader, const StopToken &stop, QList<Finding> &findings)
{
    sqlite::Statement row = TRY(reader.database().query("SELECT id, sha256 FROM blob ORDER BY id"));
    while (TRY(row.step())) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("check cancelled"));
        const auto id = row.id<BlobId>();
        TRY(addDamagedBlob(reader, id, row.bytes(), findings));
    }
    return {};
}

/** Every message has its text in the index. */
Status addMissingTexts(sqlite::Database &database, QList<Finding> &findings)
{
    const auto missing = TRY(database.integer("SELECT count(*) FROM message WHERE id NOT IN (SELECT message FROM search_doc)"));
    if (missing.value_or(0) > 0)
        findings.append(finding(Finding::Subject::Index, QStringLiteral("%1 messages are not in the full text index").arg(*missing)));
    return {};
}

/**
 * The index is what its documents say. It checks itself by a kind of INSERT, so it needs the write connection; it changes
 * nothing. That may take minutes: whoever wants to write gets in at once, and it is begun anew. False: it never came to its end.
 */
Result<bool> addIndexFaults(sqlite::Database &writer, TicketGate &gate, const StopToken &stop, QList<Finding> &findings)
{
    for (int attempt = 0; attempt < kIndexAttempts; ++attempt) {
        const TicketGate::Pass pass(gate);
        writer.stopWhen([&] { return stop.stop_requested() || gate.queueLength() > 1; }, kIndexInstructionsBetweenLooks);
        const Status consistent = writer.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
        writer.stopWhen(nullptr);
        if (consistent.ok())
            return true;
        if (consistent.error().kind == ErrorKind::StoreCorrupt) {
            findings.append(finding(Finding::Subject::Index, QStringLiteral("the full text index does not fit its texts")));
            return true;
        }
        if (consistent.error().kind != ErrorKind::Cancelled || stop.stop_requested())
            return consistent.error();
    }
    return false;
}

} // namespace

Result<QList<Finding>> Store::quickCheck(const StopToken &stop)
{
    QList<Finding> findings;
    TRY(runRead([&](const Reader &reader) { return addDatabaseFaults(reader.database(), "PRAGMA quick_check(10)", findings); }, stop));
    if (findings.isEmpty())
        d->needsQuickCheck = false;
    return findings;
}

Result<QList<Finding>> Store::check(const StopToken &stop)
{
    QList<Finding> findings;
    TRY(runRead([&](const Reader &reader) -> Status {
        TRY(addDatabaseFaults(reader.database(), "PRAGMA integrity_check(100)", findings));
        if (!findings.isEmpty())
            return {}; // what stands on damaged pages tells nothing more
        TRY(addBrokenKeys(reader.database(), findings));
        TRY(addMissingTexts(reader.database(), findings));
        return addDamagedBlobs(reader, stop, findings);
    }, stop));
    if (!findings.isEmpty() && findings.first().subject == Finding::Subject::Database)
        return findings;
    if (!TRY(addIndexFaults(*d->writer, d->gate, stop, findings)))
        findings.append(finding(Finding::Subject::Unchecked, QStringLiteral("the full text index was not checked: there was something to be written all the time")));
    return findings;
}

} // namespace petrel::store
