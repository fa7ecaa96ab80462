#pragma once

#include "core/sasl/mechanism.h"

namespace petrel::sasl {

/** LOGIN (never standardised; draft-murchison-sasl-login): asked for the name, then for the password. The prompts' words are ignored. */
class Login final : public Mechanism
{
public:
    explicit Login(Credentials credentials) : m_credentials(std::move(credentials)) {}

    [[nodiscard]] QByteArray name() const override;
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;

private:
    Credentials m_credentials;
    int m_answered = 0;
};

} // namespace petrel::sasl
