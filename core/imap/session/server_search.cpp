#include "core/imap/session/server_search.h"

#include "core/imap/session/header_items_p.h"
#include "core/imap/session/refusal.h"
#include "core/imap/session/search_gatherer_p.h"

#include <algorithm>

namespace petrel::imap {

namespace {

Error unsupported(const char *what)
{
    return makeError(ErrorKind::Unsupported, ErrorScope::Folder, ErrorRetry::Never, QLatin1String(what));
}

/** The key behind "UID SEARCH [RETURN (...)]"; beyond ASCII the charset is named, unless both sides speak UTF-8 anyway. */
Command withKey(Command command, const Exchange &exchange, const SearchKey &key)
{
    if (key.needsUtf8() && !exchange.machine().speaksUtf8())
        command.words("CHARSET UTF-8");
    return command.search(key, exchange.machine().capabilities());
}

SearchKey keyAmong(const SearchKey &key, const SequenceSet &among)
{
    return among == SequenceSet::all() ? key : SearchKey::uids(among) && key;
}

const char *sortWord(SortTerm::By by)
{
    switch (by) {
    case SortTerm::By::Arrival: return "ARRIVAL";
    case SortTerm::By::Cc: return "CC";
    case SortTerm::By::Date: return "DATE";
    case SortTerm::By::From: return "FROM";
    case SortTerm::By::Size: return "SIZE";
    case SortTerm::By::Subject: return "SUBJECT";
    case SortTerm::By::To: return "TO";
    case SortTerm::By::DisplayFrom: return "DISPLAYFROM";
    case SortTerm::By::DisplayTo: return "DISPLAYTO";
    }
    return "DATE";
}

bool isDisplayed(const SortTerm &term)
{
    return term.by == SortTerm::By::DisplayFrom || term.by == SortTerm::By::DisplayTo;
}

/** The one answer of a kind that cannot come in pieces. */
template <class Wanted>
Result<Wanted> onlyAnswer(Exchange &exchange, const Command &command)
{
    std::optional<Wanted> found;
    (void)TRY(exchange.run(command, exchange.options().timeouts.search, [&](Response &response) {
        auto *answer = std::get_if<Wanted>(&response);
        if (answer)
            found = std::move(*answer);
        return answer != nullptr;
    }));
    if (!found)
        return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Backoff, QStringLiteral("the server did not answer, or not so that it could be read"));
    return *std::move(found);
}

/** Every number of SORT and THREAD is spelt out, in one line. */
bool answerFitsALine(const Exchange &exchange)
{
    return exchange.exists() <= exchange.options().limits.lineBytes / 20;
}

} // namespace

Result<SequenceSet> searchServer(ImapSession &session, const SearchKey &key, const SequenceSet &among)
{
    const Exchange &exchange = session.exchange();
    return searchAmong(session.exchange(), among, [&](const SequenceSet &some) { return withKey(uidSearch(exchange), exchange, keyAmong(key, some)); });
}

Result<NewestFound> searchNewest(ImapSession &session, const SearchKey &key, std::uint32_t most, const SequenceSet &among)
{
    Exchange &exchange = session.exchange();
    const bool isOneLine = among.split(exchange.options().commandLineBytes / 2).size() == 1;
    // What MESSAGELIMIT (RFC 9738) leaves over has to be asked for again: that cannot be told from the newest of a part.
    const bool inPart = session.capabilities().has("PARTIAL") && !session.capabilities().number("MESSAGELIMIT") && isOneLine && most > 0;
    if (!inPart) {
        const SequenceSet all = TRY(searchServer(session, key, among));
        const QList<SequenceSet> newest = most > 0 ? all.batchesNewestFirst(most) : QList<SequenceSet>();
        return NewestFound{newest.value(0), static_cast<std::uint32_t>(all.count())};
    }
    Command search("UID SEARCH");
    search.numbered("RETURN (COUNT PARTIAL -1:-", most, ")");
    SearchGatherer gatherer;
    (void)TRY(exchange.run(withKey(std::move(search), exchange, keyAmong(key, among)), exchange.options().timeouts.search, [&](Response &response) { return gatherer.claim(response); }));
    TRY(gatherer.answerEnds());
    return NewestFound{gatherer.found(), gatherer.count().value_or(static_cast<std::uint32_t>(gatherer.found().count()))};
}

Result<SequenceSet> searchHeaders(ImapSession &session, const SearchKey &key, const HeaderSink &sink)
{
    Exchange &exchange = session.exchange();
    const bool atOnce = session.capabilities().has("SEARCHRES") && session.capabilities().has("ESEARCH") && !session.capabilities().number("MESSAGELIMIT");
    if (!atOnce) {
        const SequenceSet found = TRY(searchServer(session, key));
        if (!found.isEmpty())
            TRY(session.fetchHeaders(MessageSet::uids(found), sink));
        return found;
    }
    // The second command names what the first one found by "$" (RFC 5182 section 2.1): it need not be known here to ask.
    SearchGatherer gatherer;
    SequenceSet delivered;
    Status outcome;
    const Command search = withKey(Command("UID SEARCH RETURN (SAVE ALL)"), exchange, key);
    const Command fetch = headerCommand(exchange, MessageSet::found(), HeaderForm::Parsed);
    const QList<StatusResponse> answers = TRY(exchange.runAll({search, fetch}, exchange.options().timeouts.search, [&](Response &response) {
        auto *header = std::get_if<FetchResponse>(&response);
        if (!header || !header->uid || !header->envelope)
            return gatherer.claim(response);
        delivered.add(header->uid);
        if (outcome.ok())
            outcome = sink(headerOf(exchange, *header));
        return true;
    }));
    for (const StatusResponse &answer : answers) {
        if (answer.kind != StatusResponse::Kind::Ok)
            return refusalError(answer);
    }
    TRY(gatherer.answerEnds());
    TRY(outcome);
    // Those whose envelope the server cannot tell: the long way.
    const SequenceSet missing = gatherer.found().subtracted(delivered);
    if (!missing.isEmpty())
        TRY(session.fetchHeaders(MessageSet::uids(missing), sink));
    return gatherer.found();
}

Result<QList<Uid>> sortServer(ImapSession &session, const QList<SortTerm> &terms, const SearchKey &key)
{
    Exchange &exchange = session.exchange();
    const bool displayed = std::any_of(terms.cbegin(), terms.cend(), isDisplayed);
    if (!session.capabilities().has("SORT") || (displayed && !session.capabilities().has("SORT=DISPLAY")))
        return unsupported("no SORT of that kind");
    if (terms.isEmpty() || !answerFitsALine(exchange))
        return unsupported("nothing to sort by, or too much to sort");
    Command sort("UID SORT (");
    for (qsizetype i = 0; i < terms.size(); ++i)
        sort.closing(i > 0 ? " " : "").closing(terms.at(i).descending ? "REVERSE " : "").closing(sortWord(terms.at(i).by));
    sort.closing(") UTF-8").search(key, session.capabilities());
    return TRY(onlyAnswer<SortResponse>(exchange, sort)).uids;
}

Result<QList<ThreadedMessage>> threadServer(ImapSession &session, const SearchKey &key)
{
    Exchange &exchange = session.exchange();
    if (!answerFitsALine(exchange))
        return unsupported("too much to thread");
    for (const char *algorithm : {"REFS", "REFERENCES", "ORDEREDSUBJECT"}) {
        if (!session.capabilities().has(QByteArray("THREAD=") + algorithm))
            continue;
        Command thread("UID THREAD");
        thread.words(algorithm).words("UTF-8").search(key, session.capabilities());
        return TRY(onlyAnswer<ThreadResponse>(exchange, thread)).messages;
    }
    return unsupported("no THREAD");
}

} // namespace petrel::imap
