#pragma once

#include "core/engine/pass_context.h"
#include "core/smtp/session.h"

#include <memory>

namespace petrel::engine {

/**
 * The connection over which an account's mail leaves, kept for a while behind the last message: who writes two letters in a
 * minute signs in once. The worker's thread, and its transcript, which outlives the line. Given back only while the server answers on it, so a line that died in silence
 * costs no message an attempt.
 */
class SubmissionLine
{
public:
    static constexpr std::chrono::seconds kKeptFor{60};

    explicit SubmissionLine(std::chrono::milliseconds keptFor = kKeptFor) : m_keptFor(keptFor) {}

    /** The kept session, asked for a sign of life; null: there is none, or it gave none. */
    [[nodiscard]] std::unique_ptr<smtp::SmtpSession> take(const StopToken &stop);
    /** Kept from now on, unless it is over. */
    void keep(std::unique_ptr<smtp::SmtpSession> session);
    /** When nothing was sent for so long: says QUIT. */
    void closeIdle(const StopToken &stop);
    /** At once, without a word: the line is dead, or the person went offline. */
    void drop() { m_session.reset(); }
    /** When closeIdle() is to be called; never(): nothing is kept. */
    [[nodiscard]] Deadline keptUntil() const { return m_session ? m_until : Deadline::never(); }

private:
    std::chrono::milliseconds m_keptFor;
    Deadline m_until = Deadline::never();
    std::unique_ptr<smtp::SmtpSession> m_session;
};

} // namespace petrel::engine
