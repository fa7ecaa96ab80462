#pragma once

#include "core/base/stop_token.h"

#include <utility>

namespace petrel::engine {

/**
 * Interest in an answer that is on its way. Destroying or cancelling the ticket stops the work as
 * soon as it can be stopped, and the answer is never delivered afterwards. GUI thread.
 */
class Ticket
{
public:
    Ticket() : m_source(std::nostopstate) {}
    explicit Ticket(StopSource source) : m_source(std::move(source)) {}
    Ticket(Ticket &&other) noexcept : m_source(std::exchange(other.m_source, StopSource(std::nostopstate))) {}
    Ticket &operator=(Ticket &&other) noexcept
    {
        cancel();
        m_source = std::exchange(other.m_source, StopSource(std::nostopstate));
        return *this;
    }
    Ticket(const Ticket &) = delete;
    Ticket &operator=(const Ticket &) = delete;
    ~Ticket() { cancel(); }

    void cancel()
    {
        if (m_source.stop_possible())
            m_source.request_stop();
    }

private:
    StopSource m_source;
};

} // namespace petrel::engine
