#include "core/store/ticket_gate.h"

namespace petrel::store {

TicketGate::Pass::Pass(TicketGate &gate)
    : m_gate(gate)
{
    std::unique_lock lock(m_gate.m_mutex);
    const std::uint64_t ticket = m_gate.m_nextTicket++;
    m_gate.m_turned.wait(lock, [&] { return m_gate.m_nowServing == ticket; });
}

TicketGate::Pass::~Pass()
{
    {
        const std::lock_guard lock(m_gate.m_mutex);
        ++m_gate.m_nowServing;
    }
    m_gate.m_turned.notify_all();
}

std::uint64_t TicketGate::queueLength() const
{
    const std::lock_guard lock(m_mutex);
    return m_nextTicket - m_nowServing;
}

} // namespace petrel::store
