#pragma once

#include "core/model/certificate_problem.h"

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace petrel::net {

/**
 * The last refused certificate of each host and port. An Error carries only a word; whoever wants to
 * show the certificate keeps one of these in the TlsPolicy and asks afterwards. Any thread.
 */
class RejectedCertificates
{
public:
    void record(CertificateProblem problem);
    [[nodiscard]] std::optional<CertificateProblem> of(const QString &host, quint16 port) const;
    void clear();

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<QString, quint16>, CertificateProblem> m_problems;
};

} // namespace petrel::net
