#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <cstdint>

namespace petrel::ui {

/** "09:42" today, "Wed" in the last six days, "2 Nov" this year, "19 Dec 25" before. Times in UTC seconds, shown local. */
[[nodiscard]] QString listDate(std::int64_t utc, const QDateTime &now);
/** "Today 09:42", "Tue 17:20", "Wed 18 Nov, 06:30", "19 Dec 2025, 08:00": for the reader and wide lists. */
[[nodiscard]] QString readerDate(std::int64_t utc, const QDateTime &now);
/** Everything, in words: for tool tips. */
[[nodiscard]] QString fullDate(std::int64_t utc);

/** A header over rows of one span of time. */
struct DateGroup
{
    std::int64_t begin = 0; ///< UTC seconds; the group holds what is not older than this
    QString title;

    friend bool operator==(const DateGroup &, const DateGroup &) = default;
};
/** Today, Yesterday, Earlier this week, Last week, then months, newest first, until `oldest` is covered. */
[[nodiscard]] QList<DateGroup> dateGroups(const QDateTime &now, std::int64_t oldest);

/** "840 B", "6 KB", "2.9 MB", "24 MB": decimal multiples, as file managers count. */
[[nodiscard]] QString sizeText(std::int64_t bytes);
/** 1,204 in the person's locale. */
[[nodiscard]] QString countText(std::int64_t count);

/** The text with every character that could reorder its neighbours kept inside (FSI ... PDI). */
[[nodiscard]] QString isolated(const QString &text);
/** An address, host or number: always left to right, isolated. */
[[nodiscard]] QString isolatedLtr(const QString &text);
/** One line for lists: line breaks, tabs and direction overrides taken out. */
[[nodiscard]] QString oneLine(const QString &text);

} // namespace petrel::ui
