#pragma once

#include "core/base/result.h"
#include "core/net/https_client.h"
#include "core/oauth/issuer.h"

#include <QJsonObject>

namespace petrel::oauth {

/**
 * What the token endpoint said (RFC 6749, 5). Errors: those of refusal(); nonsense() for what is no JSON object, no bearer token, or a token
 * with bytes that none has; Throttled "oauth-busy" for 429 and 5xx. Pure.
 */
[[nodiscard]] Result<Tokens> tokensIn(const net::HttpResponse &response, const QStringList &scopesAsked);

/** The JSON object of an answer that is no error; the errors are those above. Pure. */
[[nodiscard]] Result<QJsonObject> objectIn(const net::HttpResponse &response);

} // namespace petrel::oauth
