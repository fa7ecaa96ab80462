// SELECT and EXAMINE with CONDSTORE and QRESYNC (RFC 3501 6.3.1, RFC 7162), NOOP, IDLE, LOGOUT.
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/session/refusal.h"

namespace petrel::imap {

namespace {

constexpr int kMaxQresyncSet = 2'000; ///< bytes of known UIDs worth sending; the server then reports on all

Command selectCommand(const Exchange &exchange, const MailboxName &name, ImapSession::Access access,
                      const std::optional<QresyncState> &known)
{
    Command command(access == ImapSession::Access::ReadOnly ? "EXAMINE" : "SELECT");
    command.mailbox(name);
    if (known) {
        command.numbered("(QRESYNC (", known->uidValidity.number(), "").number(known->modSeq.number());
        const bool tellSet = !known->known.isEmpty() && known->known.toWire().size() <= kMaxQresyncSet;
        if (tellSet)
            command.set(known->known);
        command.closing("))");
    } else if (exchange.condstore) {
        command.words("(CONDSTORE)");
    }
    return command;
}

void applyCode(SelectResult &result, const ResponseCode &code)
{
    const auto number32 = [&] { return code.number() <= 0xffffffffu ? std::uint32_t(code.number()) : 0u; };
    if (code.is("UIDVALIDITY"))
        result.uidValidity = UidValidity(number32());
    else if (code.is("UIDNEXT"))
        result.uidNext = Uid(number32());
    else if (code.is("HIGHESTMODSEQ"))
        result.highestModSeq = ModSeq(code.number());
    else if (code.is("NOMODSEQ"))
        result.highestModSeq = {};
    else if (code.is("UIDNOTSTICKY"))
        result.uidNotSticky = true;
    else if (code.is("READ-ONLY"))
        result.readOnly = true;
    else if (const auto *id = std::get_if<ObjectId>(&code.value); id && code.is("MAILBOXID"))
        result.mailboxId = *id;
    else if (const auto *flags = std::get_if<PermanentFlags>(&code.value))
        result.permanentFlags = *flags;
    else if (code.is("CLOSED"))
        result = {}; // what came before was about the folder we leave (RFC 7162 3.2.11)
}

bool applyData(SelectResult &result, const Response &response)
{
    if (const auto *status = std::get_if<StatusResponse>(&response)) {
        applyCode(result, status->code);
        return true;
    }
    if (const auto *exists = std::get_if<ExistsResponse>(&response)) {
        result.exists = exists->count;
    } else if (const auto *flags = std::get_if<FlagsResponse>(&response)) {
        result.flags = flags->flags;
    } else if (const auto *vanished = std::get_if<VanishedResponse>(&response)) {
        result.vanished = result.vanished.united(vanished->uids);
    } else if (const auto *fetch = std::get_if<FetchResponse>(&response)) {
        if (fetch->uid && fetch->flags)
            result.changed.append({fetch->uid, *fetch->flags, fetch->modSeq});
        else
            result.complete = result.complete && fetch->malformed.isEmpty();
    } else if (const auto *malformed = std::get_if<MalformedResponse>(&response)) {
        result.complete = result.complete && !malformed->isFetch() && malformed->word != "VANISHED";
    } else {
        return std::holds_alternative<RecentResponse>(response);
    }
    return true;
}

/** `known` where QRESYNC is to be asked for. ENABLE goes along when it was not said yet. */
Result<SelectResult> selectOnce(Exchange &exchange, const MailboxName &name, ImapSession::Access access, const std::optional<QresyncState> &known)
{
    SelectResult result;
    exchange.enterFolder(std::nullopt);
    exchange.dropEventsOfSelected();
    const StatusResponse status = TRY(exchange.enableAndRun(selectCommand(exchange, name, access, known), exchange.options().timeouts.select,
                                                            [&](Response &response) { return applyData(result, response); }));
    applyCode(result, status.code);
    result.readOnly = result.readOnly || access == ImapSession::Access::ReadOnly;
    // With another UIDVALIDITY the server answers as if QRESYNC had not been asked for.
    result.qresync = known && exchange.qresync && result.uidValidity == known->uidValidity && result.highestModSeq;
    exchange.enterFolder(name, result, access == ImapSession::Access::ReadOnly);
    return result;
}

} // namespace

Result<SelectResult> ImapSession::select(const MailboxName &name, Access access, const std::optional<QresyncState> &known)
{
    const bool asksQresync = known && known->uidValidity && known->modSeq && m_exchange->mayHaveQresync();
    const bool unconfirmed = asksQresync && !m_exchange->qresync;
    Result<SelectResult> result = selectOnce(*m_exchange, name, access, asksQresync ? known : std::nullopt);
    // Offered and then not enabled: what the server made of the parameter nobody knows.
    if (unconfirmed && !m_exchange->qresync && isAlive())
        return selectOnce(*m_exchange, name, access, std::nullopt);
    return result;
}

Status ImapSession::unselect()
{
    if (!selected())
        return {};
    if (capabilities().has("UNSELECT")) {
        (void)TRY(m_exchange->run(Command("UNSELECT"), m_exchange->options().timeouts.command));
    } else {
        // CLOSE expunges, but nothing where a folder is selected read-only (RFC 3501 6.4.2): that must have been said.
        const auto examined = m_exchange->run(Command("EXAMINE").mailbox(*selected()), m_exchange->options().timeouts.select, [](Response &) { return true; });
        if (examined.ok() && examined->code.is("READ-ONLY"))
            (void)TRY(m_exchange->run(Command("CLOSE"), m_exchange->options().timeouts.command));
        else if (!isAlive())
            return examined.error();
    }
    m_exchange->enterFolder(std::nullopt);
    m_exchange->dropEventsOfSelected();
    return {};
}

Status ImapSession::noop()
{
    (void)TRY(m_exchange->run(Command("NOOP"), m_exchange->options().timeouts.command));
    return {};
}

Status ImapSession::confirm()
{
    (void)TRY(m_exchange->run(Command("NOOP"), m_exchange->options().timeouts.sign));
    return {};
}

Result<IdleOutcome> ImapSession::idle(const Deadline &until, WakeSignal *wake)
{
    if (!canIdle() && !m_exchange->notifies())
        return makeError(ErrorKind::Unsupported, ErrorScope::Connection, ErrorRetry::Never, QStringLiteral("no IDLE"));
    if (m_exchange->hasEvents())
        return IdleOutcome::Events;
    if (!isAlive())
        return m_exchange->die({});
    if (!canIdle())
        return m_exchange->listenUntil(until, wake);
    const CommandId command = m_exchange->machine().idle();
    return m_exchange->idleUntil(command, until, wake);
}

void ImapSession::logout()
{
    if (!m_exchange->isAlive())
        return;
    const Deadline deadline = Deadline::in(m_exchange->options().timeouts.logout);
    if (!m_exchange->machine().enqueue(Command("LOGOUT")).ok())
        return;
    // BYE, the tagged OK, a closed connection: whatever comes first ends it.
    while (!deadline.passed()) {
        const Result<Event> event = m_exchange->nextEvent(deadline.remaining(), {});
        if (!event.ok() || std::holds_alternative<Completed>(*event))
            break;
    }
    m_exchange->die(makeError(ErrorKind::Cancelled, QStringLiteral("logged out")));
}

} // namespace petrel::imap
