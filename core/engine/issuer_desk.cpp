#include "core/engine/issuer_desk.h"

namespace petrel::engine {

IssuerDesk::Line::Line(const QByteArray &caPem, secrets::SecretStore &secrets) : https(net::TlsPolicy{.caPem = caPem, .pins = {}, .rejected = {}}), tokens(https, secrets) {}

IssuerDesk::Line &IssuerDesk::line(const QByteArray &caPem)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<Line> &line = m_lines[caPem];
    if (!line)
        line = std::make_unique<Line>(caPem, m_secrets);
    return *line;
}

bool IssuerDesk::isNewsThatEnded(const QByteArray &grant)
{
    const std::lock_guard lock(m_mutex);
    return m_ended.insert(grant).second;
}

void IssuerDesk::forgetEnd(const QByteArray &grant)
{
    const std::lock_guard lock(m_mutex);
    m_ended.erase(grant);
}

} // namespace petrel::engine
