#pragma once

#include "core/model/ids.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace petrel::imap {

/** MESSAGELIMIT (RFC 9738): the server takes so many messages in one command, the highest UIDs first. */
struct MessageLimit
{
    std::uint32_t messages = 0;
    Uid lowest; ///< the last one it took: those below are left over. Null: it took none

    friend bool operator==(const MessageLimit &, const MessageLimit &) = default;
};

/** INPROGRESS (RFC 9585): the server is at work. */
struct InProgress
{
    QByteArray tag;                    ///< of the command; empty: not told
    std::optional<std::uint64_t> done; ///< in whatever the server counts
    std::optional<std::uint64_t> goal; ///< and so many there are; none: not known yet

    friend bool operator==(const InProgress &, const InProgress &) = default;
};

} // namespace petrel::imap
