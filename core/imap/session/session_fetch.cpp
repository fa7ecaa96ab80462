// FETCH of headers and flags (RFC 3501 6.4.5, RFC 7162).
#include "core/base/log.h"
#include "core/imap/session/exchange.h"
#include "core/imap/session/header_items_p.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/session/refusal.h"

#include <QHash>

#include <algorithm>
#include <deque>

namespace petrel::imap {

namespace {

/** Gathers one FETCH of headers: hands messages on as they come, and remembers which need the plain way. */
class HeaderGatherer
{
public:
    HeaderGatherer(Exchange &exchange, MessageSet asked, const HeaderSink &sink, HeaderForm form)
        : m_exchange(exchange), m_asked(std::move(asked)), m_sink(sink), m_form(form)
    {
    }

    bool claim(Response &response)
    {
        if (const auto *malformed = std::get_if<MalformedResponse>(&response); malformed && malformed->isFetch()) {
            if (malformed->number > 0)
                (malformed->word == "UIDFETCH" ? brokenUids : brokenNumbers).add(malformed->number);
            return true;
        }
        auto *fetch = std::get_if<FetchResponse>(&response);
        if (fetch && !fetch->uid && !fetch->malformed.isEmpty()) {
            brokenNumbers.add(fetch->number);
            return true;
        }
        // Flags somebody else changed come without the size we asked for.
        if (!fetch || !fetch->uid || !wasAsked(*fetch) || (!fetch->size && !fetch->envelope && fetch->malformed.isEmpty()))
            return false;
        if (m_form == HeaderForm::Parsed && !fetch->envelope)
            brokenUids.add(fetch->uid);
        else if (outcome.ok())
            outcome = m_sink(headerOf(m_exchange, *fetch));
        return true;
    }

    [[nodiscard]] const MessageSet &asked() const { return m_asked; }

    SequenceSet brokenUids;
    SequenceSet brokenNumbers;
    Status outcome;

private:
    [[nodiscard]] bool wasAsked(const FetchResponse &fetch) const
    {
        switch (m_asked.by) {
        case MessageSet::By::Uid: return m_asked.set.contains(fetch.uid);
        case MessageSet::By::Number: return m_asked.set.contains(fetch.number);
        case MessageSet::By::Newest:
        case MessageSet::By::Found: break;
        }
        return true;
    }

    Exchange &m_exchange;
    const MessageSet m_asked;
    const HeaderSink &m_sink;
    HeaderForm m_form;
};

/** One pass over the set, in as many commands as the server asks for. */
Status gather(Exchange &exchange, const MessageSet &messages, HeaderForm form, HeaderGatherer &gatherer)
{
    const auto command = [&](const SequenceSet &some) {
        return headerCommand(exchange, {some, messages.by}, form);
    };
    const auto claim = [&](Response &response) { return gatherer.claim(response); };
    if (messages.by == MessageSet::By::Uid)
        return exchange.runOver(messages.set, command, exchange.options().timeouts.command, claim, [&](const StatusResponse &) { return gatherer.outcome; });
    for (const SequenceSet &piece : exchange.piecesOf(messages)) {
        (void)TRY(exchange.run(command(piece), exchange.options().timeouts.command, claim));
        TRY(gatherer.outcome);
    }
    return {};
}

/** What cannot be told this way either stays away, and is named in the log. */
Status gatherPlainly(Exchange &exchange, const MessageSet &broken, const HeaderSink &sink)
{
    HeaderGatherer gatherer(exchange, broken, sink, HeaderForm::Plain);
    TRY(gather(exchange, broken, HeaderForm::Plain, gatherer));
    if (!gatherer.brokenNumbers.isEmpty())
        qCWarning(logImap) << "the server cannot tell the headers of message numbers" << gatherer.brokenNumbers.toWire();
    return {};
}

/**
 * A server may offer an extension and refuse what it tells beside headers: from here on they are asked for without. True when
 * it is worth to ask once more: it was refused, something was asked for that need not be, and nothing has come yet.
 */
bool giveUpExtras(Exchange &exchange, const Error &error, int came)
{
    const bool refused = error.kind == ErrorKind::Refused || error.kind == ErrorKind::Unsupported;
    return exchange.isAlive() && refused && offersExtras(exchange) && std::exchange(exchange.headerExtras, false) && came == 0;
}

/** Counts what passes through. */
HeaderSink counting(const HeaderSink &sink, int &count)
{
    return [&sink, &count](FetchedHeader &&header) {
        ++count;
        return sink(std::move(header));
    };
}

/** One way or the other. */
Status gatherAll(Exchange &exchange, const MessageSet &asked, const HeaderSink &sink)
{
    const MessageSet messages = exchange.asOffered(asked);
    if (exchange.uidOnly && messages.by == MessageSet::By::Number && !messages.set.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("there are no message numbers on this connection"));
    HeaderGatherer gatherer(exchange, messages, sink, HeaderForm::Parsed);
    TRY(gather(exchange, messages, HeaderForm::Parsed, gatherer));
    for (const MessageSet &broken : {MessageSet::uids(gatherer.brokenUids), MessageSet::numbers(gatherer.brokenNumbers)})
        TRY(gatherPlainly(exchange, broken, sink));
    return {};
}

} // namespace

Status ImapSession::fetchHeaders(const MessageSet &messages, const HeaderSink &sink)
{
    int came = 0;
    const Status told = gatherAll(*m_exchange, messages, counting(sink, came));
    return told || !giveUpExtras(*m_exchange, told.error(), came) ? told : gatherAll(*m_exchange, messages, sink);
}

namespace {

/**
 * Sets of headers fetched in turn, one asked for ahead. A message whose envelope the server cannot tell is asked for the
 * plain way once the line is free, and what it left over is asked for again; the set counts as complete only then, so that
 * nobody notes it as done too early.
 */
class HeaderPipeline
{
public:
    HeaderPipeline(Exchange &exchange, const QList<MessageSet> &sets, const HeaderSink &sink, const HeaderSetDone &done)
        : m_exchange(exchange), m_sets(sets), m_sink(sink), m_done(done)
    {
    }

    Result<qsizetype> run()
    {
        while (m_goesOn && m_begun < m_sets.size()) {
            TRY(beginSet());
            while (!m_underWay.empty()) {
                if (mayAskAhead())
                    TRY(beginSet());
                TRY(finishOne());
            }
            TRY(fetchTheRest());
        }
        return m_complete;
    }

private:
    struct UnderWay
    {
        UnderWay(Exchange &exchange, const MessageSet &set, const HeaderSink &sink) : gatherer(exchange, set, sink, HeaderForm::Parsed) {}
        QList<std::pair<CommandId, SequenceSet>> commands; ///< not answered yet, and what each asked for
        SequenceSet left;                                  ///< what a MESSAGELIMIT left over
        HeaderGatherer gatherer;
    };
    struct Incomplete
    {
        MessageSet left;
        MessageSet brokenUids;
        MessageSet brokenNumbers;
    };
    static constexpr std::size_t kAtOnce = 2;

    [[nodiscard]] bool mayAskAhead() const
    {
        return m_goesOn && m_incomplete.empty() && m_underWay.size() < kAtOnce && m_begun < m_sets.size();
    }

    Status beginSet()
    {
        const MessageSet set = m_exchange.asOffered(m_sets.at(m_begun++));
        const bool ahead = !m_underWay.empty();
        UnderWay &begun = m_underWay.emplace_back(m_exchange, set, m_sink);
        for (const SequenceSet &piece : m_exchange.piecesOf(set)) {
            const Command command = headerCommand(m_exchange, {piece, set.by}, HeaderForm::Parsed);
            const CommandId id = ahead ? TRY(m_exchange.sendAhead(command, m_exchange.options().timeouts.command))
                                       : TRY(m_exchange.machine().enqueue(command));
            begun.commands.append({id, piece});
        }
        return {};
    }

    /** Takes the command from its set, and what it left over. */
    void finishCommand(const Completed &completed)
    {
        for (UnderWay &set : m_underWay) {
            const auto found = std::find_if(set.commands.begin(), set.commands.end(), [&](const auto &one) { return one.first == completed.command; });
            if (found == set.commands.end())
                continue;
            if (set.gatherer.asked().by == MessageSet::By::Uid)
                set.left = set.left.united(Exchange::leftOver(found->second, completed));
            set.commands.erase(found);
        }
    }

    bool claim(Response &response)
    {
        return std::any_of(m_underWay.begin(), m_underWay.end(), [&](UnderWay &set) { return set.gatherer.claim(response); });
    }

    Status finishOne()
    {
        UnderWay &first = m_underWay.front();
        if (!first.commands.isEmpty()) {
            const Completed completed = TRY(m_exchange.finishNext(m_exchange.options().timeouts.command, [this](Response &response) { return claim(response); }));
            finishCommand(completed);
            if (completed.status.kind != StatusResponse::Kind::Ok)
                m_refused = m_refused ? m_refused : std::optional(refusalError(completed.status));
        }
        while (!m_underWay.empty() && m_underWay.front().commands.isEmpty()) {
            TRY(settle(m_underWay.front()));
            m_underWay.pop_front();
        }
        return m_underWay.empty() && m_refused ? Status(*m_refused) : Status();
    }

    /** A set is answered: complete, or to be completed when the line is free. */
    Status settle(UnderWay &set)
    {
        if (!set.gatherer.outcome.ok())
            m_refused = m_refused ? m_refused : std::optional(set.gatherer.outcome.error());
        m_goesOn = m_goesOn && !m_refused;
        const bool whole = set.left.isEmpty() && set.gatherer.brokenUids.isEmpty() && set.gatherer.brokenNumbers.isEmpty();
        if (m_refused || (whole && m_incomplete.empty()))
            return m_refused ? Status() : tellDone();
        m_incomplete.push_back({MessageSet::uids(set.left), MessageSet::uids(set.gatherer.brokenUids), MessageSet::numbers(set.gatherer.brokenNumbers)});
        return {};
    }

    Status fetchTheRest()
    {
        for (const Incomplete &set : std::exchange(m_incomplete, {})) {
            TRY(gatherAll(m_exchange, set.left, m_sink));
            TRY(gatherPlainly(m_exchange, set.brokenUids, m_sink));
            TRY(gatherPlainly(m_exchange, set.brokenNumbers, m_sink));
            TRY(tellDone());
        }
        return {};
    }

    Status tellDone()
    {
        m_goesOn = TRY(m_done(m_complete++)) && m_goesOn;
        return {};
    }

    Exchange &m_exchange;
    const QList<MessageSet> &m_sets;
    const HeaderSink &m_sink;
    const HeaderSetDone &m_done;
    std::deque<UnderWay> m_underWay;
    std::vector<Incomplete> m_incomplete;
    std::optional<Error> m_refused;
    qsizetype m_begun = 0;
    qsizetype m_complete = 0;
    bool m_goesOn = true;
};

} // namespace

Result<qsizetype> ImapSession::fetchHeadersInTurn(const QList<MessageSet> &sets, const HeaderSink &sink, const HeaderSetDone &done)
{
    int came = 0;
    const Result<qsizetype> complete = HeaderPipeline(*m_exchange, sets, counting(sink, came), done).run();
    if (complete.ok() || !giveUpExtras(*m_exchange, complete.error(), came))
        return complete;
    return HeaderPipeline(*m_exchange, sets, sink, done).run();
}

Result<FlagsAnswer> ImapSession::fetchFlags(const SequenceSet &uids, ModSeq changedSince)
{
    FlagsAnswer answer;
    QHash<Uid, qsizetype> index;
    const bool asksForLabels = m_exchange->machine().capabilities().has("X-GM-EXT-1");
    const auto claim = [&](Response &response) {
        if (const auto *vanished = std::get_if<VanishedResponse>(&response); vanished && vanished->earlier) {
            answer.vanished = answer.vanished.united(vanished->uids);
            return true;
        }
        if (const auto *malformed = std::get_if<MalformedResponse>(&response); malformed && malformed->isFetch()) {
            answer.complete = false;
            return true;
        }
        const auto *fetch = std::get_if<FetchResponse>(&response);
        if (fetch && (!fetch->uid || !fetch->flags) && !fetch->malformed.isEmpty())
            answer.complete = false;
        if (!fetch || !fetch->uid || !fetch->flags || !uids.contains(fetch->uid))
            return false;
        FlagUpdate update{fetch->uid, *fetch->flags, fetch->modSeq};
        if (fetch->gmail && asksForLabels)
            update.gmailLabels = fetch->gmail->labels;
        if (const auto known = index.constFind(fetch->uid); known != index.constEnd()) {
            if (!update.gmailLabels)
                update.gmailLabels = answer.updates[*known].gmailLabels;
            answer.updates[*known] = update; // the later one is true
        } else {
            index.insert(fetch->uid, answer.updates.size());
            answer.updates.append(update);
        }
        return true;
    };
    const auto command = [&](const SequenceSet &some) {
        Command fetch("UID FETCH");
        fetch.set(some).words(asksForLabels ? "(UID FLAGS X-GM-LABELS" : "(UID FLAGS").closing(m_exchange->condstore ? " MODSEQ)" : ")");
        if (changedSince && m_exchange->condstore)
            fetch.numbered("(CHANGEDSINCE ", changedSince.number(), m_exchange->qresync ? " VANISHED)" : ")");
        return fetch;
    };
    TRY(m_exchange->runOver(uids, command, m_exchange->options().timeouts.command, claim));
    return answer;
}

} // namespace petrel::imap
