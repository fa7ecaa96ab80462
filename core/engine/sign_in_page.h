#pragma once

#include "core/model/account.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace petrel::engine {

/** Where the person signs in to an issuer (OAuth 2.0). */
enum class SignInPlace {
    ThisBrowser, ///< in the browser of this computer, which then comes back to Petrel
    Anywhere,    ///< in any browser, where a code is typed (RFC 8628); not all issuers offer it
};

/** What the browser shows when it comes back, in the person's language. Plain text. */
struct ReturnWords
{
    QString title;
    QString answered; ///< "You can close this tab and go back to Petrel."
    QString refused;  ///< it came with something that nobody asked for
};

/** What the person needs for signing in: told once it is known, while they are waited for. */
struct SignInPage
{
    QUrl address;
    QString code = {}; ///< to be typed there; empty with ThisBrowser
};

/** What is known of the issuer that an account would sign in to, without asking anybody. */
struct IssuerFacts
{
    QString name;            ///< "Google"; where the settings tell its addresses, its host
    bool hasTenants = false; ///< OAuthSettings::tenant means something
    bool givesCodes = false; ///< SignInPlace::Anywhere is offered

    friend bool operator==(const IssuerFacts &, const IssuerFacts &) = default;
};

/** Nothing: none is known for its servers, and the settings name none. Whether there is a client id does not matter. Pure. */
[[nodiscard]] std::optional<IssuerFacts> issuerFacts(const Account &account);

} // namespace petrel::engine
