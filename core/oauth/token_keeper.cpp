#include "core/oauth/token_keeper.h"

#include "core/base/clock.h"
#include "core/oauth/sign_in.h"

#include <algorithm>

namespace petrel::oauth {

namespace {

constexpr std::int64_t kEarly = 5 * 60;
constexpr int kMostRefusals = 2;
constexpr std::chrono::seconds kExchangeBudget{30};
constexpr std::chrono::seconds kWriteBudget{10};
constexpr std::chrono::seconds kFarewell{3};

Error signInAgain()
{
    return makeError(ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser, QStringLiteral("nobody has signed in yet")).withServerText({}, "oauth-sign-in");
}

/** Short-lived tokens are used to half of their life. */
std::int64_t endOf(std::int64_t seconds)
{
    return Clock::nowUtc() + std::max(seconds - kEarly, seconds / 2);
}

Error notInTime(const StopToken &stop)
{
    return stop.stop_requested() ? makeError(ErrorKind::Cancelled, QStringLiteral("stopped while another asks for a token"))
                                 : makeError(ErrorKind::Timeout, QStringLiteral("another still asks for a token"));
}

} // namespace

TokenKeeper::~TokenKeeper()
{
    const Deadline farewell = Deadline::in(kFarewell);
    for (const auto &[key, kept] : m_kept) {
        if (kept.exchange.valid() && kept.exchange.wait_for(farewell.remaining()) != std::future_status::ready)
            m_stopping.request_stop();
    }
}

Status TokenKeeper::waitForTurn(std::unique_lock<std::mutex> &lock, Kept &kept, const Deadline &deadline, const StopToken &stop)
{
    const int next = kept.turns + 1;
    const auto hasEnded = [&] { return kept.turns >= next; };
    const bool ended = deadline.isNever() ? m_ended.wait(lock, stop, hasEnded) : m_ended.wait_for(lock, stop, deadline.remaining(), hasEnded);
    return ended ? Status() : Status(notInTime(stop));
}

Status TokenKeeper::takeTurn(std::unique_lock<std::mutex> &lock, Kept &kept, const Deadline &deadline, const StopToken &stop)
{
    while (kept.isBusy)
        TRY(waitForTurn(lock, kept, deadline, stop));
    kept.isBusy = true;
    return {};
}

void TokenKeeper::endTurn(Kept &kept, std::optional<Error> failure)
{
    kept.isBusy = false;
    ++kept.turns;
    kept.failure = std::move(failure);
    m_ended.notify_all();
}

Status TokenKeeper::keep(const Grant &grant, const Tokens &tokens, const Deadline &deadline, const StopToken &stop)
{
    std::unique_lock lock(m_mutex);
    Kept &kept = m_kept[grant.key];
    TRY(takeTurn(lock, kept, deadline, stop)); // a refresh of the former grant must not overwrite this one
    lock.unlock();
    // Without a new refresh token there is none: the old one belongs to an older sign-in.
    const Status saved = tokens.refresh.isEmpty() ? m_secrets.remove(grant.key, deadline, stop) : m_secrets.write(grant.key, tokens.refresh, deadline, stop);
    lock.lock();
    if (saved) {
        kept.access = tokens.access;
        kept.until = endOf(tokens.seconds);
        kept.unsaved.reset();
        kept.refusals = {};
    }
    endTurn(kept, std::nullopt);
    return saved;
}

Result<Secret> TokenKeeper::accessToken(const Grant &grant, MailEnd end, const Deadline &deadline, const StopToken &stop)
{
    std::unique_lock lock(m_mutex);
    Kept &kept = m_kept[grant.key];
    while (kept.isBusy) {
        TRY(waitForTurn(lock, kept, deadline, stop));
        // Whoever asked may have been stopped: that says nothing about the issuer.
        if (kept.failure && kept.failure->kind != ErrorKind::Cancelled)
            return *kept.failure;
    }
    if (refusalsAt(kept, end) >= kMostRefusals)
        return makeError(ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser, QStringLiteral("the mail server takes none of the issuer's tokens")).withServerText({}, "oauth-refused");
    const bool isGood = !kept.access.isEmpty() && Clock::nowUtc() < kept.until;
    if (isGood && !kept.unsaved)
        return kept.access;
    return isGood ? saveAgain(lock, kept, grant, deadline, stop) : refresh(lock, kept, grant, deadline, stop);
}

Result<Secret> TokenKeeper::saveAgain(std::unique_lock<std::mutex> &lock, Kept &kept, const Grant &grant, const Deadline &deadline, const StopToken &stop)
{
    TRY(takeTurn(lock, kept, deadline, stop));
    const Secret access = kept.access;
    const Secret unsaved = *kept.unsaved;
    lock.unlock();
    const Status saved = m_secrets.write(grant.key, unsaved, deadline, stop);
    lock.lock();
    if (saved)
        kept.unsaved.reset();
    endTurn(kept, saved ? std::nullopt : std::optional(saved.error()));
    return saved ? Result<Secret>(access) : Result<Secret>(saved.error());
}

Result<Secret> TokenKeeper::refresh(std::unique_lock<std::mutex> &lock, Kept &kept, const Grant &grant, const Deadline &deadline, const StopToken &stop)
{
    TRY(takeTurn(lock, kept, deadline, stop));
    const std::optional<Secret> unsaved = kept.unsaved;
    lock.unlock();
    const Result<Secret> former = unsaved ? Result<Secret>(*unsaved) : stored(grant, deadline, stop);
    lock.lock();
    if (!former) {
        endTurn(kept, former.error());
        return former.error();
    }
    const auto outcome = std::make_shared<std::optional<Result<Secret>>>();
    kept.exchange = std::async(std::launch::async, [this, &kept, grant, former = *former, outcome] { exchange(kept, grant, former, outcome); });
    TRY(waitForTurn(lock, kept, deadline, stop));
    return **outcome;
}

void TokenKeeper::exchange(Kept &kept, const Grant &grant, const Secret &refresh, const Outcome &outcome)
{
    const Result<Tokens> tokens = refreshTokens(m_https, grant.issuer, grant.client, refresh, Deadline::in(kExchangeBudget), m_stopping.get_token());
    std::optional<Secret> unsaved = kept.unsaved; // nobody else changes it while this turn lasts
    if (tokens && !tokens->refresh.isEmpty())
        unsaved = tokens->refresh;
    // Not even the end of the program stops this: the issuer has forgotten the former one.
    const Status saved = tokens && unsaved ? m_secrets.write(grant.key, *unsaved, Deadline::in(kWriteBudget), {}) : Status();

    const std::lock_guard lock(m_mutex);
    kept.unsaved = tokens && saved ? std::nullopt : unsaved;
    if (tokens) {
        kept.access = tokens->access;
        kept.until = endOf(tokens->seconds);
    }
    const std::optional<Error> failure = !tokens ? std::optional(tokens.error()) : !saved ? std::optional(saved.error()) : std::nullopt;
    *outcome = failure ? Result<Secret>(*failure) : Result<Secret>(tokens->access);
    endTurn(kept, failure);
}

Result<Secret> TokenKeeper::stored(const Grant &grant, const Deadline &deadline, const StopToken &stop)
{
    Result<Secret> secret = m_secrets.read(grant.key, deadline, stop);
    return !secret && secret.error().kind == ErrorKind::NotFound ? Result<Secret>(signInAgain()) : secret;
}

void TokenKeeper::accepted(const Grant &grant, MailEnd end)
{
    const std::lock_guard lock(m_mutex);
    refusalsAt(m_kept[grant.key], end) = 0;
}

void TokenKeeper::refused(const Grant &grant, MailEnd end, const Secret &access)
{
    const std::lock_guard lock(m_mutex);
    Kept &kept = m_kept[grant.key];
    if (kept.access.isEmpty() || !(kept.access == access))
        return;
    // Once another did not help here either, it is no fault of the token: the other end may go on with it.
    if (++refusalsAt(kept, end) < kMostRefusals)
        kept.access = Secret();
}

Status TokenKeeper::forget(const Grant &grant, const Deadline &deadline, const StopToken &stop)
{
    std::unique_lock lock(m_mutex);
    Kept &kept = m_kept[grant.key];
    TRY(takeTurn(lock, kept, deadline, stop));
    kept.access = Secret();
    kept.unsaved.reset();
    kept.refusals = {};
    lock.unlock();
    const Status removed = m_secrets.remove(grant.key, deadline, stop);
    lock.lock();
    endTurn(kept, std::nullopt);
    return removed;
}

} // namespace petrel::oauth
