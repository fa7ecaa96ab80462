#include "ui/common/later.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Later)
};

const QTime kMorning{8, 0};
const QTime kEvening{18, 0};
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kHalfHour = kHour / 2;
constexpr std::int64_t kDay = 24 * kHour;
constexpr int kDaysByName = 6;

QString clockTime(const QDateTime &time) { return QLocale().toString(time, Words::tr("HH:mm", "a time of day")); }

QString dayText(const QDateTime &time, const QDateTime &now)
{
    if (std::abs(now.date().daysTo(time.date())) <= kDaysByName)
        return Words::tr("on %1 at %2").arg(QLocale().standaloneDayName(time.date().dayOfWeek()), clockTime(time));
    const bool thisYear = time.date().year() == now.date().year();
    return Words::tr("on %1 at %2").arg(QLocale().toString(time, thisYear ? Words::tr("d MMM") : Words::tr("d MMM yyyy")), clockTime(time));
}

} // namespace

std::int64_t momentOf(const QDate &day, const QTime &time, const QTimeZone &zone)
{
    const std::int64_t shown = QDateTime(day, time, Qt::UTC).toSecsSinceEpoch();
    const auto offsetAt = [&](std::int64_t utc) { return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utc, Qt::UTC)); };
    const std::int64_t asBefore = shown - offsetAt(shown - kDay);
    const std::int64_t asAfter = shown - offsetAt(shown + kDay);
    for (const std::int64_t moment : {std::min(asBefore, asAfter), std::max(asBefore, asAfter)}) {
        if (moment + offsetAt(moment) == shown)
            return moment;
    }
    return asBefore;
}

QList<LaterTime> laterTimes(const QDateTime &now)
{
    const QTimeZone zone = now.timeZone();
    const QDate today = now.date();
    const std::int64_t utc = now.toSecsSinceEpoch();
    QList<LaterTime> times{{Words::tr("In one hour"), utc + kHour}};
    if (const std::int64_t morning = momentOf(today, kMorning, zone); morning > utc + kHour)
        times.append({Words::tr("This morning"), morning});
    if (const std::int64_t evening = momentOf(today, kEvening, zone); evening > utc + kHour)
        times.append({Words::tr("This evening"), evening});
    times.append({Words::tr("Tomorrow morning"), momentOf(today.addDays(1), kMorning, zone)});
    const int toMonday = Qt::Monday - today.dayOfWeek() + 7; // from a Monday: the next one
    if (toMonday > 1)
        times.append({Words::tr("Monday morning"), momentOf(today.addDays(toMonday), kMorning, zone)});
    return times;
}

QDateTime nextHour(const QDateTime &now)
{
    const QDateTime soon = now.addSecs(kHalfHour);
    return soon.addSecs(kHour - (soon.time().minute() * 60 + soon.time().second()));
}

QString whenText(std::int64_t utc, const QDateTime &now)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utc, now.timeZone());
    const qint64 days = now.date().daysTo(time.date());
    if (days <= 0)
        return Words::tr("at %1").arg(clockTime(time));
    return days == 1 ? Words::tr("tomorrow at %1").arg(clockTime(time)) : dayText(time, now);
}

QString whenShortText(std::int64_t utc, const QDateTime &now)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utc, now.timeZone());
    const qint64 days = now.date().daysTo(time.date());
    if (days <= 0)
        return clockTime(time);
    return QLocale().toString(time, days <= kDaysByName ? Words::tr("ddd HH:mm") : Words::tr("d MMM, HH:mm"));
}

QString whenItWasText(std::int64_t utc, const QDateTime &now)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utc, now.timeZone());
    const qint64 days = time.date().daysTo(now.date());
    if (days <= 0)
        return Words::tr("at %1").arg(clockTime(time));
    return days == 1 ? Words::tr("yesterday at %1").arg(clockTime(time)) : dayText(time, now);
}

} // namespace petrel::ui
