#pragma once

#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/store/finding.h"
#include "core/store/store.h"

#include <QDateTime>

#include <optional>

namespace petrel::store {

// For POP3 our copy is the only copy, so it is copied itself. A backup is a directory of its own that is whole without the
// profile: mail.db, one file, and blobs/ as the profile has it. Contents never change, so those files are the profile's own ones, or those
// of the backup before, where the file system can give a file two names; they take no room then. What is there was read back, or it
// is no backup; mail.db.sha256 holds the digest of the database, so that a byte that changes later is found as well. Files that the backup
// before had read are read again in turns, a seventh of them each time: bad blocks are found while an older backup may have the content whole. A content that is damaged
// is taken from there; where it is whole nowhere, the backup is made of everything else, and says whose it is. Passwords are elsewhere.

struct Backup
{
    QString directory;   ///< its own: absolute
    QDateTime madeAt;    ///< UTC, to the second
    qint64 bytes = 0;    ///< of its database
    int messages = 0;
    QString profile = {};     ///< which one it is of: the same for all of one profile
    QStringList damaged = {}; ///< subjects of mail whose content was damaged when it was made, and whole in no backup before either

    friend bool operator==(const Backup &, const Backup &) = default;
};

/** Where a profile keeps its backups unless the person chose another place. */
[[nodiscard]] QString ownBackups(const QString &profileDirectory);

/** The backups in `directory`, of whatever profile, newest first. What is none, or was cut off in the making, is passed over. Reads the disk. */
[[nodiscard]] QList<Backup> backupsIn(const QString &directory);
/** Those of this profile among them. Several profiles may keep theirs in one place: each takes away its own. */
[[nodiscard]] QList<Backup> backupsOf(const QString &profileDirectory, const QString &directory);
/** The newest that was made by now; one that is dated in the future was made while the clock was wrong. Pure. */
[[nodiscard]] std::optional<Backup> latest(const QList<Backup> &backups, const QDateTime &now);

/**
 * Which of these, of one profile, are to go: what stays is the newest of each of the last three days that have one, and the newest of each of the last
 * three weeks. One that is dated in the future stays, and keeps nothing else from staying. Pure.
 */
[[nodiscard]] QList<Backup> outdated(QList<Backup> backups, const QDateTime &now);

/** Reads a backup to its end: its database, and the digest of every content. Cancelled; as the file system fails. */
[[nodiscard]] Result<QList<Finding>> verifyBackup(const QString &backup, const StopToken &stop = {});

struct Restored : Store::Salvaged
{
    QStringList damaged = {}; ///< subjects of mail whose content is whole nowhere
};

/**
 * Makes the profile what it was when the backup was made, and keeps what came since: mail of local folders, what waits to be sent, drafts
 * that no server has, and the whole of a message of which the backup has the header. Mail that was moved or marked since is where and as it was; accounts
 * are set up as now, and what is known of POP3 servers is as now. What was wanted of IMAP servers meanwhile is given up: the
 * servers have it, or the person says it again. The database until now stays beside it as `damagedDatabase` tells. Cut off at any point, it
 * has not begun, or the next Store::open() finishes it. A content that is damaged in the backup is taken from the profile or from another backup beside
 * it; where it is whole nowhere, everything else is restored: `damaged` tells, and a server that has it still is asked for it again.
 * - StoreCorrupt, code "BACKUP": the backup's database is damaged, or there is none; nothing was changed
 * - Invalid, code "OTHER-PROFILE": the profile has mail of its own and is not the one the backup was made of; nothing was changed
 * - ProfileInUse, StoreFull, Cancelled, Unsupported (made by a newer Petrel): as Store::open(); nothing was changed
 */
[[nodiscard]] Result<Restored> restoreBackup(const QString &profileDirectory, const QString &backup, const StopToken &stop = {});

} // namespace petrel::store
