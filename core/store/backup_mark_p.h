#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace petrel::store {

/** What a backup says of itself, in the file about.json beside its database. */
struct BackupMark
{
    QString profile = {};          ///< whose it is: identityOf()
    int turn = 0;                  ///< how many there were before it: says which of the known files were read again for it
    QStringList damaged = {};      ///< as Backup::damaged
    QStringList damagedFiles = {}; ///< contents that are not what they were, as the database names their files

    /** Nothing where there is none, or it cannot be read. */
    [[nodiscard]] static std::optional<BackupMark> of(const QString &backup);
    [[nodiscard]] Status write(const QString &backup) const;
};

/**
 * Which of several profiles that keep backups in one place this is: random, in the profile's file "identity" from its first backup on. A profile that is
 * restored where there was none is that one. As fileError().
 */
[[nodiscard]] Result<QString> identityOf(const QString &profile);
/** Empty: it has none yet. */
[[nodiscard]] QString knownIdentity(const QString &profile);
[[nodiscard]] Status setIdentity(const QString &profile, const QString &identity);

/** A new file, 0600, synced. As fileError(). */
[[nodiscard]] Status writeSynced(const QString &file, const QByteArray &bytes);

} // namespace petrel::store
