#pragma once

#include "core/base/stop_token.h"
#include "core/store/finding.h"
#include "core/store/reader.h"

#include <functional>

namespace petrel::store {

/** `pragma` is integrity_check or quick_check, which answer "ok" or one line per fault. */
[[nodiscard]] Status addDatabaseFaults(sqlite::Database &database, const char *pragma, QList<Finding> &findings);

/** A content that is not there, cannot be unpacked or is not what its digest says. */
struct DamagedContent
{
    BlobId id;
    QByteArray sha256; ///< of what it was
    QString file;      ///< as the database names it; empty: it is in the table
    QString what;      ///< as of a Finding

    [[nodiscard]] Finding finding() const { return {Finding::Subject::Blob, QStringLiteral("content %1: %2").arg(id.number()).arg(what)}; }
};

/**
 * Reads every content. Those in files are passed over where `isKnown` says of the file, as the database names it, that it was looked at
 * before. Cancelled between two contents.
 */
[[nodiscard]] Result<QList<DamagedContent>> damagedContents(const Reader &reader, const StopToken &stop, const std::function<bool(const QString &)> &isKnown = {});

/** What is wrong with a backup: its database, or else some of its contents. */
struct BackupFaults
{
    QList<Finding> database = {};
    QList<DamagedContent> contents = {}; ///< looked at only where the database has no fault
};
/** Reads it to its end. As verifyBackup(). */
[[nodiscard]] Result<BackupFaults> faultsOf(const QString &backup, const StopToken &stop);

} // namespace petrel::store
