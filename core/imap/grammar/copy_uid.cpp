#include "core/imap/grammar/mailbox_values.h"

namespace petrel::imap {

namespace {

std::uint64_t countOf(const QList<NumberRange> &ranges)
{
    std::uint64_t sum = 0;
    for (const NumberRange &range : ranges)
        sum += range.count();
    return sum;
}

} // namespace

CopyUid::CopyUid(UidValidity targetValidity, QList<NumberRange> source, QList<NumberRange> target)
    : m_targetValidity(targetValidity), m_source(std::move(source)), m_target(std::move(target))
{
    const std::uint64_t count = countOf(m_source);
    m_known = m_targetValidity && count > 0 && count == countOf(m_target);
}

Uid CopyUid::targetOf(Uid source) const
{
    std::uint64_t position = 0;
    bool found = false;
    for (const NumberRange &range : m_source) {
        found = m_known && range.first <= source.number() && source.number() <= range.last;
        if (found) {
            position += source.number() - range.first;
            break;
        }
        position += range.count();
    }
    if (!found)
        return {};
    for (const NumberRange &range : m_target) {
        if (position < range.count())
            return Uid(std::uint32_t(range.first + position));
        position -= range.count();
    }
    return {};
}

} // namespace petrel::imap
