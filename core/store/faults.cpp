#include "core/store/faults_p.h"

#include "core/store/content_digest_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

namespace {

/** What is wrong with it; nothing: it is whole. */
std::optional<QString> faultOf(const Reader &reader, BlobId id, const QByteArray &sha256)
{
    const Result<QByteArray> digest = digestOf(reader, id);
    if (!digest.ok())
        return digest.error().what;
    return *digest == sha256 ? std::optional<QString>() : QStringLiteral("its digest is not what it was");
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

Result<QList<DamagedContent>> damagedContents(const Reader &reader, const StopToken &stop, const std::function<bool(const QString &)> &isKnown)
{
    QList<DamagedContent> damaged;
    sqlite::Statement row = TRY(reader.database().query("SELECT id, sha256, file FROM blob ORDER BY id"));
    while (TRY(row.step())) {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("check cancelled"));
        const auto id = row.id<BlobId>();
        const QByteArray sha256 = row.bytes();
        const QString file = row.text();
        if (!file.isEmpty() && isKnown && isKnown(file))
            continue;
        if (const auto fault = faultOf(reader, id, sha256))
            damaged.append({id, sha256, file, *fault});
    }
    return damaged;
}

} // namespace petrel::store
