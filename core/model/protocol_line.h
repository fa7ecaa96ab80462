#pragma once

#include <QByteArray>

#include <cstdint>

namespace petrel {

/**
 * One line of a conversation with a server, as the protocol log shows it. Passwords and the contents of messages have
 * been left out where it was written; what a server says of messages (subjects, addresses) may be in it.
 */
struct ProtocolLine
{
    enum class From { Client, Server, Petrel }; ///< Petrel: a remark of ours, not said on the line

    std::int64_t at = 0;   ///< milliseconds since 1970, UTC
    QByteArray connection; ///< what the connection is for: "imap-sync", "send"; empty outside of workers
    From from = From::Client;
    QByteArray text;       ///< no control characters, at most 1,003 bytes

    friend bool operator==(const ProtocolLine &, const ProtocolLine &) = default;
};

} // namespace petrel
