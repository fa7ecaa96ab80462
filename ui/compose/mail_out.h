#pragma once

#include "core/base/result.h"
#include "core/mime/outgoing_message.h"
#include "core/model/ids.h"

#include <QObject>

#include <functional>
#include <optional>

namespace petrel::ui {

/**
 * What a composer needs of the engine. Every answer comes on the GUI thread, later or at once, and only while `context`
 * lives. Tests put their own in its place.
 */
class MailOut
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual ~MailOut() = default;

    /** `done` with a value means: the outbox row is committed, the message is safe. `notBefore` in UTC seconds, 0 at once. */
    virtual void sendMessage(AccountId account, const mime::OutgoingMessage &message, std::int64_t notBefore, QObject *context,
                             Done<OutboxId> done) = 0;
    virtual void saveDraft(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former,
                           QObject *context, Done<PlacementId> done) = 0;
    virtual void discardDraft(PlacementId draft) = 0;
    virtual void markAnswered(PlacementId original, bool forwarded) = 0;
    /** The decoded bytes of an attachment that is forwarded. */
    virtual void openPart(PlacementId message, const QByteArray &path, QObject *context, Done<QByteArray> done) = 0;
};

} // namespace petrel::ui
