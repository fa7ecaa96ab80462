#pragma once

#include "core/sasl/mechanism.h"

namespace petrel::sasl {

/** PLAIN (RFC 4616): user and password in one message, readable by whoever reads the channel. */
class Plain final : public Mechanism
{
public:
    explicit Plain(Credentials credentials) : m_credentials(std::move(credentials)) {}

    [[nodiscard]] QByteArray name() const override;
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
};

} // namespace petrel::sasl
