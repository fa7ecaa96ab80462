#include "core/store/faults_p.h"

#include "core/store/content_digest_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

namespace {

Status addDamagedBlob(const Reader &reader, BlobId id, const QByteArray &sha256, QList<Finding> &findings)
{
    const auto damaged = [&](const QString &what) {
        findings.append({Finding::Subject::Blob, QStringLiteral("content %1: %2").arg(id.number()).arg(what)});
        return Status();
    };
    const Result<QByteArray> digest = digestOf(reader, id);
    if (!digest.ok())
        return damaged(digest.error().what);
    return *digest == sha256 ? Status() : damaged(QStringLiteral("its digest is not what it was"));
}

} // namespace

Status addDatabaseFaults(sqlite::Database &database, const char *pragma, QList<Finding> &findings)
{
    Result<sqlite::Statement> prepared = database.query(pragma);
    if (!prepared.ok() && prepared.error().kind == ErrorKind::StoreCorrupt) {
        findings.append({Finding::Subject::Database, prepared.error().what});
        return {};
    }
    sqlite::Statement row = TRY(std::move(prepared));
    while (true) {
        const Result<bool> more = row.step();
        if (!more.ok() && more.error().kind == ErrorKind::StoreCorrupt) {
            findings.append({Finding::Subject::Database, more.error().what});
            return {};
        }
        if (!TRY(more))
            return {};
        const QString line = row.text();
        if (line != QLatin1String("ok"))
            findings.append({Finding::Subject::Database, line.simplified()});
    }
}

Status addDamagedBlobs(const Reader &reader, const StopToken &stop, QList<Finding> &findings, const std::function<bool(const QString &)> &isKnown)
{
    sqlite::Statement row = TRY(reader.database().query("SELECT id, sha256, file FROM blob ORDER BY id"));
    while (TRY(row.step())) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("check cancelled"));
        const auto id = row.id<BlobId>();
        const QByteArray sha256 = row.bytes();
        if (const QString file = row.text(); file.isEmpty() || !isKnown || !isKnown(file))
            TRY(addDamagedBlob(reader, id, sha256, findings));
    }
    return {};
}

} // namespace petrel::store
