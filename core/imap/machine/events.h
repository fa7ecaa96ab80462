#pragma once

#include "core/imap/grammar/response.h"

#include <variant>

namespace petrel::imap {

/** Names one command of one machine. */
using CommandId = StrongId<struct CommandIdTag, std::uint32_t>;

/** The server's first line. OK, or PREAUTH (already logged in). */
struct Greeted
{
    StatusResponse status;
    friend bool operator==(const Greeted &, const Greeted &) = default;
};

/** Untagged data; also untagged OK, NO and BAD. */
struct Told
{
    Response response;
    friend bool operator==(const Told &, const Told &) = default;
};

/** A command ended, well or not. */
struct Completed
{
    CommandId command;
    StatusResponse status;
    std::optional<MessageLimit> limit = {}; ///< it did not do all of it (RFC 9738), as its answer or a NO before it told
    friend bool operator==(const Completed &, const Completed &) = default;
};

/** The server accepted IDLE. */
struct IdleStarted
{
    CommandId command;
    friend bool operator==(const IdleStarted &, const IdleStarted &) = default;
};

/** STARTTLS was answered OK and no byte followed: now the handshake, then tlsEstablished(). */
struct ReadyForTls
{
    CommandId command;
    friend bool operator==(const ReadyForTls &, const ReadyForTls &) = default;
};

/** COMPRESS was answered OK (RFC 4978): from here on both sides compress, and the server has said this much so already. */
struct ReadyToCompress
{
    CommandId command;
    QByteArray arrived;
    friend bool operator==(const ReadyToCompress &, const ReadyToCompress &) = default;
};

/** BYE: the server is about to hang up. Every command in flight has an unknown outcome. */
struct ByeSaid
{
    StatusResponse status;
    friend bool operator==(const ByeSaid &, const ByeSaid &) = default;
};

using Event = std::variant<Greeted, Told, Completed, IdleStarted, ReadyForTls, ReadyToCompress, ByeSaid>;

/** A piece of the conversation for a log. Secrets and literals are not in it. */
struct TraceLine
{
    enum class Kind {
        Client,
        ClientSecret, ///< text is the visible beginning
        ClientBytes,  ///< count bytes of a literal
        Server,
        ServerBytes,
    };
    Kind kind = Kind::Client;
    QByteArray text;
    std::int64_t count = 0;
};

} // namespace petrel::imap
