#include "core/engine/message_holding.h"

#include "core/engine/message_intake.h"
#include "core/mime/message_outline.h"
#include "core/mime/parsed_message.h"

#include <algorithm>

namespace petrel::engine {

namespace {

using What = BodyRequest::What;
using Found = std::optional<MessageHolding>;

QSet<QByteArray> elsewhere(const store::MessageDetail &detail)
{
    const mime::MessageOutline outline(detail.parts, detail.row.size);
    QSet<QByteArray> paths;
    for (const QByteArray &path : outline.leftOut()) {
        if (!detail.partBlobs.contains(path))
            paths.insert(path);
    }
    return paths;
}

/** base64 has lines of 57 bytes, written in 78. */
std::int64_t decodedSize(const PartInfo &part)
{
    return part.encoding == "base64" ? part.size / 78 * 57 + part.size % 78 * 57 / 78 : part.size;
}

Result<Found> partOfOutline(const store::Reader &reader, const store::MessageDetail &detail, const QByteArray &path)
{
    if (const auto blob = detail.partBlobs.constFind(path); blob != detail.partBlobs.cend())
        return Found({TRY(reader.blob(*blob)), {}, {}});
    if (detail.outline.isNull() || elsewhere(detail).contains(path))
        return Found();
    return Found({TRY(mime::extractPart(TRY(reader.blob(detail.outline)), path)), {}, {}});
}

Result<Found> heldOf(const store::Reader &reader, const store::MessageDetail &detail, What what, const QByteArray &path)
{
    if (detail.row.bodyState == BodyState::Full) {
        MessageHolding whole{detail.raw ? TRY(reader.blob(detail.raw)) : QByteArray(), {}, {}};
        if (what == What::Part)
            whole.bytes = TRY(mime::extractPart(whole.bytes, path));
        return Found(std::move(whole));
    }
    if (what == What::Part)
        return partOfOutline(reader, detail, path);
    if (what == What::Text && detail.outline)
        return Found({TRY(reader.blob(detail.outline)), detail.parts, elsewhere(detail)});
    return Found();
}

} // namespace

Result<Found> heldOf(store::Store &store, PlacementId placement, What what, const QByteArray &path, const StopToken &stop)
{
    return store.read([&](const store::Reader &reader) -> Result<Found> {
        return heldOf(reader, TRY(reader.detail(placement)), what, path);
    }, stop);
}

mime::MessageContent contentOf(const MessageHolding &holding)
{
    mime::MessageContent content = understand(holding.bytes);
    content.partsElsewhere = holding.partsElsewhere;
    for (PartInfo &attachment : content.attachments) {
        const auto told = std::find_if(holding.parts.cbegin(), holding.parts.cend(), [&](const PartInfo &part) { return part.path == attachment.path; });
        if (told != holding.parts.cend() && attachment.size == 0)
            attachment.size = decodedSize(*told);
    }
    return content;
}

} // namespace petrel::engine
