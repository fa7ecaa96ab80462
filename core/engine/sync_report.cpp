#include "core/engine/sync_report.h"

#include <algorithm>

namespace petrel::engine {

bool SyncReport::leftSomething() const
{
    return std::any_of(troubles.cbegin(), troubles.cend(), [](const PassTrouble &trouble) { return trouble.what != PassTrouble::What::Expiry; });
}

SyncReport &SyncReport::operator+=(const SyncReport &other)
{
    newMessages += other.newMessages;
    flagsChanged += other.flagsChanged;
    gone += other.gone;
    pushed += other.pushed;
    parked += other.parked;
    bodies += other.bodies;
    sent += other.sent;
    bytesIn += other.bytesIn;
    bytesOut += other.bytesOut;
    roundTrips += other.roundTrips;
    loginDelaySeconds = std::max(loginDelaySeconds, other.loginDelaySeconds);
    moreAtOnce = moreAtOnce || other.moreAtOnce;
    troubles += other.troubles;
    return *this;
}

} // namespace petrel::engine
