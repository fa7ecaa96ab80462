// STORE, MOVE, COPY, UID EXPUNGE, APPEND (RFC 3501 6.4, RFC 4315, RFC 6851, RFC 7162).
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/session/mailbox_limits.h"
#include "core/imap/session/multi_append.h"

namespace petrel::imap {

namespace {

Error unsupported(const char *what)
{
    return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QLatin1String(what));
}

/** COPY and MOVE are one command or none: cut in two, half of it could have happened. */
Result<Command> transferCommand(const Exchange &exchange, const char *words, const SequenceSet &uids, const MailboxName &target)
{
    const Command command = Command(words).set(uids).mailbox(target);
    if (command.textBytes() > exchange.options().commandLineBytes)
        return makeError(ErrorKind::Invalid, QStringLiteral("too many scattered UIDs for one command"));
    const std::optional<std::uint64_t> limit = exchange.machine().capabilities().number("MESSAGELIMIT");
    if (uids.count() > limit.value_or(uids.count()))
        return makeError(ErrorKind::Invalid, QStringLiteral("the server takes at most %1 messages in one command").arg(*limit));
    return command;
}

/** COPYUID stands in the tagged OK of COPY, and in an untagged one of MOVE. */
Result<CopyUid> transfer(Exchange &exchange, const Command &command)
{
    CopyUid copied;
    const auto learn = [&copied](const ResponseCode &code) {
        if (const auto *told = std::get_if<CopyUid>(&code.value))
            copied = *told;
    };
    const StatusResponse status = TRY(exchange.run(command, exchange.options().timeouts.command, [&](Response &response) {
        const auto *untagged = std::get_if<StatusResponse>(&response);
        if (untagged)
            learn(untagged->code);
        return untagged && untagged->code.is("COPYUID");
    }));
    learn(status.code);
    return copied;
}

} // namespace

Result<StoreAnswer> ImapSession::storeFlags(const SequenceSet &uids, StoreMode mode, Flags flags, const QList<QByteArray> &keywords)
{
    StoreAnswer answer;
    const auto claim = [&](Response &response) {
        const auto *fetch = std::get_if<FetchResponse>(&response);
        if (!fetch || !fetch->uid || !uids.contains(fetch->uid) || !fetch->flags)
            return false;
        answer.updates.append({fetch->uid, *fetch->flags, fetch->modSeq});
        return true;
    };
    const auto command = [&](const SequenceSet &some) {
        return Command("UID STORE").set(some).words(mode == StoreMode::Add ? "+FLAGS" : "-FLAGS").flags(flags, keywords);
    };
    TRY(m_exchange->runOver(uids, command, m_exchange->options().timeouts.command, claim, [&](const StatusResponse &status) -> Status {
        if (const auto *modified = std::get_if<SequenceSet>(&status.code.value); modified && status.code.is("MODIFIED"))
            answer.modified = answer.modified.united(*modified);
        return {};
    }));
    return answer;
}

Status ImapSession::storeGmailLabel(const SequenceSet &uids, StoreMode mode, const MailboxName &label)
{
    if (!capabilities().has("X-GM-EXT-1"))
        return unsupported("no X-GM-EXT-1");
    const auto claim = [&](Response &response) {
        const auto *fetch = std::get_if<FetchResponse>(&response);
        return fetch && fetch->uid && uids.contains(fetch->uid) && fetch->gmail && !fetch->flags;
    };
    const auto command = [&](const SequenceSet &some) {
        Command store("UID STORE");
        store.set(some).words(mode == StoreMode::Add ? "+X-GM-LABELS (" : "-X-GM-LABELS (");
        return store.mailbox(label, Command::Space::None).closing(")");
    };
    return m_exchange->runOver(uids, command, m_exchange->options().timeouts.command, claim);
}

Result<CopyUid> ImapSession::uidMove(const SequenceSet &uids, const MailboxName &target)
{
    if (!canMove())
        return unsupported("no MOVE");
    const Result<CopyUid> moved = transfer(*m_exchange, TRY(transferCommand(*m_exchange, "UID MOVE", uids, target)));
    if (!moved && moved.error().kind == ErrorKind::Unsupported && isAlive() && selected())
        m_refuseMove.append(*selected());
    return moved;
}

Result<CopyUid> ImapSession::uidCopy(const SequenceSet &uids, const MailboxName &target)
{
    return transfer(*m_exchange, TRY(transferCommand(*m_exchange, "UID COPY", uids, target)));
}

Status ImapSession::uidExpunge(const SequenceSet &uids)
{
    if (!hasUidPlus())
        return unsupported("no UIDPLUS: only a bare EXPUNGE, which takes what others marked");
    const auto command = [](const SequenceSet &some) { return Command("UID EXPUNGE").set(some); };
    return m_exchange->runOver(uids, command, m_exchange->options().timeouts.command);
}

namespace {

constexpr std::int64_t kWorthAsking = 1024 * 1024; ///< what is shorter no server refuses for its length

/** Where each folder has a limit of its own (RFC 7889 section 5), a long message is not uploaded only to be refused. */
Status fitsInto(ImapSession &session, const MailboxName &target, const AppendSource &message)
{
    if (session.appendLimit() || message.size < kWorthAsking || !session.capabilities().has("APPENDLIMIT"))
        return {};
    const Result<std::optional<std::int64_t>> limit = appendLimitOf(session, target);
    if (!limit)
        return session.isAlive() ? Status() : Status(limit.error()); // no such folder perhaps: APPEND tells that better
    return message.size > limit->value_or(message.size) ? Status(tooBig()) : Status();
}

} // namespace

Result<AppendUid> ImapSession::append(const MailboxName &target, const AppendSource &message, Flags flags,
                                      std::int64_t internalDate, const QList<QByteArray> &keywords)
{
    TRY(fitsInto(*this, target, message));
    Command command("APPEND");
    command.mailbox(target);
    TRY(addMessage(command, *this, {message, flags, internalDate, keywords}));
    const StatusResponse status = TRY(m_exchange->run(command, m_exchange->options().timeouts.append));
    const auto *told = std::get_if<AppendUid>(&status.code.value);
    return told ? *told : AppendUid();
}

} // namespace petrel::imap
