#pragma once

#include "core/base/secret.h"
#include "core/model/account.h"

#include <optional>

namespace petrel::engine {

/** An account as the wizard hands it over, with its secrets. */
struct AccountDraft
{
    Account account;          ///< id null for a new one
    Secret incomingPassword;
    Secret outgoingPassword;  ///< empty: the incoming one
    std::optional<SignedIn> signedIn = {}; ///< for SignInWay::OAuth; nothing: what is kept, if anything is
    Secret clientSecret = {}; ///< for SignInWay::OAuth, where the issuer gave one; empty: the kept one
    Secret clientPem = {};    ///< for SignInWay::Certificate: certificate, chain and key in PEM; empty: the kept one
};

} // namespace petrel::engine
