#include "core/net/rejected_certificates.h"

namespace petrel::net {

void RejectedCertificates::record(CertificateProblem problem)
{
    const std::lock_guard lock(m_mutex);
    std::pair key(problem.host, problem.port);
    m_problems.insert_or_assign(std::move(key), std::move(problem));
}

std::optional<CertificateProblem> RejectedCertificates::of(const QString &host, quint16 port) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_problems.find({host, port});
    return found == m_problems.end() ? std::nullopt : std::optional(found->second);
}

void RejectedCertificates::clear()
{
    const std::lock_guard lock(m_mutex);
    m_problems.clear();
}

} // namespace petrel::net
