#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>

namespace petrel::engine {

/** One limit the server sets an account, and how much of it is used (RFC 9208). */
struct QuotaUse
{
    enum class What { Bytes, Messages };
    What what = What::Bytes;
    std::int64_t used = 0;
    std::int64_t limit = 0;

    friend bool operator==(const QuotaUse &, const QuotaUse &) = default;
};

/** What is known of an account's IMAP server besides what it is doing: as its last session told. */
struct ServerFacts
{
    /** What of IMAP's extensions is in use there, in the words of CAPABILITY: "QRESYNC", "COMPRESS=DEFLATE". Sorted. */
    QList<QByteArray> extensions;
    QList<QuotaUse> quotas;  ///< of the inbox; none: the server sets no limit, or tells of none
    std::int64_t asked = 0;  ///< UTC seconds; 0: never yet

    friend bool operator==(const ServerFacts &, const ServerFacts &) = default;
};

} // namespace petrel::engine
