// SEARCH by UID and by Message-ID (RFC 3501 6.4.4, RFC 4731).
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"

#include <algorithm>

namespace petrel::imap {

namespace {

/**
 * One search. Who is not named is taken for gone: so that must have been said, in a line that could be read. Protocol,
 * scope Folder, where it was not.
 */
Result<SequenceSet> search(Exchange &exchange, const Command &command)
{
    SequenceSet found;
    bool answered = false, understood = true;
    const auto claim = [&](Response &response) {
        if (const auto *malformed = std::get_if<MalformedResponse>(&response); malformed && malformed->word.endsWith("SEARCH")) {
            understood = false;
            return true;
        }
        const auto *named = std::get_if<SearchResponse>(&response);
        if (named) {
            found = found.united(named->numbers);
            answered = true;
        }
        return named != nullptr;
    };
    (void)TRY(exchange.run(command, exchange.options().timeouts.search, claim));
    if (answered && understood)
        return found;
    return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Backoff,
                     understood ? QStringLiteral("the server did not answer a search") : QStringLiteral("the answer to a search could not be read"));
}

/** UID SEARCH for these UIDs, in as many commands as the server's line length asks for. */
Result<SequenceSet> searchUids(Exchange &exchange, const SequenceSet &among)
{
    SequenceSet found;
    const bool extended = exchange.machine().capabilities().has("ESEARCH");
    for (const SequenceSet &piece : among.split(exchange.options().commandLineBytes - 200)) {
        Command command("UID SEARCH");
        if (extended)
            command.words("RETURN (ALL)");
        if (piece == SequenceSet::all())
            command.words("ALL");
        else
            command.words("UID").set(piece);
        found = found.united(TRY(search(exchange, command)));
    }
    return found;
}

/** Cut so that no part names more than `most` UIDs; an open end counts up to `highest`, and stays open. */
QList<SequenceSet> partsOf(const SequenceSet &set, std::uint32_t most, std::uint32_t highest)
{
    QList<SequenceSet> parts;
    std::uint64_t room = 0;
    for (const NumberRange &range : set.ranges()) {
        const std::uint32_t last = set.isOpen() && range == set.ranges().last() ? std::max(highest, range.first) : range.last;
        for (std::uint64_t first = range.first; first <= last;) {
            if (room == 0) {
                parts.append(SequenceSet());
                room = most;
            }
            const std::uint64_t end = std::min<std::uint64_t>(last, first + room - 1);
            parts.last().add(NumberRange{std::uint32_t(first), std::uint32_t(end)});
            room -= end - first + 1;
            first = end + 1;
        }
    }
    if (set.isOpen())
        parts.last() = parts.last().united(SequenceSet::from(parts.last().highest()));
    return parts;
}

} // namespace

Result<SequenceSet> ImapSession::existingUids(const SequenceSet &among)
{
    // Ten digits and a blank each: the answer of a large folder would be longer than any line may be.
    const auto inOneLine = static_cast<std::uint32_t>(m_exchange->options().limits.lineBytes / 20);
    if (capabilities().has("ESEARCH") || exists() <= inOneLine)
        return TRY(searchUids(*m_exchange, among)).intersected(among); // "n:*" also names the last message when it is below n
    std::uint32_t highest = 0;
    if (among.isOpen())
        highest = TRY(searchUids(*m_exchange, SequenceSet::from(0xffffffffU))).highest();
    SequenceSet found;
    for (const SequenceSet &part : partsOf(among, inOneLine, highest))
        found = found.united(TRY(searchUids(*m_exchange, part)));
    return found.intersected(among);
}

namespace {

Result<QList<Uid>> compareEnvelopes(ImapSession &session, const QByteArray &messageId, Uid from)
{
    QList<Uid> found;
    TRY(session.fetchHeaders(MessageSet::uids(SequenceSet::from(from)), [&](FetchedHeader &&header) -> Status {
        if (header.uid >= from && header.envelope && header.envelope->messageId.contains(messageId))
            found.append(header.uid);
        return {};
    }));
    return found;
}

} // namespace

Result<QList<Uid>> ImapSession::findByMessageId(const QByteArray &messageId, Uid from)
{
    const SequenceSet range = SequenceSet::from(from);
    const Result<SequenceSet> found = search(*m_exchange, Command("UID SEARCH UID").set(range).words("HEADER Message-ID").string(messageId));
    if (found.ok())
        return found->intersected(range).uids();
    // iCloud refuses to search headers: then we look ourselves, above `from` only.
    if (isAlive() && found.error().kind != ErrorKind::Invalid)
        return compareEnvelopes(*this, messageId, from);
    return found.error();
}

} // namespace petrel::imap
