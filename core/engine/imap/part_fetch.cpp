#include "core/engine/imap/part_fetch.h"

#include "core/base/log.h"
#include "core/engine/imap/partial_body.h"
#include "core/engine/message_intake.h"
#include "core/imap/session/binary_fetch.h"
#include "core/mime/message_outline.h"
#include "core/mime/text_decoding.h"

#include <algorithm>

namespace petrel::engine {

namespace {

Result<store::MessageDetail> detailOf(PassContext &context, PlacementId placement)
{
    return context.store().read([&](const store::Reader &reader) { return reader.detail(placement); });
}

Result<QByteArray> fetchOutline(imap::ImapSession &session, Uid uid, const mime::MessageOutline &outline)
{
    QHash<QByteArray, QByteArray> sections;
    for (imap::BodySection &section : TRY(session.fetchSections(uid, outline.sections())))
        sections.insert(section.section, std::move(section.bytes));
    return outline.assemble(sections);
}

Status keepOutline(PassContext &context, const store::MessageDetail &detail, const QByteArray &outline)
{
    const mime::MessageContent content = understand(outline);
    TRY(isContentOf(detail.envelope, content.envelope));
    store::FinishedBlob blob = TRY(context.store().pack(outline)); // outside of the transaction, which so stays short
    store::BodyUpdate body;
    body.parts = detail.parts;
    body.preview = content.preview;
    body.text = content.text;
    return context.store().write(u"store outline", [&](store::WriteTransaction &tx) -> Status {
        return tx.messages().storeOutline(detail.row.message, body, TRY(tx.blobs().insert(std::move(blob))));
    });
}

/** As the server has it, from where an earlier download ended. */
Result<QByteArray> fetchEncoded(PassContext &context, imap::ImapSession &session, const store::MessageDetail &detail, const PartInfo &part, const BodyWaiting &waiting)
{
    PartialBody partial(context.store().profileDirectory(), detail.row.message, part.size, part.path);
    QByteArray bytes;
    TRY(partial.resume([&](const QByteArray &piece) -> Status {
        bytes += piece;
        return {};
    }));
    const auto sink = [&](const QByteArray &piece) -> Status {
        TRY(waiting.goesOn(context, bytes.size() + piece.size(), part.size));
        partial.keep(piece);
        bytes += piece;
        return {};
    };
    TRY(session.fetchBody(detail.row.uid, part.path, sink, partial.size()));
    partial.forget();
    return bytes;
}

Result<QByteArray> fetchDecoded(PassContext &context, imap::ImapSession &session, const store::MessageDetail &detail, const PartInfo &part, const BodyWaiting &waiting)
{
    if (part.size >= PartialBody::kWorthKeeping)
        return mime::decodeTransfer(TRY(fetchEncoded(context, session, detail, part, waiting)), part.encoding);
    QByteArray bytes;
    const auto sink = [&](const QByteArray &piece) -> Status {
        bytes += piece;
        return waiting.goesOn(context, bytes.size(), part.size);
    };
    const imap::PartBytes came = TRY(imap::fetchPart(session, detail.row.uid, part.path, sink));
    return came == imap::PartBytes::Decoded ? bytes : mime::decodeTransfer(bytes, part.encoding);
}

} // namespace

Status fetchText(PassContext &context, imap::ImapSession &session, PlacementId placement, const BodyWaiting &waiting)
{
    const store::MessageDetail detail = TRY(detailOf(context, placement));
    if (detail.row.bodyState >= BodyState::Text)
        return {};
    const mime::MessageOutline outline(detail.parts, detail.row.size);
    if (!outline.isWorthIt() || !detail.row.uid)
        return fetchBody(context, session, placement, waiting);
    TRY(selectFolderOf(context, session, detail.serverFolder));
    const Result<QByteArray> put = fetchOutline(session, detail.row.uid, outline);
    if (put)
        return keepOutline(context, detail, *put);
    const ErrorKind kind = put.error().kind;
    const bool isOfSections = kind == ErrorKind::Protocol || kind == ErrorKind::Refused || kind == ErrorKind::Unsupported;
    if (!session.isAlive() || !isOfSections)
        return put.error();
    qCWarning(logEngine) << context.account.name << "message" << detail.row.message.number() << "comes whole:" << describe(put.error());
    return fetchBody(context, session, placement, waiting);
}

Status fetchPartOf(PassContext &context, imap::ImapSession &session, PlacementId placement, const QByteArray &path, const BodyWaiting &waiting)
{
    const store::MessageDetail detail = TRY(detailOf(context, placement));
    if (detail.row.bodyState == BodyState::Full || detail.partBlobs.contains(path))
        return {};
    const auto part = std::find_if(detail.parts.cbegin(), detail.parts.cend(), [&](const PartInfo &one) { return one.path == path; });
    if (part == detail.parts.cend() || !detail.row.uid)
        return fetchBody(context, session, placement, waiting);
    TRY(selectFolderOf(context, session, detail.serverFolder));
    const QByteArray content = TRY(fetchDecoded(context, session, detail, *part, waiting));
    store::FinishedBlob blob = TRY(context.store().pack(content));
    return context.store().write(u"store part", [&](store::WriteTransaction &tx) -> Status {
        return tx.messages().storePart(detail.row.message, path, TRY(tx.blobs().insert(std::move(blob))));
    });
}

} // namespace petrel::engine
