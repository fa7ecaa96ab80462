#pragma once

#include "core/sasl/mechanism.h"

namespace petrel::sasl {

/** EXTERNAL (RFC 4422 appendix A): TLS has shown our certificate already, and only the name to act as is said. */
class External final : public Mechanism
{
public:
    explicit External(Credentials credentials) : m_credentials(std::move(credentials)) {}

    [[nodiscard]] QByteArray name() const override;
    /** The user; empty, where there is none, for the one whom the certificate names. */
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
};

} // namespace petrel::sasl
