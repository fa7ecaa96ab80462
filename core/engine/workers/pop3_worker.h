#pragma once

#include "core/engine/workers/pop3_desk.h"
#include "core/engine/workers/worker.h"

namespace petrel::engine {

/** Fetches from the maildrop at start, at each interval (or less often, where the server wants that) and on demand; one session each. What people wait for comes first in the next one. */
class Pop3Worker final : public Worker
{
public:
    Pop3Worker(WorkerPlace place, Pop3Desk &desk);
    ~Pop3Worker() override;

    /** The time between two looks: the person's interval, and never less than the server bears (LOGIN-DELAY, RFC 2449 section 6.5), up to a day. */
    [[nodiscard]] static std::chrono::seconds interval(const Account &account, std::chrono::seconds loginDelay);

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override {}
    void onTrouble(const Error &error) override;
    [[nodiscard]] std::chrono::milliseconds leastPause(const Error &error) const override;
    [[nodiscard]] std::chrono::seconds restTime() const override;

    Pop3Desk &m_desk;
    void serveListings(const StopToken &stop);

    /** A maildrop that shows its mail in parts (Gmail) is asked for the next one so often in a row. */
    static constexpr int kPartsInARow = 30;

    Deadline m_nextLook = Deadline::in(std::chrono::seconds(0)); ///< the thread's own
    int m_parts = 0; ///< sessions in a row that each found another part; the thread's own
    std::chrono::seconds m_loginDelay{0}; ///< as the server last told; the thread's own
};

} // namespace petrel::engine
