#pragma once

#include "core/engine/workers/body_requests.h"

#include <mutex>
#include <vector>

namespace petrel::engine {

/**
 * Whole messages that people wait for, of a maildrop that gave their headers only. The engine adds, the worker writes each down as wanted
 * before its session, and answers as they come. Any thread.
 */
class Pop3Desk
{
public:
    Pop3Desk() = default;
    /** Whoever still waits is told: the account's connection ends. */
    ~Pop3Desk();
    Pop3Desk(const Pop3Desk &) = delete;
    Pop3Desk &operator=(const Pop3Desk &) = delete;

    /** Answered by answer() or refuse() once the worker has accepted it. */
    void add(BodyRequest request);
    /** What was added by now is wanted from the next session on, also if nobody waits for it any more by then. */
    void accept(store::Store &store);
    void tellComing(MessageId message, qint64 done, qint64 total);
    /** It is here. */
    void answer(MessageId message);
    /** All that was accepted. */
    void refuse(const Error &error);

private:
    struct Waiting
    {
        BodyRequest request;
        MessageId message;
    };
    [[nodiscard]] std::vector<Waiting> takeOf(MessageId message);

    std::mutex m_mutex;
    std::vector<BodyRequest> m_added;
    std::vector<Waiting> m_waiting;
};

} // namespace petrel::engine
