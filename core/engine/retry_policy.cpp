#include "core/engine/retry_policy.h"

#include <QRandomGenerator>

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kFirstPause = 2s;
constexpr std::chrono::milliseconds kLongestPause = 15min;
constexpr std::chrono::milliseconds kThrottledFirstPause = 30s; // servers count attempts; be slow from the start
constexpr double kJitter = 0.25;

std::chrono::milliseconds growing(std::chrono::milliseconds first, int failures)
{
    const int doublings = std::clamp(failures - 1, 0, 12);
    return std::min(first * (1 << doublings), kLongestPause);
}

std::chrono::milliseconds withJitter(std::chrono::milliseconds pause)
{
    const double factor = 1.0 - kJitter + 2 * kJitter * QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(static_cast<qint64>(static_cast<double>(pause.count()) * factor));
}

} // namespace

NextStep RetryPolicy::afterFailure(const Error &error, int failures)
{
    using What = NextStep::What;
    if (error.kind == ErrorKind::Cancelled)
        return {What::Leave, 0ms};
    if (error.kind == ErrorKind::Throttled)
        return {What::TryAgain, withJitter(growing(kThrottledFirstPause, failures))};
    switch (error.retry) {
    case ErrorRetry::Soon:
        // One prompt attempt; a server that keeps failing "soon" is treated like any other.
        return {What::TryAgain, failures <= 1 ? 0ms : withJitter(growing(kFirstPause, failures))};
    case ErrorRetry::Backoff:
        return {What::TryAgain, withJitter(growing(kFirstPause, failures))};
    case ErrorRetry::AfterUser:
        return {error.scope == ErrorScope::Message ? What::Park : What::AskPerson, 0ms};
    case ErrorRetry::Never:
        if (error.scope == ErrorScope::Message)
            return {What::Park, 0ms};
        if (error.scope == ErrorScope::Account || error.scope == ErrorScope::Application)
            return {What::AskPerson, 0ms};
        return {What::TryAgain, withJitter(growing(kFirstPause, std::max(failures, 4)))};
    }
    return {What::AskPerson, 0ms};
}

std::chrono::seconds RetryPolicy::wishPause(int attempts)
{
    return std::chrono::duration_cast<std::chrono::seconds>(withJitter(growing(15s, attempts)));
}

} // namespace petrel::engine
