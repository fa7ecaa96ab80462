#pragma once

#include "core/imap/grammar/mailbox_name.h"

#include <QByteArray>
#include <QList>

#include <cstdint>

namespace petrel::imap {

/** What is counted under a quota root, in units of the resource: STORAGE in 1,024 bytes, MESSAGE and MAILBOX in pieces. */
struct QuotaResource
{
    QByteArray name; ///< upper case
    std::uint64_t usage = 0;
    std::uint64_t limit = 0;

    friend bool operator==(const QuotaResource &, const QuotaResource &) = default;
};

/** QUOTA (RFC 2087 5.1, RFC 9208 5.1): one root and what is limited there. */
struct QuotaResponse
{
    QByteArray root; ///< often empty
    QList<QuotaResource> resources;

    friend bool operator==(const QuotaResponse &, const QuotaResponse &) = default;
};

/** QUOTAROOT (RFC 9208 5.2): the roots a mailbox counts under; none: it is not limited. */
struct QuotaRootResponse
{
    MailboxName mailbox;
    QList<QByteArray> roots;

    friend bool operator==(const QuotaRootResponse &, const QuotaRootResponse &) = default;
};

} // namespace petrel::imap
