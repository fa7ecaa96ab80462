#include "ui/mainwindow/departures.h"

#include "core/store/reader.h"
#include "ui/models/read_access.h"

#include <algorithm>

namespace petrel::ui {

Departures::Departures(engine::EngineEvents &events, ReadAccess &access, QObject *parent) : QObject(parent), m_access(access)
{
    connect(&events, &engine::EngineEvents::changed, this, [this](const ChangeSet &changes) {
        if (changes.outbox && !m_all.isEmpty())
            look();
    });
}

void Departures::add(OutboxId id, const QString &subject, std::int64_t notBefore)
{
    m_all.append({.id = id, .account = {}, .subject = subject, .notBefore = notBefore});
    look(); // the server may have been quicker than the word that it is queued
}

void Departures::withdraw(OutboxId id)
{
    QList<Departure> seen = m_all;
    seen.removeIf([id](const Departure &one) { return one.id != id; });
    for (Departure &one : seen)
        one.state = OutboxState::Cancelled;
    take(seen);
}

QList<Departure> Departures::held() const
{
    QList<Departure> held = m_all;
    held.removeIf([](const Departure &one) { return !one.isHeld(); });
    return held;
}

void Departures::look()
{
    m_access.read(this, [all = m_all](const store::Reader &reader) -> Result<QList<Departure>> {
        QList<Departure> seen = all;
        for (Departure &one : seen) {
            const Result<OutboxItem> item = reader.outboxItem(one.id);
            if (!item && item.error().kind != ErrorKind::NotFound)
                return item.error();
            one.state = item ? item->state : OutboxState::Cancelled; // gone with its account
            one.attempts = item ? item->attempts : 0;
            one.notBefore = item ? item->notBefore : 0;
            one.account = item ? item->account : one.account;
        }
        return seen;
    }, [this](const Result<QList<Departure>> &seen) {
        if (seen)
            take(*seen); // a damaged store is told elsewhere
    });
}

/** What was sent meanwhile is not among those that were looked for, and stays as it is. */
void Departures::take(const QList<Departure> &seen)
{
    const QList<Departure> before = m_all;
    for (const Departure &one : seen) {
        const auto known = std::find_if(m_all.begin(), m_all.end(), [&](const Departure &ours) { return ours.id == one.id; });
        if (known != m_all.end())
            *known = one;
    }
    m_all.removeIf([](const Departure &one) { return one.state == OutboxState::Sent; });
    if (m_all != before)
        Q_EMIT changed();
}

} // namespace petrel::ui
