#include "core/smtp/future_release.h"

#include <QDateTime>

#include <algorithm>

namespace petrel::smtp {

std::optional<ReleaseLimits> parseReleaseLimits(const QByteArrayList &parameters)
{
    constexpr qint64 kMostSeconds = 999'999'999; // nine digits (section 9)
    ReleaseLimits limits;
    bool isNumber = false;
    limits.longest = std::chrono::seconds(parameters.value(0).toLongLong(&isNumber));
    if (!isNumber || limits.longest.count() <= 0 || limits.longest.count() > kMostSeconds)
        return {};
    const QDateTime latest = QDateTime::fromString(QString::fromLatin1(parameters.value(1)), Qt::ISODate);
    if (latest.isValid())
        limits.latest = latest.toSecsSinceEpoch();
    return limits;
}

Result<QByteArray> holdParameter(const ReleaseLimits &limits, qint64 releaseAt, qint64 now)
{
    if (releaseAt <= now)
        return QByteArray();
    if (releaseAt - now > limits.longest.count() || (limits.latest > 0 && releaseAt > limits.latest))
        return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::AfterUser, QStringLiteral("the server keeps no message back for so long"))
            .withServerText({}, "hold-too-long");
    return " HOLDFOR=" + QByteArray::number(releaseAt - now);
}

} // namespace petrel::smtp
