#pragma once

#include "core/base/result.h"

#include <QString>

namespace petrel::store {

/**
 * One process per profile. Held by flock(2) on the file `lock`, which the kernel lets go when the
 * process dies: a stale lock cannot exist. The file's text names the owner; it is emptied at an orderly
 * end, so text found when the lock is free tells of a crash.
 */
class ProfileLock
{
public:
    /** At once, without waiting. ProfileInUse (what names the pid), StoreCorrupt "UNREADABLE", StoreFull. */
    [[nodiscard]] static Result<ProfileLock> acquire(const QString &lockFile);
    ProfileLock(ProfileLock &&other) noexcept;
    ProfileLock &operator=(ProfileLock &&) = delete;
    /** Lets go; the text stays unless markClean() came before. */
    ~ProfileLock();

    /** The owner before us did not end in order. */
    [[nodiscard]] bool ownerCrashed() const { return m_ownerCrashed; }
    /** There was an owner before us, and it closed the profile: so there was a database, too. */
    [[nodiscard]] bool ownerClosedInOrder() const { return m_existed && !m_ownerCrashed; }
    void markClean();

private:
    ProfileLock(int descriptor, bool existed, bool ownerCrashed) : m_descriptor(descriptor), m_existed(existed), m_ownerCrashed(ownerCrashed) {}
    int m_descriptor;
    bool m_existed;
    bool m_ownerCrashed;
};

} // namespace petrel::store
