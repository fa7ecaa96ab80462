#pragma once

#include "core/mime/message_content.h"
#include "core/store/store.h"

#include <memory>

namespace petrel::engine {

/**
 * Takes the bytes of one message as they arrive, and turns them into what the store keeps: the raw blob,
 * the parts, preview and text for the index. Any worker thread, outside of write transactions.
 *
 * Above kParsedBytes only the head of the message is parsed, so memory stays bounded.
 */
class MessageIntake
{
public:
    static constexpr qint64 kParsedBytes = 32 * 1024 * 1024;

    explicit MessageIntake(store::Store &store);

    [[nodiscard]] Status write(const QByteArray &piece);
    [[nodiscard]] qint64 size() const { return m_size; }
    /** The first kParsedBytes of what came. */
    [[nodiscard]] const QByteArray &head() const { return m_head; }

    /** For a row that exists: the whole body is here now. Commits. `told`: see isContentOf(). */
    [[nodiscard]] Status storeBodyOf(MessageId message, const Envelope &told);
    /** The same in two steps, for many in one transaction: what is to be kept, and its place in a transaction. */
    struct Body
    {
        MessageId message;
        store::BodyUpdate update;
        store::FinishedBlob blob;
    };
    [[nodiscard]] Result<Body> finishBodyOf(MessageId message, const Envelope &told);
    [[nodiscard]] static Status store(store::WriteTransaction &transaction, Body body);

    /** A message that came whole (POP3): everything, its arrival as its header tells it, but the blob id, which the caller's transaction fills. */
    struct Whole
    {
        store::NewMessage message;
        store::FinishedBlob blob;
    };
    [[nodiscard]] Result<Whole> finish();

    /** A message whose bytes are in the store: `head` its first kParsedBytes, `size` all of it. Everything but the blob id. */
    [[nodiscard]] static store::NewMessage fromHead(const QByteArray &head, qint64 size);
    /** A message of which only the header is here (and perhaps more, which is left out), as a maildrop lists it: `size` bytes. */
    [[nodiscard]] static store::NewMessage fromHeader(const QByteArray &head, qint64 size);

private:
    store::Store &m_store;
    std::unique_ptr<store::BlobWriter> m_writer;
    QByteArray m_head;
    qint64 m_size = 0;
};

/**
 * Whether this is the content of the message that the server told of so: Yahoo's sends that of another one now and then. Protocol,
 * scope Message, code "another-message", where both Message-ID and date are another; one alone a server may have tidied up.
 */
[[nodiscard]] Status isContentOf(const Envelope &told, const Envelope &came);

/** Parses a message the way all of the engine does: text, preview and parts filled in. */
[[nodiscard]] mime::MessageContent understand(const QByteArray &raw);
/** The leaves of a message as the store lists them. */
[[nodiscard]] QList<PartInfo> leafParts(const QByteArray &raw);

} // namespace petrel::engine
