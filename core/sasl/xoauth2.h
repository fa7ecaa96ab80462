#pragma once

#include "core/sasl/mechanism.h"
#include "core/sasl/token_refusal.h"

namespace petrel::sasl {

/**
 * XOAUTH2, Google's and Microsoft's form of OAUTHBEARER, older than it and without RFC: user and access token in one message. A
 * server that does not take them says why in a challenge of JSON, wants an empty line for answer and then refuses.
 */
class XOAuth2 final : public Mechanism
{
public:
    explicit XOAuth2(Credentials credentials) : m_credentials(std::move(credentials)) {}

    [[nodiscard]] QByteArray name() const override;
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;
    [[nodiscard]] Error refused(Error refusal) const override { return m_refusal.told(std::move(refusal)); }

private:
    Credentials m_credentials;
    TokenRefusal m_refusal;
};

} // namespace petrel::sasl
