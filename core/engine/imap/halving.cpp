#include "core/engine/imap/halving.h"

#include <bit>

namespace petrel::engine {

Status Halving::run(std::size_t count)
{
    m_inARow = 0;
    m_borne = 2 * static_cast<int>(std::bit_width(count)) + 2;
    return count == 0 ? Status() : run(0, count);
}

Status Halving::run(std::size_t begin, std::size_t end)
{
    const Result<Record> done = m_attempt(begin, end);
    if (done) {
        m_inARow = 0;
        return (*done)();
    }
    const bool mayBeOneOfThem = done.error().scope == ErrorScope::Message && end - begin > 1;
    if (++m_inARow > m_borne || !mayBeOneOfThem)
        return m_declined(done.error(), begin, end);
    const std::size_t middle = begin + (end - begin) / 2;
    TRY(run(begin, middle));
    return run(middle, end);
}

} // namespace petrel::engine
