#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <deque>
#include <mutex>

namespace petrel::engine {

/**
 * What an account's server bears, learned as long as the program runs: two connections at most, or one where it refuses
 * the second; and a few sign-ins a minute, whoever makes them (some providers lock an account after five). Any thread.
 */
class ConnectionBudget
{
public:
    static constexpr std::size_t kSignIns = 4; ///< within kWindow
    static constexpr std::chrono::seconds kWindow{60};

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

private:
    mutable std::mutex m_mutex;
    std::deque<Clock::Monotonic> m_signIns;
    bool m_watchUp = false;
    bool m_syncUp = false;
    bool m_single = false;
};

} // namespace petrel::engine
