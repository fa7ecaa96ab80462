#pragma once

#include "core/base/result.h"

#include <future>
#include <utility>

namespace petrel::engine {

/**
 * A transaction that goes on while its pass reads on from the server: one at a time, on a thread of its own, so that the disk, the
 * search index and the line are busy together. Its owner settles the one before it begins the next: they are committed in order, and an
 * error is told one step later than it came. What leans on a transaction waits for settle() first. The work shares nothing with its
 * owner that changes meanwhile. Owned and used by one thread; destroying it waits for what is under way.
 *
 *     if (m_writing.isUnderWay())
 *         note(TRY(m_writing.settle()));
 *     m_writing.begin([batch = std::move(batch), &store]() -> Result<Rows> { return store.write(...); });
 */
template <class T>
class WriteAhead
{
public:
    [[nodiscard]] bool isUnderWay() const { return m_underWay.valid(); }
    /** Nothing is under way. */
    template <class Work>
    void begin(Work &&work) { m_underWay = std::async(std::launch::async, std::forward<Work>(work)); }
    /** Something is under way: waits for it, and gives what came of it. */
    [[nodiscard]] Result<T> settle() { return m_underWay.get(); }

private:
    std::future<Result<T>> m_underWay;
};

} // namespace petrel::engine
