#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <functional>

namespace petrel::engine {

/**
 * A batch that is declined as a whole, perhaps because of one message in it, is tried again in halves until the culprit
 * stands alone: the others need not wait for it. Where the server declines whatever it is given, the rest is given up
 * together: a folder into which nothing may be moved costs some 3 log2(n) commands, not 2n.
 */
class Halving
{
public:
    /** Writes down that a part was done. Its error ends all: what was done is never asked for again because of it. */
    using Record = std::function<Status()>;
    /** Asks the server for the part [begin, end) of the batch. */
    using Attempt = std::function<Result<Record>(std::size_t begin, std::size_t end)>;
    /** What is to become of a part; an error of its own ends all. */
    using Declined = std::function<Status(const Error &error, std::size_t begin, std::size_t end)>;

    Halving(Attempt attempt, Declined declined) : m_attempt(std::move(attempt)), m_declined(std::move(declined)) {}

    [[nodiscard]] Status run(std::size_t count);

private:
    [[nodiscard]] Status run(std::size_t begin, std::size_t end);

    Attempt m_attempt;
    Declined m_declined;
    int m_inARow = 0; ///< declined since the last success
    int m_borne = 0;
};

} // namespace petrel::engine
