#pragma once

#include <QList>
#include <QString>

namespace petrel::store {

/** One thing that is not as it should be in the profile. */
struct Finding
{
    enum class Subject {
        Database,
        Keys,
        Blob,
        Index,
        Unchecked, ///< nothing is known to be wrong, but this was not looked at
    };
    Subject subject = Subject::Database;
    QString what;      ///< one sentence in English, with the ids or the file concerned

    friend bool operator==(const Finding &, const Finding &) = default;
};

} // namespace petrel::store
