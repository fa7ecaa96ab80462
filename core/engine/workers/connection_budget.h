#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>

namespace petrel::engine {

/**
 * What an account's server bears, learned as long as the program runs: two connections at most, or one for an hour where it
 * refuses the second (it may have had a bad moment); a few sign-ins a minute, whoever makes them (some providers lock an account
 * after five); and how many commands it takes at once. Any thread.
 */
class ConnectionBudget
{
public:
    static constexpr std::size_t kSignIns = 4; ///< within kWindow
    static constexpr std::chrono::seconds kWindow{60};
    static constexpr std::chrono::hours kSingleFor{1};

    /** Zero: the sign-in may begin now, and is counted. Else how long to wait before asking again. */
    [[nodiscard]] std::chrono::milliseconds askToSignIn();
    /** The server was not reached, so that the last one counted was none. */
    void signInNotMade();

    enum class Role { Watch, Sync };
    void up(Role role);
    void down(Role role);
    /** The server took no more connections, or ended this one for that: while the other is up, one is all it bears. */
    void refused(Role role);
    /** One connection does everything: the one that synchronises. */
    [[nodiscard]] bool isSingle() const;

    /** The server ended a session, or understood a command no more, while so many were under way: half of them, from now on. */
    void tooManyAtOnce(int commands);
    /** 0: as many as its kind of server is known to take. */
    [[nodiscard]] int mostAtOnce() const;

private:
    mutable std::mutex m_mutex;
    std::deque<Clock::Monotonic> m_signIns;
    bool m_watchUp = false;
    bool m_syncUp = false;
    std::optional<Clock::Monotonic> m_refused; ///< the last time, while the other one was up
    int m_mostAtOnce = 0;
};

} // namespace petrel::engine
