// FETCH of bodies, in slices (RFC 3501 6.4.5: BODY.PEEK[section]<origin.size>).
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"

namespace petrel::imap {

namespace {

Error gone(const char *what)
{
    return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never, QLatin1String(what));
}

Command bodyCommand(Uid uid, const QByteArray &section, std::int64_t origin, std::int64_t size)
{
    QByteArray partial;
    if (size > 0)
        partial = '<' + QByteArray::number(qlonglong(origin)) + '.' + QByteArray::number(qlonglong(size)) + '>';
    return Command("UID FETCH").set(SequenceSet::of(uid)).section("(UID BODY.PEEK", section, partial + ')');
}

/** The section that answers the command; flags and other messages' data pass by. */
Result<std::optional<BodySection>> fetchPiece(Exchange &exchange, const Command &command, Uid uid, const QByteArray &section)
{
    std::optional<BodySection> found;
    std::optional<Error> malformed;
    const QByteArray wanted = section.toUpper();
    (void)TRY(exchange.run(command, exchange.options().timeouts.command, [&](Response &response) {
        if (const auto *bad = std::get_if<MalformedResponse>(&response); bad && bad->word == "FETCH") {
            malformed = bad->error;
            return true;
        }
        auto *fetch = std::get_if<FetchResponse>(&response);
        // Unasked FETCH never carries a body, so one without UID is ours.
        if (!fetch || fetch->sections.isEmpty() || (fetch->uid && fetch->uid != uid))
            return false;
        for (BodySection &candidate : fetch->sections) {
            if (candidate.section == wanted)
                found = std::move(candidate);
        }
        return true;
    }));
    if (!found && malformed)
        return Error(*malformed).withScope(ErrorScope::Message);
    return found;
}

} // namespace

Status ImapSession::fetchBody(Uid uid, const QByteArray &section, const BodySink &sink)
{
    const std::int64_t slice = m_exchange->options().sliceBytes;
    std::int64_t origin = 0;
    for (;;) {
        const std::optional<BodySection> piece =
            TRY(fetchPiece(*m_exchange, bodyCommand(uid, section, origin, slice), uid, section));
        if (!piece)
            return gone(origin == 0 ? "the message is gone" : "the message went while it was read");
        if (piece->nil)
            return origin == 0 ? Status(gone("the message has no such section")) : Status();
        const std::int64_t size = piece->bytes.size();
        const bool wholeInstead = origin == 0 && size > slice; // the server ignores <origin.size>
        if (size > slice && slice > 0 && origin > 0)
            return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("a slice larger than asked for"));
        if (size > 0)
            TRY(sink(piece->bytes));
        origin += size;
        // RFC822.SIZE lies at some servers: only a short slice is the end.
        if (slice <= 0 || wholeInstead || size < slice)
            return {};
        if (origin > m_exchange->options().limits.literalBytes)
            return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("the message never ends"));
    }
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
    for (const SequenceSet &piece : uids.split(m_exchange->options().commandLineBytes - 200)) {
        const Command command = Command("UID FETCH").set(piece).words("(UID BODY.PEEK[])");
        (void)TRY(m_exchange->run(command, m_exchange->options().timeouts.command, claim));
        TRY(outcome);
    }
    return {};
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
        return gone("the message is gone");
    return found;
}

} // namespace petrel::imap
