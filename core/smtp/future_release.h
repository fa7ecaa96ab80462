#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <chrono>

namespace petrel::smtp {

/** How long a server keeps a message back at most (FUTURERELEASE, RFC 4865 section 4), as its EHLO tells. */
struct ReleaseLimits
{
    std::chrono::seconds longest{0};
    qint64 latest = 0; ///< UTC seconds; 0 when it names no date

    friend bool operator==(const ReleaseLimits &, const ReleaseLimits &) = default;
};

/** The parameters of the keyword: "604800 2026-12-01T00:00:00Z". Nothing when they make no sense: the extension is not used then. */
[[nodiscard]] std::optional<ReleaseLimits> parseReleaseLimits(const QByteArrayList &parameters);

/**
 * " HOLDFOR=3600" for MAIL, so that the server sends no earlier than at `releaseAt` (UTC seconds). An interval, not a date: our clock
 * and the server's need not agree. Nothing to hold for a moment that is past: empty. Unsupported "hold-too-long" beyond the limits.
 */
[[nodiscard]] Result<QByteArray> holdParameter(const ReleaseLimits &limits, qint64 releaseAt, qint64 now);

} // namespace petrel::smtp
