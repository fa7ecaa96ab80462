#include "core/engine/send/outgoing_content.h"

#include <utility>

namespace petrel::engine {

Result<OutgoingContent> OutgoingContent::open(store::Store &store, BlobId raw, qint64 size)
{
    OutgoingContent content(store, raw);
    content.m_isShort = size <= kShortBytes;
    if (content.m_isShort)
        content.m_short = TRY(store.read([&](const store::Reader &reader) { return reader.blob(raw); }));
    else
        TRY(content.rewind());
    return content;
}

Result<QByteArray> OutgoingContent::next()
{
    constexpr qint64 kPieceBytes = 128 * 1024;
    if (m_isShort)
        return std::exchange(m_isRead, true) ? QByteArray() : m_short;
    return m_stream->read(kPieceBytes);
}

Status OutgoingContent::rewind()
{
    m_isRead = false;
    if (!m_isShort)
        m_stream = TRY(m_store.read([&](const store::Reader &reader) { return reader.openBlob(m_raw); }));
    return {};
}

Result<smtp::ContentMeter> measured(OutgoingContent &content)
{
    smtp::ContentMeter meter;
    for (QByteArray piece = TRY(content.next()); !piece.isEmpty(); piece = TRY(content.next()))
        meter.add(piece);
    TRY(content.rewind());
    return meter;
}

} // namespace petrel::engine
