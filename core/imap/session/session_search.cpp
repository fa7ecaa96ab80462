// SEARCH by UID and by Message-ID (RFC 3501 6.4.4, RFC 4731).
#include "core/imap/session/imap_session.h"
#include "core/imap/session/search_gatherer_p.h"

namespace petrel::imap {

Result<SequenceSet> ImapSession::existingUids(const SequenceSet &among)
{
    const auto command = [this](const SequenceSet &some) {
        Command search = uidSearch(*m_exchange);
        return some == SequenceSet::all() ? search.words("ALL") : search.words("UID").set(some);
    };
    return TRY(searchAmong(*m_exchange, among, command)).intersected(among); // "n:*" also names the last message when it is below n
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
    const Result<SequenceSet> found = searchOnce(*m_exchange, Command("UID SEARCH UID").set(range).words("HEADER Message-ID").string(messageId));
    if (found.ok())
        return found->intersected(range).uids();
    // iCloud refuses to search headers: then we look ourselves, above `from` only.
    if (isAlive() && found.error().kind != ErrorKind::Invalid)
        return compareEnvelopes(*this, messageId, from);
    return found.error();
}

} // namespace petrel::imap
