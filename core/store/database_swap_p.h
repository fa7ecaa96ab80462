#pragma once

#include "core/store/profile_directory.h"

namespace petrel::store {

/**
 * The exchange of the database for one saved from it, or from a backup. It can be cut at any point: until decide()
 * the profile is as it was; from then on finish() brings it to its end, now or at the next opening.
 */
class DatabaseSwap
{
public:
    /** One that begins now. */
    [[nodiscard]] static DatabaseSwap begin(const ProfileDirectory &profile);
    /** Brings one that was decided, but cut off, to its end. Nothing to do is Ok. */
    [[nodiscard]] static Status finishInterrupted(const ProfileDirectory &profile);

    /** Where the fresh database is filled; removed when it is left over from a former try. */
    [[nodiscard]] QString draft() const;
    /** Where the former one goes; nothing of it is lost. */
    [[nodiscard]] QString aside() const;

    /** The draft is complete and closed: it takes a name that finishInterrupted() knows, and that is synced. */
    [[nodiscard]] Status decide() const;
    /**
     * The former files step aside, contents without a row move to blobs/unclaimed/, and the fresh database takes
     * its place. Returns how many contents have no row any more.
     */
    [[nodiscard]] Result<int> finish() const;

private:
    DatabaseSwap(const ProfileDirectory &profile, QString stamp) : m_profile(profile), m_stamp(std::move(stamp)) {}
    [[nodiscard]] QString decided() const;
    [[nodiscard]] Result<int> moveUnclaimed() const;

    ProfileDirectory m_profile;
    QString m_stamp;
};

/** A database file with its log and index. */
void removeDatabaseFiles(const QString &file);

} // namespace petrel::store
