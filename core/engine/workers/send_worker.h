#pragma once

#include "core/engine/send/submission_line.h"
#include "core/engine/workers/worker.h"

namespace petrel::engine {

/** Empties the outbox: asleep until something is queued or due, or the kept line has waited long enough. */
class SendWorker final : public Worker
{
public:
    SendWorker(WorkerPlace place, std::function<void()> onSent);
    ~SendWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override { m_line.drop(); }
    void onTrouble(const Error &error) override;

    SubmissionLine m_line;
    std::function<void()> m_onSent; ///< copies for the Sent folder are waiting, or what is uncertain is to be looked for
};

} // namespace petrel::engine
