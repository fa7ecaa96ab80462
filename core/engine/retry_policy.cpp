#include "core/engine/retry_policy.h"

#include <QRandomGenerator>

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kFirstPause = 2s;
constexpr std::chrono::milliseconds kLongestPause = 15min;
constexpr std::chrono::milliseconds kThrottledFirstPause = 30s; // servers count attempts; be slow from the start
constexpr std::chrono::milliseconds kLongestSendPause = 1h;
constexpr std::chrono::milliseconds kUnaskedFirstPause = 1min; // what stands in the way of the person may go by itself
constexpr double kJitter = 0.25;

std::chrono::milliseconds growing(std::chrono::milliseconds first, int failures, std::chrono::milliseconds longest = kLongestPause)
{
    const int doublings = std::clamp(failures - 1, 0, 12);
    return std::min(first * (1 << doublings), longest);
}

std::chrono::milliseconds withJitter(std::chrono::milliseconds pause)
{
    const double factor = 1.0 - kJitter + 2 * kJitter * QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(static_cast<qint64>(static_cast<double>(pause.count()) * factor));
}

/**
 * A hotel's portal shows its own certificate until somebody has paid, a server in the middle of its restart fails one
 * handshake, a disk is full until a download ends: mail then comes without a click. Nothing secret leaves before the
 * handshake is verified.
 */
bool mayPassByItself(const Error &error)
{
    return error.kind == ErrorKind::Tls || error.kind == ErrorKind::StoreFull;
}

} // namespace

Disposition after(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return Disposition::Leave;
    const bool waitsForPerson = error.retry == ErrorRetry::AfterUser;
    switch (error.scope) {
    case ErrorScope::Message:
        return waitsForPerson || error.retry == ErrorRetry::Never ? Disposition::Park : Disposition::Later;
    case ErrorScope::Folder:
        return Disposition::StopFolder;
    case ErrorScope::Connection:
        if (error.retry == ErrorRetry::Soon)
            return Disposition::RetryNow;
        return waitsForPerson ? Disposition::AskPerson : Disposition::StopAccount;
    case ErrorScope::Account:
    case ErrorScope::Application:
        return waitsForPerson || error.retry == ErrorRetry::Never ? Disposition::AskPerson : Disposition::StopAccount;
    }
    return Disposition::AskPerson;
}

bool endsPass(const Error &error)
{
    return after(error) > Disposition::StopFolder;
}

bool countsAsAttempt(const Error &error)
{
    return error.kind != ErrorKind::Cancelled && error.scope < ErrorScope::Account;
}

NextStep RetryPolicy::afterFailure(const Error &error, int failures)
{
    using What = NextStep::What;
    const Disposition disposition = after(error);
    if (disposition == Disposition::AskPerson)
        return {What::AskPerson, mayPassByItself(error) ? withJitter(growing(kUnaskedFirstPause, failures)) : 0ms};
    if (disposition == Disposition::Leave)
        return {What::Leave, 0ms};
    if (error.kind == ErrorKind::Throttled)
        return {What::TryAgain, withJitter(growing(kThrottledFirstPause, failures))};
    // One prompt attempt; a server that keeps failing "soon" is treated like any other.
    if (error.retry == ErrorRetry::Soon && failures <= 1)
        return {What::TryAgain, 0ms};
    const bool hopeless = error.retry == ErrorRetry::Never || error.retry == ErrorRetry::AfterUser;
    return {What::TryAgain, withJitter(growing(kFirstPause, hopeless ? std::max(failures, 4) : failures))};
}

bool RetryPolicy::isGivenUp(const Error &error, int attempts)
{
    return error.retry == ErrorRetry::Never || error.retry == ErrorRetry::AfterUser || attempts >= kWishAttempts;
}

std::chrono::seconds RetryPolicy::wishPause(const Error &error, int attempts)
{
    if (endsPass(error) && attempts <= 1)
        return 0s;
    return std::chrono::duration_cast<std::chrono::seconds>(withJitter(growing(15s, attempts)));
}

std::chrono::seconds RetryPolicy::sendPause(int attempts)
{
    return std::chrono::duration_cast<std::chrono::seconds>(withJitter(growing(15s, attempts, kLongestSendPause)));
}

namespace {

/** A server files what it sends at once, as a rule; what comes back to the sender may take its time. Two days and a half in all. */
constexpr std::chrono::seconds kLookPauses[] = {20s, 60s, 3min, 10min, 30min, 2h, 6h, 12h, 18h, 24h};

} // namespace

std::chrono::seconds RetryPolicy::lookPause(int looks)
{
    return kLookPauses[std::clamp(looks, 1, static_cast<int>(std::size(kLookPauses))) - 1];
}

bool RetryPolicy::looksAgain(int looks)
{
    return looks <= static_cast<int>(std::size(kLookPauses));
}

} // namespace petrel::engine
