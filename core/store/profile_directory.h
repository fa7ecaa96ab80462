#pragma once

#include "core/base/result.h"

#include <QString>

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

    /**
     * Makes what is missing, for the owner only (0700), and makes sure it can be read and written.
     * StoreCorrupt with code "UNREADABLE", or StoreFull.
     */
    [[nodiscard]] Status prepare() const;

private:
    QString m_root;
};

/** Syncs a directory, so that a rename in it survives a power cut. */
[[nodiscard]] Status syncDirectory(const QString &directory);
/** The error for a failed system call on a file: StoreFull for ENOSPC and EDQUOT, else "UNREADABLE". */
[[nodiscard]] Error fileError(int systemError, const QString &what);

} // namespace petrel::store
