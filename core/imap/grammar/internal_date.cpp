#include "core/imap/grammar/internal_date.h"

#include "core/imap/grammar/response_cursor_p.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>

namespace petrel::imap {

namespace {

constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

Error noDate()
{
    return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("not a date-time"));
}

int monthNumber(QByteArrayView word)
{
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (word.compare(kMonths[i], Qt::CaseInsensitive) == 0)
            return int(i) + 1;
    }
    return 0;
}

/** Digits of a fixed range of lengths, or -1. */
int readDigits(QByteArrayView text, qsizetype least, qsizetype most)
{
    if (text.size() < least || text.size() > most)
        return -1;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

/** "+0130" in seconds; "+01" and nothing at all when dates may be loose. */
Result<int> zoneOffset(QByteArrayView zone, bool loose)
{
    if (zone.isEmpty() && loose)
        return 0;
    if (zone.size() < 3 || (zone.at(0) != '+' && zone.at(0) != '-'))
        return noDate();
    const int sign = zone.at(0) == '-' ? -1 : 1;
    const int hours = readDigits(zone.sliced(1, 2), 2, 2);
    const int minutes = zone.size() == 3 && loose ? 0 : readDigits(zone.sliced(3), 2, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return noDate();
    return sign * (hours * 3600 + minutes * 60);
}

Result<QTime> readTime(QByteArrayView text)
{
    const QList<QByteArray> fields = text.toByteArray().split(':');
    if (fields.size() != 3)
        return noDate();
    const int second = readDigits(fields.at(2), 2, 2);
    const QTime time(readDigits(fields.at(0), 2, 2), readDigits(fields.at(1), 2, 2), second == 60 ? 59 : second);
    if (!time.isValid())
        return noDate();
    return time;
}

} // namespace

Result<std::int64_t> parseInternalDate(QByteArrayView text, Quirks quirks)
{
    const bool loose = quirks.testFlag(Quirk::LooseDates);
    const QList<QByteArray> words = text.toByteArray().simplified().split(' ');
    if (words.size() != 3 && !(loose && words.size() == 2))
        return noDate();
    const QList<QByteArray> day = words.at(0).split('-');
    if (day.size() != 3)
        return noDate();
    // RFC 3501 pads one-digit days with a space, which simplified() took away.
    const bool padded = text.startsWith(' ');
    const int year = readDigits(day.at(2), 4, 4);
    if (year < 1)
        return noDate();
    const QDate date(year, monthNumber(day.at(1)), readDigits(day.at(0), padded || loose ? 1 : 2, 2));
    if (!date.isValid())
        return noDate();
    const QTime time = TRY(readTime(words.at(1)));
    const int offset = TRY(zoneOffset(words.size() == 3 ? QByteArrayView(words.at(2)) : QByteArrayView(), loose));
    return std::int64_t(QDateTime(date, time, Qt::UTC).toSecsSinceEpoch()) - offset;
}

QByteArray formatDay(QDate day)
{
    const QByteArray month = day.isValid() ? kMonths.at(std::size_t(day.month()) - 1) : kMonths.front();
    return QByteArray::number(day.day()) + '-' + month + '-' + QByteArray::number(day.year());
}

QByteArray formatInternalDate(std::int64_t utcSeconds)
{
    const QDateTime utc = QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC);
    const QByteArray day = QByteArray::number(utc.date().day()).rightJustified(2, ' ');
    const QByteArray month = kMonths[std::size_t(utc.date().month() - 1)];
    const QByteArray year = QByteArray::number(utc.date().year()).rightJustified(4, '0');
    return day + '-' + month + '-' + year + ' ' + utc.time().toString(QStringLiteral("HH:mm:ss")).toLatin1() + " +0000";
}

} // namespace petrel::imap
