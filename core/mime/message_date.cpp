#include "core/mime/gmime_ground_p.h"
#include "core/mime/header_values.h"

#include <QDateTime>
#include <QLocale>

namespace petrel::mime {

namespace {
constexpr qsizetype kDateBytes = 200;
}

std::optional<std::int64_t> parseDate(const QByteArray &raw)
{
    const QByteArray bytes = tamed(raw, kDateBytes);
    prepareGMime();
    GDateTime *date = g_mime_utils_header_decode_date(bytes.constData());
    if (!date)
        return std::nullopt;
    const std::int64_t seconds = g_date_time_to_unix(date);
    const int year = g_date_time_get_year(date);
    g_date_time_unref(date);
    // GMime answers the year 1 where it found no date.
    return year < 1900 ? std::nullopt : std::optional(seconds);
}

QByteArray formatDate(std::int64_t utcSeconds)
{
    const QDateTime date = QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC);
    return QLocale::c().toString(date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() + " +0000";
}

} // namespace petrel::mime
