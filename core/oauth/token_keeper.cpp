#include "core/oauth/token_keeper.h"

#include "core/base/clock.h"
#include "core/oauth/sign_in.h"

#include <algorithm>

namespace petrel::oauth {

namespace {

constexpr std::int64_t kEarly = 5 * 60;
constexpr int kMostRefusals = 2;

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
    return refresh(lock, kept, grant, deadline, stop);
}

Result<Secret> TokenKeeper::refresh(std::unique_lock<std::mutex> &lock, Kept &kept, const Grant &grant, const Deadline &deadline, const StopToken &stop)
{
    TRY(takeTurn(lock, kept, deadline, stop));
    std::optional<Secret> unsaved = kept.unsaved;
    const bool isGood = !kept.access.isEmpty() && Clock::nowUtc() < kept.until; // and only the store is behind
    lock.unlock();

    const Result<Tokens> tokens = isGood ? Result<Tokens>(Tokens{}) : ask(grant, unsaved, deadline, stop);
    if (tokens && !tokens->refresh.isEmpty())
        unsaved = tokens->refresh;
    const Status saved = tokens && unsaved ? m_secrets.write(grant.key, *unsaved, deadline, stop) : Status();

    lock.lock();
    kept.unsaved = tokens && saved ? std::nullopt : unsaved;
    if (tokens && !tokens->access.isEmpty()) {
        kept.access = tokens->access;
        kept.until = endOf(tokens->seconds);
    }
    const std::optional<Error> failure = !tokens ? std::optional(tokens.error()) : !saved ? std::optional(saved.error()) : std::nullopt;
    endTurn(kept, failure);
    return failure ? Result<Secret>(*failure) : Result<Secret>(kept.access);
}

Result<Tokens> TokenKeeper::ask(const Grant &grant, const std::optional<Secret> &unsaved, const Deadline &deadline, const StopToken &stop)
{
    if (unsaved)
        return refreshTokens(m_https, grant.issuer, grant.client, *unsaved, deadline, stop);
    const Result<Secret> kept = m_secrets.read(grant.key, deadline, stop);
    if (!kept)
        return kept.error().kind == ErrorKind::NotFound ? signInAgain() : kept.error();
    return refreshTokens(m_https, grant.issuer, grant.client, *kept, deadline, stop);
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
