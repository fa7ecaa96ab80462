#include "core/store/faults_p.h"
#include "core/store/store_p.h"

namespace petrel::store {

namespace {

constexpr int kMaxFindingsEach = 100;
/** So often the check of the index is begun anew when somebody had something to write. */
constexpr int kIndexAttempts = 5;
/** A few documents: each takes a handful of instructions, however long it is. */
constexpr int kIndexInstructionsBetweenLooks = 50;

Status addBrokenKeys(sqlite::Database &database, QList<Finding> &findings)
{
    sqlite::Statement row = TRY(database.query("SELECT \"table\", coalesce(rowid, 0), parent FROM pragma_foreign_key_check LIMIT ?", kMaxFindingsEach));
    while (TRY(row.step())) {
        const QString table = row.text();
        const std::int64_t id = row.integer();
        findings.append({Finding::Subject::Keys, QStringLiteral("row %1 of %2 names a %3 that is not there").arg(id).arg(table, row.text())});
    }
    return {};
}

/** Every message has its text in the index. */
Status addMissingTexts(sqlite::Database &database, QList<Finding> &findings)
{
    const auto missing = TRY(database.integer("SELECT count(*) FROM message WHERE id NOT IN (SELECT message FROM search_doc)"));
    if (missing.value_or(0) > 0)
        findings.append({Finding::Subject::Index, QStringLiteral("%1 messages are not in the full text index").arg(*missing)});
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
            findings.append({Finding::Subject::Index, QStringLiteral("the full text index does not fit its texts")});
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
        const QList<DamagedContent> damaged = TRY(damagedContents(reader, stop));
        for (const DamagedContent &content : damaged)
            findings.append(content.finding());
        return {};
    }, stop));
    if (!findings.isEmpty() && findings.first().subject == Finding::Subject::Database)
        return findings;
    if (!TRY(addIndexFaults(*d->writer, d->gate, stop, findings)))
        findings.append({Finding::Subject::Unchecked, QStringLiteral("the full text index was not checked: there was something to be written all the time")});
    return findings;
}

} // namespace petrel::store
