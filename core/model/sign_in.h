#pragma once

#include "core/base/secret.h"

#include <QString>

#include <cstdint>

namespace petrel {

/** By what an account is let in at its servers, at both ends. */
enum class SignInWay {
    Password = 0,
    OAuth = 1,       ///< the person signs in to an issuer in the browser, and Petrel gets tokens (RFC 6749)
    Certificate = 2, ///< TLS shows one of the person's (SASL EXTERNAL)
};

/**
 * As what program, and where, an account gets its tokens. Petrel ships no client id: each installation registers its own. The
 * addresses are empty where the issuer is known by the mail server's name; else they say it all, and are https.
 */
struct OAuthSettings
{
    QString clientId;
    QString tenant;        ///< Microsoft: "common", "organizations", "consumers" or the name of one; empty: "common"
    QString authorization; ///< opened in the browser
    QString token;
    QString device;        ///< RFC 8628; may be empty
    QString identifier;    ///< what the issuer calls itself (RFC 9207); may be empty
    QString scopes;        ///< with blanks between them

    /** The issuer is told here, not known. */
    [[nodiscard]] bool isByHand() const { return !authorization.isEmpty() || !token.isEmpty() || !device.isEmpty(); }

    friend bool operator==(const OAuthSettings &, const OAuthSettings &) = default;
};

struct SignInSettings
{
    SignInWay way = SignInWay::Password;
    /**
     * The password is told to the server by PLAIN or LOGIN, over TLS only: for servers that offer SCRAM or CRAM-MD5 and cannot check it. The
     * person's own choice; by itself Petrel takes the strongest, and never another after a refusal.
     */
    bool onlyPlain = false;
    OAuthSettings oauth = {};

    friend bool operator==(const SignInSettings &, const SignInSettings &) = default;
};

/** What signing in with OAuth 2.0 brought. */
struct SignedIn
{
    Secret access;
    Secret refresh;           ///< empty: the issuer gave none, and the person signs in again when the other ends
    std::int64_t seconds = 0; ///< for which `access` holds, from when it came
};

} // namespace petrel
