#pragma once

#include "tests/support/loopback_thread.h"

#include <QtGlobal>

#include <atomic>
#include <optional>

namespace petrel::test {

/** What goes wrong on the wire, and when. */
struct Fault
{
    enum class Kind {
        None,
        Close,   ///< both sides are closed in order
        Reset,   ///< both sides are reset
        Silence, ///< nothing travels any more in that direction; the connections stay open
        Drip,    ///< from then on one byte per event-loop turn
    };
    enum class Direction { ToClient, ToServer };

    Kind kind = Kind::None;
    Direction direction = Direction::ToClient;
    qint64 afterBytes = 0; ///< so many bytes still pass in that direction
};

/**
 * A loopback proxy between the code under test and a server. It spoils the first connection as told
 * and leaves later ones alone, so that a test can see the client come back.
 */
class FaultProxy
{
public:
    FaultProxy(quint16 targetPort, const Fault &fault);
    ~FaultProxy();

    [[nodiscard]] quint16 port() const { return m_port; }
    /** Bytes that have passed so far, to find out how far a whole session reaches. */
    [[nodiscard]] qint64 passed(Fault::Direction direction) const;

private:
    class Listener;
    class Link;
    struct Counters
    {
        std::atomic<qint64> toClient = 0;
        std::atomic<qint64> toServer = 0;
    };

    Counters m_counters;
    LoopbackThread m_thread;
    Listener *m_listener = nullptr; ///< lives and dies on m_thread
    quint16 m_port = 0;
};

} // namespace petrel::test
