#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace petrel::store {

/** Where things lie in a profile. */
class ProfileDirectory
{
public:
    explicit ProfileDirectory(const QString &root);

    [[nodiscard]] const QString &root() const { return m_root; }
    [[nodiscard]] QString database() const { return m_root + QStringLiteral("/mail.db"); }
    [[nodiscard]] QString lockFile() const { return m_root + QStringLiteral("/lock"); }
    [[nodiscard]] QString blobs() const { return m_root + QStringLiteral("/blobs"); }
    [[nodiscard]] QString temporary() const { return m_root + QStringLiteral("/blobs/tmp"); }

    /** Contents whose row was lost with a damaged database: perhaps the only copy of a mail, so no sweep takes them. */
    [[nodiscard]] QString unclaimed() const { return m_root + QStringLiteral("/blobs/unclaimed"); }

    /**
     * Makes what is missing, for the owner only (0700), closes to others what was open to them, and makes sure it can be
     * read and written. The directory of another user is refused.
     * StoreCorrupt with code "UNREADABLE", or StoreFull.
     */
    [[nodiscard]] Status prepare() const;
    [[nodiscard]] Status prepareUnclaimed() const;

private:
    QString m_root;
};

/** The contents that are files, as the database names them: "ab/abcdef..." below the directory of contents. */
[[nodiscard]] QStringList contentFiles(const QString &blobDirectory);
/** Syncs a directory, so that a rename in it survives a power cut. */
[[nodiscard]] Status syncDirectory(const QString &directory);
/** The error for a failed system call on a file: StoreFull for ENOSPC, EDQUOT and EFBIG, else "UNREADABLE". */
[[nodiscard]] Error fileError(int systemError, const QString &what);

} // namespace petrel::store
