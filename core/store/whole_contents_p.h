#pragma once

#include "core/base/stop_token.h"
#include "core/store/faults_p.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

/** Where contents may be had: a profile or a backup. Its database and its files may be damaged, or not there. */
struct ContentPlace
{
    QString directory;

    [[nodiscard]] QString database() const { return directory + QStringLiteral("/mail.db"); }
    [[nodiscard]] QString blobs() const { return directory + QStringLiteral("/blobs"); }
};

/** The backups in `directory`, newest first, as places. */
[[nodiscard]] QList<ContentPlace> backupPlaces(const QString &directory);

/** Contents that are damaged in one database, and brought to it from other places. */
class WholeContents
{
public:
    /** `target` and `blobs`, where its files lie, are borrowed. The places are asked in this order. */
    WholeContents(sqlite::Database &target, const QString &blobs, QList<ContentPlace> places) : m_target(target), m_blobs(blobs), m_places(std::move(places)) {}

    /**
     * What is left of `damaged` when each was exchanged for a whole one where there is one: read there, and found to be what its digest says. A file
     * is exchanged, never written to: it may be the file of others, too. Cancelled; as the file system fails where it is written to.
     */
    [[nodiscard]] Result<QList<DamagedContent>> mend(const QList<DamagedContent> &damaged, const StopToken &stop);

private:
    [[nodiscard]] Result<bool> isBrought(const DamagedContent &content);
    [[nodiscard]] Status bring(const DamagedContent &content, sqlite::Statement &row, const ContentPlace &from);
    [[nodiscard]] Status bringFile(const QString &file, const ContentPlace &from);

    sqlite::Database &m_target;
    QString m_blobs;
    QList<ContentPlace> m_places;
};

/** The subjects of the mail that stands on these contents, for people; what nothing names is left out. */
[[nodiscard]] Result<QStringList> mailOn(sqlite::Database &database, const QList<DamagedContent> &contents);

} // namespace petrel::store
