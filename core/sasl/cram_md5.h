#pragma once

#include "core/sasl/mechanism.h"

namespace petrel::sasl {

/** CRAM-MD5 (RFC 2195): a keyed digest of the server's challenge; the password itself does not travel. */
class CramMd5 final : public Mechanism
{
public:
    explicit CramMd5(Credentials credentials) : m_credentials(std::move(credentials)) {}

    [[nodiscard]] QByteArray name() const override;
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
    bool m_sent = false;
};

} // namespace petrel::sasl
