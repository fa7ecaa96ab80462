#pragma once

#include <QByteArray>
#include <QList>

#include <deque>
#include <mutex>

namespace petrel {

/** The last N lines of something, kept in memory until somebody asks. Any thread. */
class RingLog
{
public:
    explicit RingLog(int capacity = 500) : m_capacity(capacity) {}

    void append(QByteArray line);
    [[nodiscard]] QList<QByteArray> lines() const;
    void clear();

private:
    mutable std::mutex m_mutex;
    std::deque<QByteArray> m_lines;
    int m_capacity;
};

} // namespace petrel
