#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace petrel::store {

/** A lock that is taken in the order of asking, so that one sync batch after the other starves nobody. */
class TicketGate
{
public:
    /** Waits for its turn, and lets the next one in when it goes. */
    class Pass
    {
    public:
        explicit Pass(TicketGate &gate);
        ~Pass();
        Pass(const Pass &) = delete;
        Pass &operator=(const Pass &) = delete;

    private:
        TicketGate &m_gate;
    };

    /** How many hold or wait for it. */
    [[nodiscard]] std::uint64_t queueLength() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_turned;
    std::uint64_t m_nextTicket = 0;
    std::uint64_t m_nowServing = 0;
};

} // namespace petrel::store
