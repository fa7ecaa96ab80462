#pragma once

#include "core/engine/account_status.h"

#include <QList>

#include <chrono>
#include <optional>

namespace petrel::ui {

/** Messages done of all there are. */
struct Progress
{
    qint64 done = 0;
    qint64 total = 0; ///< 0: nobody knows
};
/** Of the whole first listing while there is one: that is what people wait for. Else of what the account is at. */
[[nodiscard]] inline Progress progressOf(const engine::AccountStatus &status)
{
    return status.listedTotal > 0 ? Progress{status.listedDone, status.listedTotal} : Progress{status.done, status.total};
}

/**
 * How fast something long goes, and so how long it may still take. It says nothing unless it has watched for a while and the
 * pace was steady meanwhile: no estimate is better than one that is wrong. Times are of any clock that only goes forward.
 */
class Pace
{
public:
    using Time = std::chrono::milliseconds;

    /** Nothing is said before this much was watched. */
    static constexpr Time kWatch = std::chrono::seconds(20);
    /** What lies further back no longer counts. */
    static constexpr Time kMemory = std::chrono::seconds(90);

    /** So much of so much is done at this time. Going back, or another total by more than a tenth, begins anew. */
    void note(Time now, qint64 done, qint64 total);
    /** What an account tells of the messages it lists or fetches; anything else it does is forgotten at once. */
    void follow(const engine::AccountStatus &status, Time now);
    void forget() { m_marks.clear(); }
    /** What is left at the pace of the last while; nothing when nobody can know. */
    [[nodiscard]] std::optional<std::chrono::seconds> left() const;

private:
    struct Mark
    {
        Time at;
        qint64 done;
    };
    QList<Mark> m_marks; ///< a second apart at least
    qint64 m_total = 0;
};

} // namespace petrel::ui
