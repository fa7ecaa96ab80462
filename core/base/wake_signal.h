#pragma once

#include "core/base/deadline.h"
#include "core/base/stop_token.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace petrel {

/**
 * "Look again": a wake-up that carries no data. What there is to do stands in the database, so a
 * wake that is lost costs time, never work; several wakes before the sleeper looks are one.
 * raise() on any thread; everything else on the one thread that sleeps.
 */
class WakeSignal
{
public:
    enum class Outcome { Woken, Elapsed, Stopped };

    void raise();
    /** True when raised since the last take(); lowers it. */
    [[nodiscard]] bool take();
    /** Sleeps until raised (and takes it), the deadline, or stop: for workers without a socket to watch. */
    [[nodiscard]] Outcome sleep(const Deadline &deadline, const StopToken &stop);

    /**
     * Called (on the raising thread) at each raise while set; at once when already raised. It must
     * only queue something. Used by net::ByteStream to end its wait. An empty function clears it;
     * after that returns the listener is not running and will not run.
     */
    void setListener(std::function<void()> listener);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::function<void()> m_listener;
    bool m_raised = false;
};

} // namespace petrel
