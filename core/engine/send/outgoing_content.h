#pragma once

#include "core/model/ids.h"
#include "core/smtp/content_meter.h"
#include "core/smtp/message_source.h"
#include "core/store/store.h"

#include <memory>

namespace petrel::engine {

/**
 * The bytes of a message in the outbox, read from the store piece by piece: memory stays constant whatever its size. A short one
 * is read once, for it is wanted three times: measured, sent, and looked through for the copy in Sent.
 */
class OutgoingContent final : public smtp::MessageSource
{
public:
    static constexpr qint64 kShortBytes = 256 * 1024;

    /** `size`: how many bytes it has. StoreCorrupt, scope Message, also of next(), when they do not unpack. */
    [[nodiscard]] static Result<OutgoingContent> open(store::Store &store, BlobId raw, qint64 size);
    [[nodiscard]] Result<QByteArray> next() override;
    /** From the first byte again. */
    [[nodiscard]] Status rewind();

private:
    OutgoingContent(store::Store &store, BlobId raw) : m_store(store), m_raw(raw) {}

    store::Store &m_store;
    BlobId m_raw;
    QByteArray m_short; ///< all of it, or nothing
    bool m_isShort = false;
    bool m_isRead = false; ///< the short one, since rewind()
    std::unique_ptr<store::BlobStream> m_stream;
};

/** What has to be known of it before it is announced. Leaves it rewound. */
[[nodiscard]] Result<smtp::ContentMeter> measured(OutgoingContent &content);

} // namespace petrel::engine
