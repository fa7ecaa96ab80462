// IDLE (RFC 2177): the one command that waits for us as well as for the server. And waiting without it.
#include "core/imap/session/exchange.h"

#include "core/imap/session/refusal.h"

namespace petrel::imap {

/** Waits for "+", or for the refusal. */
Status Exchange::idleBegin(CommandId command)
{
    for (;;) {
        const Event event = TRY(nextEvent(m_options.timeouts.command, {}));
        if (std::holds_alternative<IdleStarted>(event))
            return {};
        const auto *completed = std::get_if<Completed>(&event);
        if (!completed || completed->command != command)
            continue;
        if (completed->status.kind == StatusResponse::Kind::Ok)
            return makeError(ErrorKind::Unsupported, QStringLiteral("IDLE ended before it began"));
        return refusalError(completed->status);
    }
}

/** Takes in what has arrived while idle; true when it means something. */
Result<bool> Exchange::idleNews(std::optional<CommandId> idle)
{
    readArrived();
    for (;;) {
        const std::optional<Event> event = TRY(nextMachineEvent());
        if (!event)
            return hasEvents();
        if (const auto *told = std::get_if<Told>(&*event))
            noteUnasked(told->response);
        else if (const auto *completed = std::get_if<Completed>(&*event); completed && completed->command == idle)
            return die(makeError(ErrorKind::Network, QStringLiteral("the server ended IDLE by itself")));
    }
}

Result<IdleOutcome> Exchange::awaitNews(std::optional<CommandId> idle, const Deadline &until, WakeSignal *wake)
{
    for (;;) {
        if (TRY(idleNews(idle)))
            return IdleOutcome::Events;
        const Result<net::ByteStream::Wake> woken = waitForBytes(until, wake);
        if (woken.ok() && *woken == net::ByteStream::Wake::Signal)
            return IdleOutcome::Woken;
        if (!woken.ok() && woken.error().kind == ErrorKind::Timeout)
            return IdleOutcome::Elapsed;
        if (!woken.ok())
            return die(woken.error());
    }
}

Result<IdleOutcome> Exchange::listenUntil(const Deadline &until, WakeSignal *wake)
{
    if (m_dead)
        return *m_dead;
    m_responses = 0;
    return awaitNews(std::nullopt, until, wake);
}

Result<IdleOutcome> Exchange::idleUntil(CommandId command, const Deadline &until, WakeSignal *wake)
{
    m_responses = 0;
    TRY(idleBegin(command));
    const IdleOutcome outcome = TRY(awaitNews(command, until, wake));
    m_machine.endIdle();
    const StatusResponse status = TRY(finish(command, m_options.timeouts.sign));
    if (status.kind != StatusResponse::Kind::Ok)
        return refusalError(status);
    return outcome == IdleOutcome::Elapsed && hasEvents() ? IdleOutcome::Events : outcome;
}

} // namespace petrel::imap
