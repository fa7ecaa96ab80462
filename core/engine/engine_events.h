#pragma once

#include "core/engine/account_status.h"
#include "core/model/changes.h"

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
    /** The secret of this account is not at hand (in-memory mode, or the server refuses it): ask, then Engine::provideSecret. */
    void secretWanted(petrel::AccountId account);
    void onlineChanged(bool online);
    /** A wish nobody waits for could not even be recorded: no such folder, disk full. */
    void wishFailed(const petrel::Error &error);
    /** The outbox row was accepted by the server, refused, or is uncertain. */
    void sendFinished(petrel::OutboxId id);
};

} // namespace petrel::engine
