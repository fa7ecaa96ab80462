#include "core/imap/session/search_gatherer_p.h"

#include <algorithm>

namespace petrel::imap {

namespace {

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

/** How many UIDs can be spelt out in one line: ten digits and a blank each. */
std::uint32_t uidsInOneLine(const Exchange &exchange)
{
    return static_cast<std::uint32_t>(exchange.options().limits.lineBytes / 20);
}

Result<SequenceSet> searchPart(Exchange &exchange, const SequenceSet &among, const Exchange::CommandOver &command)
{
    SearchGatherer gatherer;
    TRY(exchange.runOver(among, command, exchange.options().timeouts.search, [&](Response &response) { return gatherer.claim(response); },
                         [&](const StatusResponse &) { return gatherer.answerEnds(); }));
    return gatherer.found();
}

} // namespace

bool SearchGatherer::claim(Response &response)
{
    if (const auto *malformed = std::get_if<MalformedResponse>(&response); malformed && malformed->word.endsWith("SEARCH")) {
        m_understood = false;
        return true;
    }
    const auto *named = std::get_if<SearchResponse>(&response);
    if (!named)
        return false;
    m_found = m_found.united(named->partial ? *named->partial : named->numbers);
    m_count = named->count ? named->count : m_count;
    m_answered = true;
    return true;
}

Status SearchGatherer::answerEnds()
{
    if (std::exchange(m_answered, false) && m_understood)
        return {};
    return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Backoff,
                     m_understood ? QStringLiteral("the server did not answer a search") : QStringLiteral("the answer to a search could not be read"));
}

Result<SequenceSet> searchOnce(Exchange &exchange, const Command &command)
{
    SearchGatherer gatherer;
    (void)TRY(exchange.run(command, exchange.options().timeouts.search, [&](Response &response) { return gatherer.claim(response); }));
    TRY(gatherer.answerEnds());
    return gatherer.found();
}

Result<SequenceSet> searchAmong(Exchange &exchange, const SequenceSet &among, const Exchange::CommandOver &command)
{
    // Spelt out one by one the answer of a large folder would be longer than any line may be.
    const std::uint32_t inOneLine = uidsInOneLine(exchange);
    if (exchange.machine().capabilities().has("ESEARCH") || exchange.exists() <= inOneLine)
        return searchPart(exchange, among, command);
    std::uint32_t highest = 0;
    if (among.isOpen())
        highest = TRY(searchOnce(exchange, uidSearch(exchange).words("UID").set(SequenceSet::from(0xffffffffU)))).highest();
    SequenceSet found;
    for (const SequenceSet &part : partsOf(among, inOneLine, highest))
        found = found.united(TRY(searchPart(exchange, part, command)));
    return found;
}

Command uidSearch(const Exchange &exchange)
{
    Command command("UID SEARCH");
    return exchange.machine().capabilities().has("ESEARCH") ? command.words("RETURN (ALL)") : command;
}

} // namespace petrel::imap
