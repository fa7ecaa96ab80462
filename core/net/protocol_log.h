#pragma once

#include "core/model/protocol_line.h"

#include <QList>

#include <deque>
#include <mutex>

namespace petrel::net {

/** The last 2,000 lines of all connections of an account, kept in memory only, until somebody asks. Any thread. */
class ProtocolLog
{
public:
    explicit ProtocolLog(int capacity = 2'000) : m_capacity(capacity) {}

    void append(ProtocolLine line);
    [[nodiscard]] QList<ProtocolLine> lines() const;
    /**
     * What came since `number`, which is then set to the one of the next line to come; 0 asks for all that is kept, and so
     * does a number this log has not come to: it is of the log before.
     * Who asks too seldom misses what was pushed out meanwhile.
     */
    [[nodiscard]] QList<ProtocolLine> linesSince(std::uint64_t &number) const;

private:
    mutable std::mutex m_mutex;
    std::deque<ProtocolLine> m_lines;
    std::uint64_t m_appended = 0; ///< ever
    int m_capacity;
};

} // namespace petrel::net
