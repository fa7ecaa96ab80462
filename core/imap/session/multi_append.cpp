#include "core/imap/session/multi_append.h"

#include "core/imap/session/exchange.h"
#include "core/imap/session/mailbox_limits.h"

#include <algorithm>

namespace petrel::imap {

namespace {

/** As many as a server need keep before it may say yes; MESSAGELIMIT (RFC 9738) may make it fewer. */
constexpr std::uint64_t kAtOnce = 50;

Status appendEach(ImapSession &session, const MailboxName &target, const QList<MessageToAppend> &messages, const AppendedSink &done)
{
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const MessageToAppend &one = messages.at(i);
        TRY(done(i, TRY(session.append(target, one.message, one.flags, one.internalDate, one.keywords))));
    }
    return {};
}

/** The n-th UID of the answer is that of the n-th message (RFC 4315 section 3), if there are as many. */
AppendUid nthOf(const AppendUid &all, const QList<Uid> &uids, qsizetype index)
{
    return index < uids.size() ? AppendUid{all.uidValidity, SequenceSet::of(uids.at(index))} : AppendUid();
}

/** Bytes beyond ASCII in the header, as RFC 6532 allows them. Looks at the beginning only: a longer header is none. */
Result<bool> hasRawHeader(const AppendSource &message)
{
    constexpr std::int64_t kHeaderBytes = 64 * 1024;
    const QByteArray beginning = TRY(message.read(0, std::min(message.size, kHeaderBytes)));
    const QByteArray header = beginning.left(beginning.indexOf("\r\n\r\n"));
    return std::any_of(header.cbegin(), header.cend(), [](char c) { return uchar(c) >= 0x80; });
}

} // namespace

Status addMessage(Command &command, ImapSession &session, const MessageToAppend &message)
{
    const std::int64_t size = message.message.size;
    const bool utf8Accept = session.exchange().utf8Accept;
    if (size <= 0)
        return makeError(ErrorKind::Invalid, QStringLiteral("an empty message cannot be appended"));
    if (size > session.appendLimit().value_or(size))
        return tooBig();
    command.flags(message.flags, message.keywords);
    if (message.internalDate > 0)
        command.dateTime(message.internalDate);
    const bool announced = utf8Accept && TRY(hasRawHeader(message.message));
    if (announced)
        command.words("UTF8 (").literal8(message.message).closing(")");
    else
        command.literal(message.message);
    return {};
}

Status appendAll(ImapSession &session, const MailboxName &target, const QList<MessageToAppend> &messages, const AppendedSink &done)
{
    if (!session.capabilities().has("MULTIAPPEND") || messages.size() < 2)
        return appendEach(session, target, messages, done);
    Exchange &exchange = session.exchange();
    const auto atOnce = static_cast<qsizetype>(std::clamp<std::uint64_t>(session.capabilities().number("MESSAGELIMIT").value_or(kAtOnce), 1, kAtOnce));
    for (qsizetype first = 0; first < messages.size(); first += atOnce) {
        const qsizetype count = std::min(atOnce, messages.size() - first);
        Command command("APPEND");
        command.mailbox(target);
        for (qsizetype i = 0; i < count; ++i)
            TRY(addMessage(command, session, messages.at(first + i)));
        const StatusResponse status = TRY(exchange.run(command, exchange.options().timeouts.append));
        const auto *told = std::get_if<AppendUid>(&status.code.value);
        const QList<Uid> uids = told && told->uids.count() == std::uint64_t(count) ? told->uids.uids() : QList<Uid>();
        for (qsizetype i = 0; i < count; ++i)
            TRY(done(first + i, told ? nthOf(*told, uids, i) : AppendUid()));
    }
    return {};
}

} // namespace petrel::imap
