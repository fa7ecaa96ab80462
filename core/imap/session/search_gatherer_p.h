#pragma once

#include "core/imap/session/exchange.h"

namespace petrel::imap {

/**
 * What searches bring. Who is not named is taken for gone: so that must have been said, each time, in a line that could be
 * read. Protocol, scope Folder, where it was not.
 */
class SearchGatherer
{
public:
    [[nodiscard]] bool claim(Response &response);
    /** One of them is over. */
    [[nodiscard]] Status answerEnds();

    [[nodiscard]] const SequenceSet &found() const { return m_found; }
    /** COUNT, where it was asked for and told. */
    [[nodiscard]] std::optional<std::uint32_t> count() const { return m_count; }

private:
    SequenceSet m_found;
    std::optional<std::uint32_t> m_count;
    bool m_answered = false;
    bool m_understood = true;
};

/** One search. */
[[nodiscard]] Result<SequenceSet> searchOnce(Exchange &exchange, const Command &command);

/** UID SEARCH among these UIDs, in as many commands as the server's lines and its MESSAGELIMIT ask for. */
[[nodiscard]] Result<SequenceSet> searchAmong(Exchange &exchange, const SequenceSet &among, const Exchange::CommandOver &command);

/** "UID SEARCH", with RETURN (ALL) where the server answers with ranges (RFC 4731). */
[[nodiscard]] Command uidSearch(const Exchange &exchange);

} // namespace petrel::imap
