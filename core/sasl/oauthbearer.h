#pragma once

#include "core/sasl/mechanism.h"
#include "core/sasl/token_refusal.h"

namespace petrel::sasl {

/**
 * OAUTHBEARER (RFC 7628): an OAuth 2.0 access token. A server that does not take it says why in a challenge of JSON, wants a
 * lone ^A for answer and then refuses; its word ("invalid_token") is the reason().
 */
class OAuthBearer final : public Mechanism
{
public:
    explicit OAuthBearer(Credentials credentials) : m_credentials(std::move(credentials)) {}

    [[nodiscard]] QByteArray name() const override;
    [[nodiscard]] std::optional<Secret> initialResponse() override;
    [[nodiscard]] Result<Secret> step(const QByteArray &challenge) override;
    [[nodiscard]] Error refused(Error refusal) const override { return m_refusal.told(std::move(refusal)); }

private:
    Credentials m_credentials;
    TokenRefusal m_refusal;
};

} // namespace petrel::sasl
