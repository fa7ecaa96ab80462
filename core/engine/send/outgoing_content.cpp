#include "core/engine/send/outgoing_content.h"

namespace petrel::engine {

Result<OutgoingContent> OutgoingContent::open(store::Store &store, BlobId raw)
{
    return OutgoingContent(TRY(store.read([&](const store::Reader &reader) { return reader.openBlob(raw); })));
}

Result<QByteArray> OutgoingContent::next()
{
    constexpr qint64 kPieceBytes = 128 * 1024;
    return m_stream->read(kPieceBytes);
}

Result<smtp::ContentMeter> measured(store::Store &store, BlobId raw)
{
    OutgoingContent content = TRY(OutgoingContent::open(store, raw));
    smtp::ContentMeter meter;
    for (QByteArray piece = TRY(content.next()); !piece.isEmpty(); piece = TRY(content.next()))
        meter.add(piece);
    return meter;
}

} // namespace petrel::engine
