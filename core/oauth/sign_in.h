#pragma once

#include "core/net/https_client.h"
#include "core/oauth/device_authorization.h"
#include "core/oauth/loopback_receiver.h"

#include <functional>

namespace petrel::oauth {

/** Who signs in where, as whom. */
struct SignIn
{
    Issuer issuer;
    Client client;
    QString address = {}; ///< a hint for the issuer
};

/**
 * Opens the issuer's page in the browser and waits until the person has signed in there. `open` gets the address; what comes of it nobody
 * knows, so the address may be shown for copying as well. Blocks, on a worker.
 *
 * Errors: Invalid "oauth-settings" (no client id, or an address that is no https); those of codeIn(), tokensIn(), LoopbackReceiver and
 * HttpsClient.
 */
[[nodiscard]] Result<Tokens> signInWithBrowser(net::HttpsClient &https, const SignIn &who, const BrowserPages &pages, const std::function<void(const QUrl &)> &open,
                                               const Deadline &deadline, const StopToken &stop);

/**
 * For a machine without a browser, where the issuer offers it: `show` gets the address and the code to be typed there, and this waits until the
 * person has. Blocks, on a worker. Errors as above, and Unsupported "oauth-no-device".
 */
[[nodiscard]] Result<Tokens> signInElsewhere(net::HttpsClient &https, const SignIn &who, const std::function<void(const DeviceAuthorization &)> &show,
                                             const Deadline &deadline, const StopToken &stop);

/** Another access token for a grant that was given, and for as much of it as is left. Errors: those of tokensIn() and HttpsClient. */
[[nodiscard]] Result<Tokens> refreshTokens(net::HttpsClient &https, const Issuer &issuer, const Client &client, const Secret &refresh, const Deadline &deadline,
                                           const StopToken &stop);

} // namespace petrel::oauth
