#pragma once

#include "core/base/result.h"
#include "core/mime/outgoing_message.h"
#include "core/model/ids.h"
#include "core/model/kept_draft.h"
#include "core/model/outbox.h"
#include "ui/compose/file_intake.h"

#include <QObject>

#include <functional>
#include <optional>

namespace petrel::ui {

/**
 * What a composer needs of the engine. Every answer comes on the GUI thread, later or at once, and only while `context`
 * lives. Nothing leaves the store before its successor, with all its parts, is in it. Tests put their own in its place.
 */
class MailOut
{
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual ~MailOut() = default;

    /**
     * `done` with a value means: the outbox row is committed, the message is safe, and the draft that it was (`former`)
     * went in the same step.      */
    virtual void sendMessage(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former,
                             const SendOptions &options, QObject *context, Done<OutboxId> done) = 0;
    /** Keeps this version in place of `former`. */
    virtual void saveDraft(AccountId account, const mime::OutgoingMessage &message, std::optional<PlacementId> former,
                           QObject *context, Done<KeptDraft> done) = 0;
    virtual void discardDraft(PlacementId draft) = 0;
    virtual void markAnswered(PlacementId original, bool forwarded) = 0;
    /** The same for a message that is known by its Message-ID only: what a kept draft is an answer to. */
    virtual void markAnswered(const QByteArray &messageId, bool forwarded) = 0;
    /** readFiles() away from the GUI thread: a file may lie on a disk that does not answer. */
    virtual void readFiles(const QStringList &paths, std::int64_t room, QObject *context, std::function<void(FilesRead)> done) = 0;
};

} // namespace petrel::ui
