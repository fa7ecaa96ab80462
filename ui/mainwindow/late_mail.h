#pragma once

#include "core/engine/engine.h"
#include "core/model/outbox.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace petrel::ui {

class ReadAccess;

/**
 * Mail whose time came while Petrel did not run, the computer slept, or there was no network: it goes out late, which is
 * told once. Looks as the window opens, whenever the outbox changes, and each minute. GUI thread.
 */
class LateMail : public QObject
{
    Q_OBJECT
public:
    /** All borrowed. */
    LateMail(engine::Engine &engine, ReadAccess &access, QObject *parent);

Q_SIGNALS:
    /** One sentence, to be read in the person's own time. */
    void told(const QString &sentence);

private:
    void look();
    /** As they stood at `now` (UTC seconds). */
    void take(const QList<OutboxItem> &scheduled, std::int64_t now);
    [[nodiscard]] QString sentenceFor(const QList<OutboxItem> &late) const;

    engine::Engine &m_engine;
    ReadAccess &m_access;
    QTimer m_eachMinute;
    QSet<OutboxId> m_waiting; ///< were to go out later when they were seen last
    QSet<OutboxId> m_told;
};

} // namespace petrel::ui
