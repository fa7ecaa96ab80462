#include "ui/attention/pace.h"

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr Pace::Time kApart = std::chrono::seconds(1);
constexpr double kSteady = 1.6; ///< as many times as fast one half may have been as the other
constexpr double kOtherTotal = 0.1;

double perSecond(qint64 count, Pace::Time time)
{
    return time.count() > 0 ? static_cast<double>(count) * 1000.0 / static_cast<double>(time.count()) : 0.0;
}

} // namespace

void Pace::note(Time now, qint64 done, qint64 total)
{
    const bool otherThing = !m_marks.isEmpty()
        && (done < m_marks.last().done || now < m_marks.last().at
            || static_cast<double>(qAbs(total - m_total)) > kOtherTotal * static_cast<double>(std::max<qint64>(m_total, 1)));
    if (otherThing)
        m_marks.clear();
    m_total = total;
    if (m_marks.isEmpty() || now - m_marks.last().at >= kApart)
        m_marks.append({now, done});
    while (m_marks.size() > 2 && now - m_marks.first().at > kMemory)
        m_marks.removeFirst();
}

void Pace::follow(const engine::AccountStatus &status, Time now)
{
    using engine::AccountStatus;
    const bool counted = status.task == AccountStatus::Task::Headers || status.task == AccountStatus::Task::Fetching;
    const Progress progress = progressOf(status);
    if (status.phase == AccountStatus::Phase::Working && counted && progress.total > 0)
        note(now, progress.done, progress.total);
    else
        forget();
}

std::optional<std::chrono::seconds> Pace::left() const
{
    if (m_marks.size() < 3 || m_marks.last().at - m_marks.first().at < kWatch || m_marks.last().done >= m_total)
        return std::nullopt;
    const Mark &first = m_marks.first();
    const Mark &last = m_marks.last();
    const Time middle = first.at + (last.at - first.at) / 2;
    const auto half = std::find_if(m_marks.cbegin(), m_marks.cend(), [middle](const Mark &mark) { return mark.at >= middle; });
    const double before = perSecond(half->done - first.done, half->at - first.at);
    const double after = perSecond(last.done - half->done, last.at - half->at);
    if (before <= 0 || after <= 0 || std::max(before, after) > kSteady * std::min(before, after))
        return std::nullopt;
    const double pace = perSecond(last.done - first.done, last.at - first.at);
    return std::chrono::seconds(static_cast<qint64>(static_cast<double>(m_total - last.done) / pace));
}

} // namespace petrel::ui
