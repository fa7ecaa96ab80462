#pragma once

#include "core/base/descriptor.h"
#include "core/base/stop_token.h"

#include <thread>

namespace petrel::ctl {

/**
 * SIGINT and SIGTERM as a stop: the first one asks everything to end in order, a second one ends the process the hard
 * way. A thread of its own waits for them, because whoever hears of a stop may lock and allocate, which no signal
 * handler may. One per process, made before any other thread: those inherit its mask.
 */
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    [[nodiscard]] static StopToken token();
    /** SIGINT or SIGTERM once one has come, 0 before. */
    [[nodiscard]] static int signal();

private:
    void wait() const;

    Descriptor m_signals;
    Descriptor m_end;
    std::thread m_thread;
};

} // namespace petrel::ctl
