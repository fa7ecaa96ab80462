#pragma once

#include "core/imap/grammar/quota_values.h"
#include "core/imap/session/imap_session.h"

namespace petrel::imap {

/** One limit a folder counts under (RFC 9208): usually the whole account's, the same for all its folders. */
struct Quota
{
    struct Use
    {
        std::int64_t used = 0;
        std::int64_t limit = 0;
        friend bool operator==(const Use &, const Use &) = default;
    };
    QByteArray root;             ///< equal roots are one limit
    std::optional<Use> storage;  ///< in bytes
    std::optional<Use> messages; ///< in messages

    friend bool operator==(const Quota &, const Quota &) = default;
};

/** GETQUOTAROOT: what this folder counts under; empty where nothing is limited. Unsupported without QUOTA. */
[[nodiscard]] Result<QList<Quota>> quotaOf(ImapSession &session, const MailboxName &folder);

/**
 * APPENDLIMIT (RFC 7889): how many bytes a message may have to be appended here; nullopt: the server sets no limit, or does
 * not tell. Costs a turn only where the limit differs from folder to folder. ImapSession::append() heeds both kinds.
 */
[[nodiscard]] Result<std::optional<std::int64_t>> appendLimitOf(ImapSession &session, const MailboxName &folder);

/** What an APPEND that exceeds a limit is answered with: Refused, scope Message, the server's own code TOOBIG. */
[[nodiscard]] Error tooBig();

/** STATUS=SIZE (RFC 8438): bytes of all messages in a folder. The server may have to count: not for every pass. Unsupported without. */
[[nodiscard]] Result<std::int64_t> sizeOf(ImapSession &session, const MailboxName &folder);

} // namespace petrel::imap
