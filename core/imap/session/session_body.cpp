// FETCH of bodies (RFC 3501 6.4.5).
#include "core/imap/session/imap_session.h"
#include "core/imap/session/slices_p.h"

namespace petrel::imap {

Status ImapSession::fetchBody(Uid uid, const QByteArray &section, const BodySink &sink, std::int64_t from)
{
    return fetchSlices(*m_exchange, SliceItem::Body, uid, section, sink, from);
}

Status ImapSession::fetchWhole(const SequenceSet &uids, const WholeSink &sink)
{
    Status outcome;
    SequenceSet open = uids;
    const auto claim = [&](Response &response) {
        auto *fetch = std::get_if<FetchResponse>(&response);
        if (!fetch || fetch->sections.isEmpty() || !open.contains(fetch->uid))
            return false;
        for (const BodySection &section : std::as_const(fetch->sections)) {
            if (!section.section.isEmpty() || section.nil || !outcome.ok())
                continue;
            open = open.subtracted(SequenceSet::of(fetch->uid));
            outcome = sink(fetch->uid, section.bytes);
        }
        return true;
    };
    const auto command = [](const SequenceSet &some) { return Command("UID FETCH").set(some).words("(UID BODY.PEEK[])"); };
    return m_exchange->runOver(uids, command, m_exchange->options().timeouts.command, claim, [&](const StatusResponse &) { return outcome; });
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
