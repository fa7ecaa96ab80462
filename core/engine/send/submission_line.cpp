#include "core/engine/send/submission_line.h"

#include "core/base/log.h"

#include <utility>

namespace petrel::engine {

std::unique_ptr<smtp::SmtpSession> SubmissionLine::take(const StopToken &stop)
{
    std::unique_ptr<smtp::SmtpSession> session = std::exchange(m_session, nullptr);
    if (!session)
        return nullptr;
    const Status alive = session->confirm(stop);
    if (!alive)
        qCInfo(logEngine) << "the kept submission line is over:" << describe(alive.error());
    return alive && !session->isOver() ? std::move(session) : nullptr;
}

void SubmissionLine::keep(std::unique_ptr<smtp::SmtpSession> session)
{
    m_session = session && !session->isOver() ? std::move(session) : nullptr;
    m_until = Deadline::in(m_keptFor);
}

void SubmissionLine::closeIdle(const StopToken &stop)
{
    if (m_session && m_until.passed())
        std::exchange(m_session, nullptr)->quit(stop);
}

} // namespace petrel::engine
