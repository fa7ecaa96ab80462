#include "core/imap/session/slices_p.h"

namespace petrel::imap {

namespace {

/** "BODY.PEEK[1.2]<0.524288>". */
Command sliceCommand(SliceItem item, Uid uid, const QByteArray &section, std::int64_t origin, std::int64_t size)
{
    QByteArray partial;
    if (size > 0)
        partial = '<' + QByteArray::number(qlonglong(origin)) + '.' + QByteArray::number(qlonglong(size)) + '>';
    return Command("UID FETCH").set(SequenceSet::of(uid))
        .section(item == SliceItem::Binary ? "(UID BINARY.PEEK" : "(UID BODY.PEEK", section, partial + ')');
}

/** The section that answers the command; flags and other messages' data pass by. */
Result<std::optional<BodySection>> fetchSlice(Exchange &exchange, const Command &command, SliceItem item, Uid uid, const QByteArray &section)
{
    std::optional<BodySection> found;
    std::optional<Error> malformed;
    bool isThere = false;
    const QByteArray wanted = section.toUpper();
    (void)TRY(exchange.run(command, exchange.options().timeouts.command, [&](Response &response) {
        if (const auto *bad = std::get_if<MalformedResponse>(&response); bad && bad->isFetch()) {
            malformed = bad->error;
            return true;
        }
        auto *fetch = std::get_if<FetchResponse>(&response);
        isThere = isThere || (fetch && fetch->uid == uid);
        // Unasked FETCH never carries a body, so one without UID is ours.
        if (!fetch || fetch->sections.isEmpty() || (fetch->uid && fetch->uid != uid))
            return false;
        for (BodySection &candidate : fetch->sections) {
            if (candidate.section == wanted && candidate.binary == (item == SliceItem::Binary))
                found = std::move(candidate);
        }
        return true;
    }));
    if (!found && malformed)
        return Error(*malformed).withScope(ErrorScope::Message);
    // Yandex answers without the bytes now and then: such a message is not gone.
    if (!found && isThere)
        return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Backoff, QStringLiteral("the server names the message, but not its bytes"));
    return found;
}

} // namespace

Error sectionGone(const char *what)
{
    return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never, QLatin1String(what));
}

Status fetchSlices(Exchange &exchange, SliceItem item, Uid uid, const QByteArray &section, const BodySink &sink, std::int64_t from)
{
    const std::int64_t slice = exchange.options().sliceBytes;
    std::int64_t origin = from;
    for (;;) {
        const std::optional<BodySection> piece =
            TRY(fetchSlice(exchange, sliceCommand(item, uid, section, origin, slice), item, uid, section));
        if (!piece)
            return sectionGone(origin == 0 ? "the message is gone" : "the message went while it was read");
        if (piece->nil)
            return origin == 0 ? Status(sectionGone("the message has no such section")) : Status();
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
        if (origin > exchange.options().limits.literalBytes)
            return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("the message never ends"));
    }
}

} // namespace petrel::imap
