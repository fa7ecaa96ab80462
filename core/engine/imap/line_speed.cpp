#include "core/engine/imap/line_speed.h"

#include <algorithm>

namespace petrel::engine {

namespace {
constexpr double kMegabyte = 1'000'000;
constexpr double kSecondsAhead = 0.4;
} // namespace

void LineSpeed::note(std::int64_t bytes, std::chrono::nanoseconds waited)
{
    m_bytes += bytes;
    m_waited += waited;
    const bool isSlow = m_bytes >= kSampleBytesOfSlowLine && m_waited >= kSlow;
    if (m_bytes < kSampleBytes && !isSlow)
        return;
    const double seconds = std::chrono::duration<double>(std::max(m_waited, std::chrono::nanoseconds(1))).count();
    m_speed = static_cast<double>(m_bytes) / seconds;
    m_bytes = 0;
    m_waited = {};
}

void LineSpeed::forgetSpeed()
{
    m_bytes = 0;
    m_waited = {};
    m_speed.reset();
}

bool compressionPays(const std::optional<double> &bytesPerSecond, Traffic toCome)
{
    return bytesPerSecond && *bytesPerSecond < (toCome == Traffic::Headers ? 20 : 10) * kMegabyte;
}

std::int64_t bytesAhead(const std::optional<double> &bytesPerSecond)
{
    if (!bytesPerSecond)
        return 256 * 1024;
    return static_cast<std::int64_t>(std::clamp(*bytesPerSecond * kSecondsAhead, 64.0 * 1024, 4096.0 * 1024));
}

} // namespace petrel::engine
