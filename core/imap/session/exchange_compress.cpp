// COMPRESS (RFC 4978): the stream changes under a conversation that goes on.
#include "core/imap/session/exchange.h"
#include "core/imap/session/refusal.h"
#include "core/net/deflate_stream.h"

namespace petrel::imap {

Status Exchange::compress()
{
    if (m_dead)
        return *m_dead;
    const CommandId command = m_machine.compress();
    for (;;) {
        Event event = TRY(nextEvent(m_options.timeouts.command, {}));
        if (const auto *ready = std::get_if<ReadyToCompress>(&event)) {
            m_stream = std::make_unique<net::DeflateStream>(std::move(m_stream), ready->arrived);
            m_compressed = true;
            return {};
        }
        const auto *completed = std::get_if<Completed>(&event);
        if (completed && completed->command == command)
            return refusalError(completed->status);
    }
}

} // namespace petrel::imap
