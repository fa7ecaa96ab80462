#include "core/imap/grammar/sequence_set.h"

#include <algorithm>
#include <limits>

namespace petrel::imap {

namespace {

constexpr std::uint32_t kMax = std::numeric_limits<std::uint32_t>::max();
constexpr qsizetype kMaxRanges = 1'000'000;

Error notASet()
{
    return makeError(ErrorKind::Protocol, QStringLiteral("not a sequence set"));
}

/** A number from 1 to 2^32-1, or "*" as kMax with star set. */
bool readBound(QByteArrayView text, std::uint32_t &number, bool &star)
{
    star = text == QByteArrayView("*");
    if (star) {
        number = kMax;
        return true;
    }
    if (text.isEmpty() || text.size() > 10)
        return false;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + std::uint64_t(c - '0');
    }
    if (value == 0 || value > kMax)
        return false;
    number = std::uint32_t(value);
    return true;
}

QByteArray rangeToWire(NumberRange range, bool open)
{
    if (open)
        return QByteArray::number(range.first) + ":*";
    if (range.first == range.last)
        return QByteArray::number(range.first);
    return QByteArray::number(range.first) + ':' + QByteArray::number(range.last);
}

} // namespace

Result<SequenceSet> SequenceSet::parse(QByteArrayView text)
{
    QList<NumberRange> ranges; // sorted once at the end: a hostile order must cost no more than another
    bool open = false;
    qsizetype start = 0;
    while (start <= text.size()) {
        qsizetype end = text.indexOf(',', start);
        if (end < 0)
            end = text.size();
        const QByteArrayView item = text.sliced(start, end - start);
        const qsizetype colon = item.indexOf(':');
        NumberRange range;
        bool firstStar = false;
        bool lastStar = false;
        if (!readBound(colon < 0 ? item : item.first(colon), range.first, firstStar))
            return notASet();
        range.last = range.first;
        lastStar = firstStar;
        if (colon >= 0 && !readBound(item.sliced(colon + 1), range.last, lastStar))
            return notASet();
        if (range.first > range.last)
            std::swap(range.first, range.last);
        ranges.append(range);
        open = open || firstStar || lastStar;
        if (ranges.size() > kMaxRanges)
            return makeError(ErrorKind::Protocol, QStringLiteral("sequence set with too many ranges"));
        start = end + 1;
    }
    SequenceSet set = SequenceSet().united(ranges);
    set.m_open = open;
    return set;
}

SequenceSet SequenceSet::of(Uid uid)
{
    SequenceSet set;
    if (uid)
        set.add(uid);
    return set;
}

SequenceSet SequenceSet::of(const QList<Uid> &uids)
{
    QList<Uid> sorted = uids;
    std::sort(sorted.begin(), sorted.end());
    SequenceSet set;
    for (const Uid uid : sorted) {
        if (uid)
            set.add(uid);
    }
    return set;
}

SequenceSet SequenceSet::range(std::uint32_t first, std::uint32_t last)
{
    SequenceSet set;
    first = std::max<std::uint32_t>(first, 1);
    if (first <= last)
        set.m_ranges.append({first, last});
    return set;
}

SequenceSet SequenceSet::from(std::uint32_t first)
{
    SequenceSet set = range(first, kMax);
    set.m_open = true;
    return set;
}

void SequenceSet::add(NumberRange range)
{
    // All ranges that overlap or touch the new one melt into it.
    const auto touchesBelow = [](const NumberRange &have, const NumberRange &added) {
        return have.last < kMax && have.last + 1 < added.first;
    };
    if (range.first == 0 || range.first > range.last)
        return;
    auto from = m_ranges.end();
    if (m_ranges.isEmpty() || touchesBelow(m_ranges.last(), range)) {
        m_ranges.append(range);
        return;
    }
    from = std::lower_bound(m_ranges.begin(), m_ranges.end(), range, touchesBelow);
    auto to = from;
    while (to != m_ranges.end() && (range.last == kMax || to->first <= range.last + 1)) {
        range.first = std::min(range.first, to->first);
        range.last = std::max(range.last, to->last);
        ++to;
    }
    from = m_ranges.erase(from, to);
    m_ranges.insert(from, range);
}

std::uint64_t SequenceSet::count() const
{
    std::uint64_t sum = 0;
    for (const NumberRange &range : m_ranges)
        sum += range.count();
    return sum;
}

bool SequenceSet::contains(std::uint32_t number) const
{
    const auto at = std::lower_bound(m_ranges.begin(), m_ranges.end(), number,
                                     [](const NumberRange &range, std::uint32_t n) { return range.last < n; });
    return at != m_ranges.end() && at->first <= number;
}

SequenceSet SequenceSet::intersected(const SequenceSet &other) const
{
    SequenceSet both;
    auto a = m_ranges.begin();
    auto b = other.m_ranges.begin();
    while (a != m_ranges.end() && b != other.m_ranges.end()) {
        const std::uint32_t first = std::max(a->first, b->first);
        const std::uint32_t last = std::min(a->last, b->last);
        if (first <= last)
            both.m_ranges.append({first, last});
        if (a->last < b->last)
            ++a;
        else
            ++b;
    }
    both.m_open = m_open && other.m_open && !both.m_ranges.isEmpty();
    return both;
}

SequenceSet SequenceSet::subtracted(const SequenceSet &other) const
{
    SequenceSet left;
    auto b = other.m_ranges.begin();
    for (NumberRange range : m_ranges) {
        while (b != other.m_ranges.end() && b->last < range.first)
            ++b;
        bool usedUp = false;
        for (auto cut = b; cut != other.m_ranges.end() && cut->first <= range.last; ++cut) {
            if (cut->first > range.first)
                left.m_ranges.append({range.first, cut->first - 1});
            usedUp = cut->last >= range.last;
            if (usedUp)
                break;
            range.first = std::max(range.first, cut->last + 1);
        }
        if (!usedUp)
            left.m_ranges.append(range);
    }
    left.m_open = m_open && !left.m_ranges.isEmpty() && left.m_ranges.last().last == kMax;
    return left;
}

SequenceSet SequenceSet::united(const SequenceSet &other) const
{
    SequenceSet sum = united(other.m_ranges);
    sum.m_open = m_open || other.m_open;
    return sum;
}

SequenceSet SequenceSet::united(const QList<NumberRange> &ranges) const
{
    QList<NumberRange> all = m_ranges + ranges;
    std::sort(all.begin(), all.end(), [](const NumberRange &a, const NumberRange &b) { return a.first < b.first; });
    SequenceSet sum;
    for (const NumberRange &range : all)
        sum.add(range);
    return sum;
}

QList<Uid> SequenceSet::uids(qsizetype limit) const
{
    QList<Uid> list;
    for (const NumberRange &range : m_ranges) {
        for (std::uint64_t number = range.first; number <= range.last; ++number) {
            if (list.size() >= limit)
                return list;
            list.append(Uid(std::uint32_t(number)));
        }
    }
    return list;
}

QList<SequenceSet> SequenceSet::batchesNewestFirst(std::uint32_t size) const
{
    QList<SequenceSet> batches;
    QList<NumberRange> taken; // descending, of the batch being filled
    std::uint64_t room = size;
    const auto close = [&] {
        SequenceSet batch;
        for (auto range = taken.crbegin(); range != taken.crend(); ++range)
            batch.m_ranges.append(*range);
        batches.append(batch);
        taken.clear();
        room = size;
    };
    for (auto range = m_ranges.crbegin(); size > 0 && range != m_ranges.crend(); ++range) {
        std::uint64_t left = range->count();
        while (left > 0) {
            const std::uint64_t part = std::min(left, room);
            const std::uint32_t last = std::uint32_t(range->first + left - 1);
            taken.append({std::uint32_t(last - (part - 1)), last});
            left -= part;
            room -= part;
            if (room == 0)
                close();
        }
    }
    if (!taken.isEmpty())
        close();
    return batches;
}

QByteArray SequenceSet::toWire() const
{
    QByteArray wire;
    for (qsizetype i = 0; i < m_ranges.size(); ++i) {
        if (i > 0)
            wire += ',';
        wire += rangeToWire(m_ranges.at(i), m_open && i == m_ranges.size() - 1);
    }
    return wire;
}

QList<SequenceSet> SequenceSet::split(int maxWireBytes) const
{
    QList<SequenceSet> pieces;
    qsizetype bytes = 0;
    for (qsizetype i = 0; i < m_ranges.size(); ++i) {
        const bool open = m_open && i == m_ranges.size() - 1;
        const qsizetype cost = rangeToWire(m_ranges.at(i), open).size() + 1;
        if (pieces.isEmpty() || bytes + cost > maxWireBytes) {
            pieces.append(SequenceSet());
            bytes = 0;
        }
        pieces.last().m_ranges.append(m_ranges.at(i));
        pieces.last().m_open = open;
        bytes += cost;
    }
    return pieces;
}

} // namespace petrel::imap
