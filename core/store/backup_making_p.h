#pragma once

#include "core/store/backup.h"
#include "core/store/backup_mark_p.h"
#include "core/store/profile_directory.h"
#include "core/store/sqlite/database.h"
#include "core/store/ticket_gate.h"

#include <QSet>

namespace petrel::store {

/** One backup on its way, in a directory whose name says that it is none yet. */
class BackupMaking
{
public:
    struct Source
    {
        sqlite::Database &writer;
        TicketGate &gate;
        const ProfileDirectory &profile;
    };

    BackupMaking(const Source &source, const QString &directory, const StopToken &stop, const Store::Told &told);
    /** What there is of it goes, unless run() came to its end. */
    ~BackupMaking();
    BackupMaking(const BackupMaking &) = delete;
    BackupMaking &operator=(const BackupMaking &) = delete;

    [[nodiscard]] Result<Backup> run();

private:
    [[nodiscard]] Status prepare();
    /** As it is when the last step is done: who writes meanwhile waits for one step at most. */
    [[nodiscard]] Status copyDatabase();
    [[nodiscard]] Status copyPages(sqlite::Database &copy);
    /** The files that the copied database names. */
    [[nodiscard]] Status copyContents();
    [[nodiscard]] Status copyContent(const QString &file);
    /** Whatever is damaged is exchanged for what is whole elsewhere; what is left is told in the mark. */
    [[nodiscard]] Status readBack();
    [[nodiscard]] bool isKnown(const QString &file) const;
    [[nodiscard]] Status writeDigest();
    [[nodiscard]] Result<Backup> publish();
    [[nodiscard]] QString database() const { return m_draft + QStringLiteral("/mail.db"); }
    void tell(int percent) const;

    /** Its name is its second, or the next that no backup of anybody has. */
    [[nodiscard]] QString freeName() const;

    Source m_source;
    QString m_directory;
    QString m_draft;
    QString m_former;       ///< the latest backup of this profile that is there; empty: none
    BackupMark m_formerMark;
    BackupMark m_mark;      ///< of this one
    QSet<QString> m_known;  ///< files that are the former one's
    StopToken m_stop;
    Store::Told m_told;
};

/** SHA-256 of a file, in hexadecimal digits. */
[[nodiscard]] Result<QByteArray> digestOfFile(const QString &file);
/** Where the digest of a backup's database stands. */
[[nodiscard]] QString digestFile(const QString &backup);

} // namespace petrel::store
