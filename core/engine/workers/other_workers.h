#pragma once

#include "core/engine/workers/worker.h"

namespace petrel::engine {

/** Fetches from the maildrop at start, at each interval (or less often, where the server wants that) and on demand; one session each. */
class Pop3Worker final : public Worker
{
public:
    explicit Pop3Worker(WorkerPlace place);
    ~Pop3Worker() override;

    /** The time between two looks: the person's interval, and never less than the server bears (LOGIN-DELAY, RFC 2449 section 6.5), up to a day. */
    [[nodiscard]] static std::chrono::seconds interval(const Account &account, std::chrono::seconds loginDelay);

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override {}
    void onTrouble(const Error &error) override;
    [[nodiscard]] std::chrono::milliseconds leastPause(const Error &error) const override;

    std::chrono::seconds m_loginDelay{0}; ///< as the server last told; the thread's own
};

/** Empties the outbox: asleep until something is queued or due. */
class SendWorker final : public Worker
{
public:
    SendWorker(WorkerPlace place, std::function<void()> onSent);
    ~SendWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override {}
    void onTrouble(const Error &error) override;

    std::function<void()> m_onSent; ///< copies for the Sent folder are waiting
};

} // namespace petrel::engine
