#pragma once

#include "core/base/result.h"
#include "core/model/message.h"
#include "core/store/sync_state.h"

#include <span>

namespace petrel::store {

class WriteTransaction;

/** A message that arrived in a folder, as the engine understood it. */
struct NewMessage
{
    Uid uid;                        ///< null in local folders, and for what is shown before its APPEND
    ModSeq modSeq;
    Flags flags;
    QStringList keywords;           ///< keywords that are no Flag
    std::int64_t dateReceived = 0;  ///< INTERNALDATE or arrival, UTC seconds; 0: the sent date is used
    std::int64_t size = 0;          ///< bytes as on the wire
    QByteArray emailId;             ///< the server's name of it for ever (RFC 8474), empty: none
    Envelope envelope;
    QList<PartInfo> parts;
    BodyState bodyState = BodyState::None;
    BlobId raw;                     ///< the whole message, when it is here; makes bodyState Full
    QString preview;
    QString text;                   ///< body text for the index
    AccountId fetchedBy = {};       ///< the account whose server had it; told only where the folder is of another
};

/** The rows that one NewMessage became. */
struct InsertedMessage
{
    enum class How {
        New,      ///< a new row
        Bound,    ///< a floating row of ours got its UID
        Known,    ///< the UID was there already; its flags were merged
    };
    PlacementId placement;
    MessageId message;
    How how = How::New;
    bool isCopy = false; ///< New: a further place of a message that the account has already, or had until lately

    friend bool operator==(const InsertedMessage &, const InsertedMessage &) = default;
};

/** What was learnt of a message's body. */
struct BodyUpdate
{
    BodyState state = BodyState::Full;
    BlobId raw;                     ///< null: the whole message is not kept
    QList<PartInfo> parts;
    QString preview;
    QString text;                   ///< body text for the index
};

/**
 * Messages and where they lie, as servers tell it. Batches of up to 256 keep transactions short; a batch costs some
 * forty statements, whatever its size, and the text index is written once for it.
 * A message that turns up in another folder with the same EMAILID, or else with the same Message-ID, size, date, subject and
 * sender, shares the row of the first, and with it a body that is here already. By the same marks a row that floats is bound again.
 */
class MessageRepository
{
public:
    explicit MessageRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** In step with `messages`. Doing it twice changes nothing the second time. */
    [[nodiscard]] Result<QList<InsertedMessage>> insertMessages(FolderId folder, std::span<const NewMessage> messages);
    /** Three-way merge: a wish that has not reached the server wins for its bit, the server for the rest. */
    [[nodiscard]] Status applyServerFlags(FolderId folder, std::span<const ServerFlags> flags);
    /**
     * The server no longer has them here. Wanted flags go with them; a row that was to move floats in
     * its target, to be found there. The contents stay for an hour, should they turn up elsewhere.
     */
    [[nodiscard]] Status removeVanished(FolderId folder, std::span<const Uid> uids);

    /** A body that is here never becomes less: an update below the present state only adds what is missing. */
    [[nodiscard]] Status storeBody(MessageId message, const BodyUpdate &body);
    /**
     * The message without its large attachments: BodyState::Text, unless it is here whole. `body.parts` are those of
     * the whole message.
     */
    [[nodiscard]] Status storeOutline(MessageId message, BodyUpdate body, BlobId outline);
    /** The decoded content of one part, fetched on its own. */
    [[nodiscard]] Status storePart(MessageId message, const QByteArray &path, BlobId content);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
