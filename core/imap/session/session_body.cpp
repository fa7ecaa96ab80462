// FETCH of bodies (RFC 3501 6.4.5).
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/session/refusal.h"
#include "core/imap/session/slices_p.h"

#include <algorithm>
#include <deque>

namespace petrel::imap {

Status ImapSession::fetchBody(Uid uid, const QByteArray &section, const BodySink &sink, std::int64_t from)
{
    return fetchSlices(*m_exchange, SliceItem::Body, uid, section, sink, from);
}

namespace {

/** Sets of whole messages fetched in turn, a few of them asked for ahead. */
class WholePipeline
{
public:
    WholePipeline(Exchange &exchange, const WholeSets &sets, const WholeSink &sink, const WholeSetDone &done)
        : m_exchange(exchange), m_sets(sets), m_sink(sink), m_done(done)
    {
    }

    Result<qsizetype> run()
    {
        while (mayAskAhead() || !m_underWay.empty()) {
            while (mayAskAhead())
                TRY(beginSet());
            TRY(finishOne());
        }
        if (m_refused)
            return *m_refused;
        return m_complete;
    }

private:
    struct UnderWay
    {
        std::int64_t bytes = 0;
        SequenceSet missing;
        QList<std::pair<CommandId, SequenceSet>> commands; ///< not answered yet, and what each asked for
    };
    static constexpr int kMostAtOnce = 8;

    [[nodiscard]] bool mayAskAhead() const
    {
        const bool hasRoom = m_underWay.empty() || (m_bytesUnderWay < m_sets.bytesAhead && static_cast<int>(m_underWay.size()) < std::min(kMostAtOnce, m_exchange.commandsAtOnce()));
        return hasRoom && m_goesOn && !m_refused && m_begun < m_sets.sets.size();
    }

    Status beginSet()
    {
        const WholeSets::Set &set = m_sets.sets.at(m_begun++);
        UnderWay &begun = m_underWay.emplace_back(UnderWay{set.bytes, set.uids, {}});
        m_bytesUnderWay += set.bytes;
        for (const SequenceSet &piece : m_exchange.piecesOf(MessageSet::uids(set.uids)))
            TRY(ask(begun, piece));
        return {};
    }

    Status ask(UnderWay &set, const SequenceSet &uids)
    {
        const Command command = Command("UID FETCH").set(uids).words("(UID BODY.PEEK[])");
        set.commands.append({TRY(m_exchange.sendAhead(command, m_exchange.options().timeouts.command)), uids});
        return {};
    }

    bool claim(Response &response)
    {
        const auto *fetch = std::get_if<FetchResponse>(&response);
        if (!fetch || fetch->sections.isEmpty())
            return false;
        const auto asked = std::find_if(m_underWay.begin(), m_underWay.end(), [&](const UnderWay &set) { return set.missing.contains(fetch->uid); });
        if (asked == m_underWay.end())
            return false;
        for (const BodySection &section : fetch->sections) {
            if (!section.section.isEmpty() || section.nil || m_isUnwanted || !asked->missing.contains(fetch->uid))
                continue;
            asked->missing = asked->missing.subtracted(SequenceSet::of(fetch->uid));
            const Status taken = m_sink(fetch->uid, section.bytes);
            m_isUnwanted = !taken;
            refuse(taken);
        }
        return true;
    }

    Status finishOne()
    {
        if (!m_underWay.front().commands.isEmpty()) {
            const Completed completed = TRY(m_exchange.finishNext(m_exchange.options().timeouts.command, [this](Response &response) { return claim(response); }));
            TRY(finishCommand(completed));
        }
        for (; !m_underWay.empty() && m_underWay.front().commands.isEmpty(); m_underWay.pop_front()) {
            m_bytesUnderWay -= m_underWay.front().bytes;
            if (!m_refused)
                m_goesOn = TRY(m_done(m_complete++)) && m_goesOn;
        }
        return {};
    }

    Status finishCommand(const Completed &completed)
    {
        if (completed.status.kind != StatusResponse::Kind::Ok)
            refuse(refusalError(completed.status));
        for (UnderWay &set : m_underWay) {
            const auto found = std::find_if(set.commands.cbegin(), set.commands.cend(), [&](const auto &one) { return one.first == completed.command; });
            if (found == set.commands.cend())
                continue;
            const SequenceSet asked = found->second;
            set.commands.erase(found);
            const SequenceSet left = Exchange::leftOver(asked, completed);
            if (left == asked)
                refuse(makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Backoff, QStringLiteral("the server does nothing of what it left over")));
            return left.isEmpty() || m_refused ? Status() : ask(set, left);
        }
        return {};
    }

    /** The first trouble ends it, once what is under way has come. */
    void refuse(const Status &outcome)
    {
        if (!outcome && !m_refused)
            m_refused = outcome.error();
    }

    Exchange &m_exchange;
    const WholeSets &m_sets;
    const WholeSink &m_sink;
    const WholeSetDone &m_done;
    std::deque<UnderWay> m_underWay;
    std::optional<Error> m_refused;
    bool m_isUnwanted = false; ///< the sink takes no more
    std::int64_t m_bytesUnderWay = 0;
    qsizetype m_begun = 0;
    qsizetype m_complete = 0;
    bool m_goesOn = true;
};

} // namespace

Result<qsizetype> ImapSession::fetchWholeInTurn(const WholeSets &sets, const WholeSink &sink, const WholeSetDone &done)
{
    return WholePipeline(*m_exchange, sets, sink, done).run();
}

Result<QList<BodySection>> ImapSession::fetchSections(Uid uid, const QList<QByteArray> &sections)
{
    QList<BodySection> found;
    if (sections.isEmpty())
        return found;
    Command command("UID FETCH");
    command.set(SequenceSet::of(uid)).words("(UID");
    for (const QByteArray &section : sections)
        command.section("BODY.PEEK", section, {});
    command.closing(")");
    bool answered = false;
    (void)TRY(m_exchange->run(command, m_exchange->options().timeouts.command, [&](Response &response) {
        auto *fetch = std::get_if<FetchResponse>(&response);
        if (!fetch || fetch->sections.isEmpty() || (fetch->uid && fetch->uid != uid))
            return false;
        answered = true;
        for (BodySection &section : fetch->sections) {
            if (!section.nil)
                found.append(std::move(section));
        }
        return true;
    }));
    if (!answered)
        return sectionGone("the message is gone");
    return found;
}

} // namespace petrel::imap
