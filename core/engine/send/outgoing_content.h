#pragma once

#include "core/model/ids.h"
#include "core/smtp/content_meter.h"
#include "core/smtp/message_source.h"
#include "core/store/store.h"

#include <memory>

namespace petrel::engine {

/** The bytes of a message in the outbox, read from the store piece by piece: memory stays constant whatever its size. */
class OutgoingContent final : public smtp::MessageSource
{
public:
    [[nodiscard]] static Result<OutgoingContent> open(store::Store &store, BlobId raw);
    /** StoreCorrupt, scope Message, when they do not unpack. */
    [[nodiscard]] Result<QByteArray> next() override;

private:
    explicit OutgoingContent(std::unique_ptr<store::BlobStream> stream) : m_stream(std::move(stream)) {}

    std::unique_ptr<store::BlobStream> m_stream;
};

/** What has to be known of it before it is announced. */
[[nodiscard]] Result<smtp::ContentMeter> measured(store::Store &store, BlobId raw);

} // namespace petrel::engine
