#pragma once

#include "core/engine/workers/worker.h"

namespace petrel::engine {

/** Fetches from the maildrop at start, at each interval and on demand; one session each. */
class Pop3Worker final : public Worker
{
public:
    explicit Pop3Worker(WorkerPlace place);
    ~Pop3Worker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override {}
    void onTrouble(const Error &error) override;
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
