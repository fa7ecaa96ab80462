#pragma once

#include "core/engine/account_status.h"
#include "core/model/account.h"
#include "core/model/changes.h"
#include "core/model/outbox.h"

#include <QObject>

namespace petrel::engine {

/** What the engine tells. Lives in the thread that opened the engine; signals come there. */
class EngineEvents : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    /** After each committed change of the store, in order. */
    void changed(const petrel::ChangeSet &changes);
    void accountStatusChanged(const petrel::engine::AccountStatus &status);
    /**
     * New mail, for a notification: unseen, and not in the account before. In each folder that was listed before, but for those
     * of drafts, sent, deleted and junk mail; a message is told once, of the folder where it was first met (of a label at Gmail
     * perhaps "All Mail"). Not during a folder's first listing (for POP3: the first whole session), nor when it is listed anew,
     * and not for what this program moved, copied or sent. What another device moved is told neither while its place before
     * is remembered here. The rows are in the store; a server's flag may have marked them seen since.
     */
    void mailArrived(petrel::AccountId account, petrel::FolderId folder, const QList<petrel::PlacementId> &placements);
    /** Engine::serverFacts() has others now. */
    void serverFactsChanged(petrel::AccountId account);
    /** The secret of this end of the account is not at hand (in-memory mode, another server, or it is refused): ask, then Engine::provideSecret. */
    void secretWanted(petrel::AccountId account, petrel::AccountSide side);
    /** The account signs in with OAuth 2.0, and its grant ended or there is none: Engine::signIn, then Engine::provideSignIn. Told once, until somebody signs in. */
    void signInWanted(petrel::AccountId account);
    /** Found after a crash, in the background: the accounts' workers do not start. What is read may be wrong; see Store::setAside(). */
    void storeDamaged(const petrel::Error &error);
    void onlineChanged(bool online);
    /** Words the account's server wants the person to read (RFC 3501 section 7.1): one plain line, the same once a day. */
    void serverSays(petrel::AccountId account, const QString &words);
    /** The server takes no labels in this folder (RFC 3501 section 7.1, PERMANENTFLAGS): they stand here alone. Told with the first one. */
    void labelsStayHere(petrel::AccountId account, const QString &folder);
    /** A wish nobody waits for could not even be recorded: no such folder, disk full. */
    void wishFailed(const petrel::Error &error);
    /**
     * Somebody waits for a message, or for one part of it (`path`, else empty): so many bytes of so
     * many are here. Ten times a second at most. All of them: it has come; of none: it did not.
     */
    void fetching(petrel::PlacementId message, const QByteArray &path, qint64 done, qint64 total);
    /** The outbox row was accepted by the server, refused, or is uncertain. */
    void sendFinished(petrel::OutboxId id);
    /**
     * The server has put a message off for RetryPolicy::kTellOfDelayAfter by now; told of each, and again each day. It is tried
     * again at `item.notBefore`, as long as that takes.
     */
    void sendDelayed(const petrel::OutboxItem &item);
};

} // namespace petrel::engine
