#pragma once

#include "core/engine/engine_events.h"
#include "core/model/outbox.h"

#include <QList>
#include <QObject>

namespace petrel::ui {

class ReadAccess;

/** A message that was sent in this window, and how it stands in the outbox. */
struct Departure
{
    OutboxId id;
    AccountId account; ///< none until the outbox was read
    QString subject;
    OutboxState state = OutboxState::Queued;
    int attempts = 0;
    std::int64_t notBefore = 0; ///< UTC seconds: when it goes, or when it is tried again

    /** Not gone out yet, and nobody said why: it waits for its first attempt, or the server has it in hand. */
    [[nodiscard]] bool isHeld() const { return state == OutboxState::Sending || (state == OutboxState::Queued && attempts == 0); }

    friend bool operator==(const Departure &, const Departure &) = default;
};

/**
 * What was sent in this window and has not arrived at the server for certain, as the outbox knows it: read anew whenever
 * that changes, so a verdict is known here as it falls. GUI thread.
 */
class Departures : public QObject
{
    Q_OBJECT
public:
    /** `access` is borrowed. */
    Departures(engine::EngineEvents &events, ReadAccess &access, QObject *parent);

    void add(OutboxId id, const QString &subject, std::int64_t notBefore);
    /** It is a draft again: known before the outbox is read anew. */
    void withdraw(OutboxId id);
    /** Without what was sent for certain. */
    [[nodiscard]] const QList<Departure> &all() const { return m_all; }
    [[nodiscard]] QList<Departure> held() const;

Q_SIGNALS:
    void changed();

private:
    void look();
    void take(const QList<Departure> &seen);

    ReadAccess &m_access;
    QList<Departure> m_all;
};

} // namespace petrel::ui
