#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"

#include <QByteArray>
#include <QList>

#include <cstdint>

namespace petrel::imap {

/** first..last, both inside, first <= last, never 0. */
struct NumberRange
{
    std::uint32_t first = 1;
    std::uint32_t last = 1;

    [[nodiscard]] std::uint64_t count() const { return std::uint64_t(last) - first + 1; }
    friend bool operator==(const NumberRange &, const NumberRange &) = default;
};

/**
 * A set of UIDs or message sequence numbers (RFC 3501 section 9 sequence-set, RFC 4315 uid-set), kept
 * as ascending, disjoint, non-touching ranges: a set of four billion costs as much as a set of one.
 * "n:*" is an open end; whatever the last message is, it belongs to the set even when it is below n,
 * so callers filter the answer.
 */
class SequenceSet
{
public:
    SequenceSet() = default;
    /** From the wire: "2,4:7,9,12:*". A descending range is turned. Protocol when it is not a set. */
    [[nodiscard]] static Result<SequenceSet> parse(QByteArrayView text);
    [[nodiscard]] static SequenceSet of(Uid uid);
    [[nodiscard]] static SequenceSet of(const QList<Uid> &uids);
    /** Empty when first > last or last is 0; a first of 0 counts as 1. */
    [[nodiscard]] static SequenceSet range(std::uint32_t first, std::uint32_t last);
    [[nodiscard]] static SequenceSet range(Uid first, Uid last) { return range(first.number(), last.number()); }
    /** "first:*". */
    [[nodiscard]] static SequenceSet from(std::uint32_t first);
    [[nodiscard]] static SequenceSet from(Uid first) { return from(first.number()); }
    [[nodiscard]] static SequenceSet all() { return from(std::uint32_t(1)); }

    void add(std::uint32_t number) { add(NumberRange{number, number}); }
    void add(Uid uid) { add(uid.number()); }
    /** A range that begins with 0 is none. Cheap at the end of the set, linear in the number of ranges elsewhere. */
    void add(NumberRange range);

    [[nodiscard]] bool isEmpty() const { return m_ranges.isEmpty(); }
    [[nodiscard]] bool isOpen() const { return m_open; }
    /** How many numbers; an open end counts up to 2^32-1. */
    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] bool contains(std::uint32_t number) const;
    [[nodiscard]] bool contains(Uid uid) const { return contains(uid.number()); }
    /** 0 when empty. */
    [[nodiscard]] std::uint32_t lowest() const { return m_ranges.isEmpty() ? 0 : m_ranges.first().first; }
    [[nodiscard]] std::uint32_t highest() const { return m_ranges.isEmpty() ? 0 : m_ranges.last().last; }
    [[nodiscard]] const QList<NumberRange> &ranges() const { return m_ranges; }

    /** Set algebra, linear in ranges. The result is open where both (or the left one) are. */
    [[nodiscard]] SequenceSet intersected(const SequenceSet &other) const;
    [[nodiscard]] SequenceSet subtracted(const SequenceSet &other) const;
    [[nodiscard]] SequenceSet united(const SequenceSet &other) const;

    /** Every number as a Uid, ascending; at most limit of them. For sets that are known to be small. */
    [[nodiscard]] QList<Uid> uids(qsizetype limit = 1'000'000) const;
    /** Cuts off the highest `size` numbers, again and again: newest first. The sets are closed. */
    [[nodiscard]] QList<SequenceSet> batchesNewestFirst(std::uint32_t size) const;

    /** As it travels, ascending (hMailServer takes no other order). Empty for the empty set. */
    [[nodiscard]] QByteArray toWire() const;
    /** The same cut into pieces of at most maxBytes, for servers with short command lines. */
    [[nodiscard]] QList<SequenceSet> split(int maxWireBytes) const;

    friend bool operator==(const SequenceSet &, const SequenceSet &) = default;

private:
    [[nodiscard]] SequenceSet united(const QList<NumberRange> &ranges) const;

    QList<NumberRange> m_ranges;
    bool m_open = false;
};

} // namespace petrel::imap
