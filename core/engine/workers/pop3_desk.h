#pragma once

#include "core/engine/workers/body_requests.h"
#include "core/model/maildrop_entry.h"

#include <atomic>
#include <mutex>
#include <vector>

namespace petrel::engine {

/** Somebody wants to see what lies at the server. */
struct MaildropRequest
{
    StopToken wanted; ///< stopped: nobody does any more
    std::function<void(const Result<QList<MaildropEntry>> &)> answer;
};

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
    void add(MaildropRequest request);
    /** Mail is to be fetched now, not only listed. */
    void wantLook() { m_looks = true; }
    [[nodiscard]] bool takeLook() { return m_looks.exchange(false); }
    /** Those that wait for a listing; who takes them answers them. */
    [[nodiscard]] std::vector<MaildropRequest> takeListings();
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
    std::vector<MaildropRequest> m_listings;
    std::atomic<bool> m_looks{false};
    std::vector<Waiting> m_waiting;
};

} // namespace petrel::engine
