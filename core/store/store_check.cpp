#include "core/store/content_digest_p.h"
#include "core/store/store_p.h"

namespace petrel::store {

namespace {

constexpr int kMaxFindingsEach = 100;

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

/** The index is what its documents say, and every message has one. */
Status addIndexFaults(sqlite::Database &database, QList<Finding> &findings)
{
    const Status consistent = database.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
    if (!consistent.ok()) {
        if (consistent.error().kind != ErrorKind::StoreCorrupt)
            return consistent;
        findings.append(finding(Finding::Subject::Index, QStringLiteral("the full text index does not fit its texts")));
    }
    const auto missing = TRY(database.integer("SELECT count(*) FROM message WHERE id NOT IN (SELECT message FROM search_doc)"));
    if (missing.value_or(0) > 0)
        findings.append(finding(Finding::Subject::Index, QStringLiteral("%1 messages are not in the full text index").arg(*missing)));
    return {};
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
        return addDamagedBlobs(reader, stop, findings);
    }, stop));
    if (!findings.isEmpty() && findings.first().subject == Finding::Subject::Database)
        return findings;
    // The index checks itself by a kind of INSERT, so it needs the write connection; it changes nothing.
    const TicketGate::Pass pass(d->gate);
    TRY(addIndexFaults(*d->writer, findings));
    return findings;
}

} // namespace petrel::store
