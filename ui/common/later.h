#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QTimeZone>

#include <cstdint>

namespace petrel::ui {

// When "later" is. All pure; days and hours are those of the clock on the wall in the person's time zone.

/** A moment that is offered: "Tomorrow morning". */
struct LaterTime
{
    QString words;
    std::int64_t utc = 0; ///< seconds

    friend bool operator==(const LaterTime &, const LaterTime &) = default;
};

/** In one hour, this morning and this evening while they are far enough, tomorrow morning, Monday morning (unless that is tomorrow). */
[[nodiscard]] QList<LaterTime> laterTimes(const QDateTime &now);

/**
 * When the clock on the wall shows this. Twice in a year it does not tell all: of two moments (the clock was put back) the
 * earlier one; where it never shows it (put forward), as much after the change as the hour asked for.
 */
[[nodiscard]] std::int64_t momentOf(const QDate &day, const QTime &time, const QTimeZone &zone);

/** The next full hour that is not sooner than in half an hour: where choosing a time begins. */
[[nodiscard]] QDateTime nextHour(const QDateTime &now);

/** Behind "goes out": "at 18:00" today, "tomorrow at 08:00", "on Monday at 08:00" within a week, else "on 9 Dec at 08:00". */
[[nodiscard]] QString whenText(std::int64_t utc, const QDateTime &now);
/** As a hint beside words: "18:00" today, "Mon 08:00" within a week, else "9 Dec, 08:00". */
[[nodiscard]] QString whenShortText(std::int64_t utc, const QDateTime &now);
/** The same as whenText() for what is past: "at 09:00" today, "yesterday at 18:00", "on Monday at 08:00". */
[[nodiscard]] QString whenItWasText(std::int64_t utc, const QDateTime &now);

} // namespace petrel::ui
