#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QLocale>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Formats)
};

QDateTime local(std::int64_t utc) { return QDateTime::fromSecsSinceEpoch(utc); }

/** By a pattern that a translator may change, as orders of day and month differ. */
QString format(const QDateTime &time, const QString &pattern) { return QLocale().toString(time, pattern); }

/** Monday, or whatever day the locale starts its week with. */
QDate weekStart(const QDate &day)
{
    const int back = (day.dayOfWeek() - int(QLocale().firstDayOfWeek()) + 7) % 7;
    return day.addDays(-back);
}

std::int64_t startOf(const QDate &day) { return day.startOfDay().toSecsSinceEpoch(); }

constexpr int kDaysByName = 6;

} // namespace

QString listDate(std::int64_t utc, const QDateTime &now)
{
    if (utc == 0)
        return {};
    const QDateTime time = local(utc);
    const qint64 days = time.date().daysTo(now.date());
    if (days == 0)
        return format(time, Words::tr("HH:mm"));
    if (days > 0 && days <= kDaysByName)
        return format(time, Words::tr("ddd"));
    return format(time, time.date().year() == now.date().year() ? Words::tr("d MMM") : Words::tr("d MMM yy"));
}

QString readerDate(std::int64_t utc, const QDateTime &now)
{
    if (utc == 0)
        return {};
    const QDateTime time = local(utc);
    const qint64 days = time.date().daysTo(now.date());
    if (days == 0)
        return Words::tr("Today %1").arg(format(time, Words::tr("HH:mm")));
    if (days > 0 && days <= kDaysByName)
        return format(time, Words::tr("ddd HH:mm"));
    const bool thisYear = time.date().year() == now.date().year();
    return format(time, thisYear ? Words::tr("ddd d MMM, HH:mm") : Words::tr("d MMM yyyy, HH:mm"));
}

QString fullDate(std::int64_t utc) { return utc == 0 ? QString() : QLocale().toString(local(utc), QLocale::LongFormat); }

QList<DateGroup> dateGroups(const QDateTime &now, std::int64_t oldest)
{
    const QDate today = now.date();
    const QDate thisWeek = weekStart(today);
    QList<DateGroup> groups;
    // A span that the one before has covered already is left out: on Mondays there is no "Earlier this week".
    const auto add = [&](const QDate &from, const QString &title) {
        if (groups.isEmpty() || startOf(from) < groups.last().begin)
            groups.append({startOf(from), title});
    };
    add(today, Words::tr("Today"));
    add(today.addDays(-1), Words::tr("Yesterday"));
    add(thisWeek, Words::tr("Earlier this week"));
    add(thisWeek.addDays(-7), Words::tr("Last week"));
    QDate month(today.year(), today.month(), 1);
    while (groups.last().begin > oldest && month.year() > 1970) {
        const QString name = QLocale().standaloneMonthName(month.month());
        add(month, month.year() == today.year() ? name : Words::tr("%1 %2").arg(name).arg(month.year()));
        month = month.addMonths(-1);
    }
    if (groups.last().begin > oldest)
        groups.append({oldest, Words::tr("Long ago")});
    return groups;
}

QString sizeText(std::int64_t bytes)
{
    if (bytes < 1000)
        return Words::tr("%1 B").arg(qMax<std::int64_t>(bytes, 0));
    const std::array<const char *, 3> units = {"%1 KB", "%1 MB", "%1 GB"};
    double value = double(bytes) / 1000;
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    // One decimal only where it tells something: 2.9 MB, but 24 MB and 512 KB.
    const int decimals = unit > 0 && value < 9.95 ? 1 : 0;
    return Words::tr(units[unit]).arg(QLocale().toString(value, 'f', decimals));
}

QString countText(std::int64_t count) { return QLocale().toString(qlonglong(count)); }

QString isolated(const QString &text) { return QChar(0x2068) + text + QChar(0x2069); }

QString isolatedLtr(const QString &text) { return QChar(0x2066) + text + QChar(0x2069); }

QString oneLine(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const bool override = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        if (override)
            continue;
        line.append(c.isSpace() || c.category() == QChar::Other_Control ? QLatin1Char(' ') : c);
    }
    return line.simplified();
}

} // namespace petrel::ui
