// FETCH of headers and flags, SEARCH (RFC 3501 6.4.4 and 6.4.5, RFC 4731, RFC 7162).
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"

#include <QHash>

namespace petrel::imap {

namespace {

constexpr const char *kHeaderItems =
    "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)]";
/** For messages whose envelope the server cannot tell: nothing that needs it to parse them. */
constexpr const char *kPlainItems = "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER]";

FetchedHeader headerOf(FetchResponse &fetch)
{
    FetchedHeader header;
    header.uid = fetch.uid;
    header.flags = fetch.flags.value_or(FlagList());
    header.modSeq = fetch.modSeq;
    header.internalDate = fetch.internalDate.value_or(0);
    header.size = fetch.size.value_or(0);
    header.envelope = std::move(fetch.envelope);
    header.structure = std::move(fetch.structure).value_or(BodyStructure());
    for (BodySection &section : fetch.sections) {
        if (section.section.startsWith("HEADER"))
            header.header = std::move(section.bytes);
    }
    return header;
}

/** Gathers one FETCH of headers: hands messages on as they come, and remembers which need the plain way. */
class HeaderGatherer
{
public:
    HeaderGatherer(const MessageSet &asked, const HeaderSink &sink, bool plain) : m_asked(asked), m_sink(sink), m_plain(plain) {}

    bool claim(Response &response)
    {
        if (const auto *malformed = std::get_if<MalformedResponse>(&response); malformed && malformed->word == "FETCH") {
            if (malformed->number > 0)
                brokenNumbers.add(malformed->number);
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
        if (!m_plain && !fetch->envelope)
            brokenUids.add(fetch->uid);
        else if (outcome.ok())
            outcome = m_sink(headerOf(*fetch));
        return true;
    }

    SequenceSet brokenUids;
    SequenceSet brokenNumbers;
    Status outcome;

private:
    [[nodiscard]] bool wasAsked(const FetchResponse &fetch) const
    {
        return m_asked.by == MessageSet::By::Uid ? m_asked.set.contains(fetch.uid) : m_asked.set.contains(fetch.number);
    }

    const MessageSet &m_asked;
    const HeaderSink &m_sink;
    bool m_plain;
};

Command fetchCommand(const MessageSet &messages, const char *items, bool withModSeq)
{
    Command command(messages.by == MessageSet::By::Uid ? "UID FETCH" : "FETCH");
    command.set(messages.set).words(items);
    if (withModSeq)
        command.words("MODSEQ");
    return command.closing(")");
}

/** One pass over the set, in as many commands as the server's line length asks for. */
Status gather(Exchange &exchange, const MessageSet &messages, bool plain, HeaderGatherer &gatherer)
{
    for (const SequenceSet &piece : messages.set.split(exchange.options().commandLineBytes - 200)) {
        const MessageSet part{piece, messages.by};
        (void)TRY(exchange.run(fetchCommand(part, plain ? kPlainItems : kHeaderItems, exchange.condstore),
                         exchange.options().timeouts.command, [&](Response &response) { return gatherer.claim(response); }));
        TRY(gatherer.outcome);
    }
    return {};
}

} // namespace

Status ImapSession::fetchHeaders(const MessageSet &messages, const HeaderSink &sink)
{
    HeaderGatherer gatherer(messages, sink, false);
    TRY(gather(*m_exchange, messages, false, gatherer));
    for (const MessageSet &broken : {MessageSet::uids(gatherer.brokenUids), MessageSet::numbers(gatherer.brokenNumbers)}) {
        HeaderGatherer second(broken, sink, true);
        TRY(gather(*m_exchange, broken, true, second));
    }
    return {};
}

Result<FlagsAnswer> ImapSession::fetchFlags(const SequenceSet &uids, ModSeq changedSince)
{
    FlagsAnswer answer;
    QHash<Uid, qsizetype> index;
    const auto claim = [&](Response &response) {
        if (const auto *vanished = std::get_if<VanishedResponse>(&response); vanished && vanished->earlier) {
            answer.vanished = answer.vanished.united(vanished->uids);
            return true;
        }
        const auto *fetch = std::get_if<FetchResponse>(&response);
        if (!fetch || !fetch->uid || !fetch->flags || !uids.contains(fetch->uid))
            return false;
        const FlagUpdate update{fetch->uid, *fetch->flags, fetch->modSeq};
        if (const auto known = index.constFind(fetch->uid); known != index.constEnd()) {
            answer.updates[*known] = update; // the later one is true
        } else {
            index.insert(fetch->uid, answer.updates.size());
            answer.updates.append(update);
        }
        return true;
    };
    for (const SequenceSet &piece : uids.split(m_exchange->options().commandLineBytes - 200)) {
        Command command("UID FETCH");
        command.set(piece).words(m_exchange->condstore ? "(UID FLAGS MODSEQ)" : "(UID FLAGS)");
        if (changedSince && m_exchange->condstore)
            command.numbered("(CHANGEDSINCE ", changedSince.number(), m_exchange->qresync ? " VANISHED)" : ")");
        (void)TRY(m_exchange->run(command, m_exchange->options().timeouts.command, claim));
    }
    return answer;
}

Result<SequenceSet> ImapSession::existingUids(const SequenceSet &among)
{
    SequenceSet found;
    const auto claim = [&](Response &response) {
        auto *search = std::get_if<SearchResponse>(&response);
        if (search)
            found = found.united(search->numbers);
        return search != nullptr;
    };
    const bool extended = capabilities().has("ESEARCH");
    for (const SequenceSet &piece : among.split(m_exchange->options().commandLineBytes - 200)) {
        Command command("UID SEARCH");
        if (extended)
            command.words("RETURN (ALL)");
        if (piece == SequenceSet::all())
            command.words("ALL");
        else
            command.words("UID").set(piece);
        (void)TRY(m_exchange->run(command, m_exchange->options().timeouts.search, claim));
    }
    return found.intersected(among); // "n:*" also names the last message when it is below n
}

namespace {

Result<QList<Uid>> compareEnvelopes(ImapSession &session, const QByteArray &messageId, Uid from)
{
    QList<Uid> found;
    TRY(session.fetchHeaders(MessageSet::uids(SequenceSet::from(from)), [&](FetchedHeader &&header) -> Status {
        if (header.uid >= from && header.envelope && header.envelope->messageId == messageId)
            found.append(header.uid);
        return {};
    }));
    return found;
}

} // namespace

Result<QList<Uid>> ImapSession::findByMessageId(const QByteArray &messageId, Uid from)
{
    const SequenceSet range = SequenceSet::from(from);
    SequenceSet found;
    const Command command = Command("UID SEARCH UID").set(range).words("HEADER Message-ID").string(messageId);
    const Result<StatusResponse> answer = m_exchange->run(command, m_exchange->options().timeouts.search, [&](Response &response) {
        const auto *search = std::get_if<SearchResponse>(&response);
        if (search)
            found = found.united(search->numbers);
        return search != nullptr;
    });
    // iCloud refuses to search headers: then we look ourselves, above `from` only.
    if (!answer.ok() && isAlive() && answer.error().kind != ErrorKind::Invalid)
        return compareEnvelopes(*this, messageId, from);
    if (!answer.ok())
        return answer.error();
    return found.intersected(range).uids();
}

} // namespace petrel::imap
