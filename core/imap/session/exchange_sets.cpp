// One wish over many messages, in as many commands as the server asks for: short lines, and MESSAGELIMIT (RFC 9738).
#include "core/imap/session/exchange.h"

#include <limits>

namespace petrel::imap {

namespace {

/** Of a command line, besides the set: tag, words, and what a STORE may name of flags and keywords. */
constexpr int kOtherBytes = 500;

std::uint32_t messageLimit(const Capabilities &capabilities)
{
    constexpr std::uint64_t none = std::numeric_limits<std::uint32_t>::max();
    const std::uint64_t limit = std::min(capabilities.number("MESSAGELIMIT").value_or(none), none);
    return limit > 0 ? static_cast<std::uint32_t>(limit) : 1;
}

} // namespace

QList<SequenceSet> Exchange::piecesOf(const MessageSet &messages) const
{
    QList<SequenceSet> pieces;
    // Numbers are dense, so their count is that of messages; and what the server left over it tells in UIDs only.
    const bool byCount = messages.by == MessageSet::By::Number && !messages.set.isOpen() && m_machine.capabilities().number("MESSAGELIMIT");
    if (messages.by == MessageSet::By::Newest || messages.by == MessageSet::By::Found)
        return {messages.set};
    for (const SequenceSet &batch : byCount ? messages.set.batchesNewestFirst(messageLimit(m_machine.capabilities())) : QList{messages.set})
        pieces += batch.split(m_options.commandLineBytes - kOtherBytes);
    return pieces;
}

MessageSet Exchange::asOffered(const MessageSet &messages) const
{
    const Capabilities &offered = m_machine.capabilities();
    const std::uint32_t count = messages.set.highest();
    if (messages.by != MessageSet::By::Newest || (m_exists > 0 && offered.has("PARTIAL") && (uidOnly || count <= messageLimit(offered))))
        return messages;
    return MessageSet::numbers(SequenceSet::range(m_exists > count ? m_exists - count + 1 : 1, m_exists));
}

SequenceSet Exchange::leftOver(const SequenceSet &asked, const Completed &completed)
{
    if (!completed.limit || completed.limit->lowest.isNull())
        return {};
    return asked.intersected(SequenceSet::range(1, completed.limit->lowest.number() - 1));
}

Status Exchange::runOver(const SequenceSet &uids, const CommandOver &command, std::chrono::milliseconds inactivity, const Claim &claim,
                         const std::function<Status(const StatusResponse &)> &answered)
{
    for (SequenceSet open : piecesOf(MessageSet::uids(uids))) {
        while (!open.isEmpty()) {
            const StatusResponse status = TRY(run(command(open), inactivity, claim));
            if (answered)
                TRY(answered(status));
            const SequenceSet left = leftOver(open, m_lastCompleted);
            if (left == open)
                return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Backoff, QStringLiteral("the server does nothing of what it left over"));
            open = left;
        }
    }
    return {};
}

} // namespace petrel::imap
