#pragma once

#include "core/base/clock.h"
#include "core/engine/account_status.h"
#include "core/engine/engine_events.h"
#include "core/engine/server_facts.h"

#include <QMap>

#include <functional>
#include <mutex>

namespace petrel::engine {

/**
 * Which of an account's workers speaks: trouble with sending must not be hidden by a happy inbox, and the connection that
 * only watches the inbox says nothing but its trouble, which is over when it is back.
 */
enum class StatusSide { Receiving, Watching, Sending };

/**
 * The last status of each account, made of what its receiving and its sending workers say. Workers
 * change it on their threads; EngineEvents hears of it on its own, at most every 100 ms for mere
 * progress so that a fast sync does not flood the window.
 */
class StatusBoard
{
public:
    explicit StatusBoard(EngineEvents &events) : m_events(events) {}

    void change(AccountId account, StatusSide side, const std::function<void(AccountStatus &)> &edit);
    void setPending(AccountId account, int pending);
    /** Told when they are others than before, but for their age. */
    void setFacts(AccountId account, const ServerFacts &facts);
    void forget(AccountId account);
    [[nodiscard]] AccountStatus status(AccountId account) const;
    [[nodiscard]] ServerFacts facts(AccountId account) const;

private:
    struct Entry
    {
        AccountStatus receiving;
        AccountStatus watching;
        AccountStatus sending;
        [[nodiscard]] AccountStatus &of(StatusSide side);
        int pending = 0;
        AccountStatus shown;
        Clock::Monotonic told{};
    };
    static AccountStatus merged(AccountId account, const Entry &entry);
    void publish(AccountId account, const std::function<void(Entry &)> &edit);

    EngineEvents &m_events;
    mutable std::mutex m_mutex;
    QMap<AccountId, Entry> m_entries;
    QMap<AccountId, ServerFacts> m_facts;
};

} // namespace petrel::engine
