#include "core/imap/session/binary_fetch.h"

#include "core/imap/session/slices_p.h"

#include <algorithm>

namespace petrel::imap {

namespace {

/** BINARY takes the number of a part, nothing of HEADER or TEXT (RFC 3516 section 4.1). */
bool isPartNumber(const QByteArray &section)
{
    return !section.isEmpty() && std::all_of(section.cbegin(), section.cend(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool canDecode(const ImapSession &session, const QByteArray &section)
{
    return session.capabilities().has("BINARY") && isPartNumber(section);
}

} // namespace

Result<PartBytes> fetchPart(ImapSession &session, Uid uid, const QByteArray &section, const BodySink &sink)
{
    if (canDecode(session, section)) {
        bool begun = false, sinkFailed = false;
        const Status fetched = fetchSlices(session.exchange(), SliceItem::Binary, uid, section, [&](const QByteArray &piece) -> Status {
            begun = true;
            const Status taken = sink(piece);
            sinkFailed = !taken.ok();
            return taken;
        });
        if (fetched.ok())
            return PartBytes::Decoded;
        // Before the first byte a refusal of the server's only says that it cannot decode this.
        if (begun || sinkFailed || !session.isAlive() || fetched.error().kind == ErrorKind::NotFound)
            return fetched.error();
    }
    TRY(session.fetchBody(uid, section, sink));
    return PartBytes::AsSent;
}

Result<std::int64_t> binarySize(ImapSession &session, Uid uid, const QByteArray &section)
{
    if (!canDecode(session, section))
        return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("no BINARY for that"));
    std::optional<std::int64_t> found;
    Exchange &exchange = session.exchange();
    const Command command = Command("UID FETCH").set(SequenceSet::of(uid)).section("(UID BINARY.SIZE", section, ")");
    (void)TRY(exchange.run(command, exchange.options().timeouts.command, [&](Response &response) {
        const auto *fetch = std::get_if<FetchResponse>(&response);
        if (!fetch || fetch->binarySizes.isEmpty() || (fetch->uid && fetch->uid != uid))
            return false;
        for (const BinarySize &told : fetch->binarySizes) {
            if (told.section == section)
                found = told.size;
        }
        return true;
    }));
    return found ? Result<std::int64_t>(*found) : Result<std::int64_t>(sectionGone("the message is gone"));
}

} // namespace petrel::imap
