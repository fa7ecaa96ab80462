#pragma once

#include "core/engine/account_draft.h"
#include "core/engine/pass_context.h"
#include "core/engine/policy_refusal.h"
#include "core/engine/sign_in_page.h"
#include "core/oauth/issuer.h"
#include "core/oauth/token_keeper.h"
#include "core/sasl/mechanism.h"

namespace petrel::engine {

// How an account is let in at its servers: by password, by access token, or by certificate (Account::signIn). Worker threads.

/** An unlock prompt of the keychain waits for the person; nothing else of the program does meanwhile. */
inline constexpr std::chrono::minutes kSecretBudget{5};

/** What the person has just given, before any of it is kept. */
struct SecretsInHand
{
    Secret password;    ///< empty: the kept one
    Secret accessToken; ///< empty: from the kept grant
};

/**
 * What this end of the account signs in with; an issuer is asked for an access token where none is at hand. Errors: those of the SecretStore;
 * Auth "no-secret": no password is kept for this host, port and user; Auth of the family "oauth-..." (core/oauth/refusal.h,
 * TokenKeeper); Network "oauth-unreachable" and "oauth-tls": the issuer's server, not the one of the mail; Invalid "oauth-settings", and "oauth-foreign-server":
 * the outgoing server is none of the issuer's, which is known by the incoming one.
 */
[[nodiscard]] Result<sasl::Credentials> signInCredentials(Surroundings &around, const Account &account, AccountSide side, const StopToken &stop,
                                                          const SecretsInHand &hand = {});

/** Where the account's tokens come from: as its settings say, or known by its mail server. Invalid "oauth-settings": neither, no client id, or no https. */
[[nodiscard]] Result<oauth::Issuer> issuerOf(const Account &account);
/** The grant that the account's access tokens come from. Errors: those of issuerOf() and of the SecretStore. */
[[nodiscard]] Result<oauth::Grant> grantOf(Surroundings &around, const Account &account, const StopToken &stop);
/** What a sign-in brought is the account's grant from here on. Errors as above. */
[[nodiscard]] Status keepGrant(Surroundings &around, const Account &account, const SignedIn &signedIn, const StopToken &stop);
/** The grant under this key is forgotten, at the store and in memory. */
[[nodiscard]] Status forgetGrant(Surroundings &around, const Account &account, const StopToken &stop);

/**
 * Takes the person to the issuer and waits until they have signed in there, a quarter of an hour at most; nothing is kept. `show` is called once,
 * on this thread. The client's secret is the draft's, or the kept one. Errors: those of oauth::signInWithBrowser() and signInElsewhere(), and of issuerOf().
 */
[[nodiscard]] Result<SignedIn> signInAtIssuer(Surroundings &around, const AccountDraft &draft, SignInPlace place, const ReturnWords &words,
                                              const std::function<void(const SignInPage &)> &show, const StopToken &stop);

/** The person has to sign in again: the grant ended, there is none, or the mail servers take none of its tokens. */
[[nodiscard]] bool wantsSignIn(const Error &error);
/** A server said no to an access token, for whatever reason that is none of its rules. */
[[nodiscard]] bool isRefusedToken(const Error &error);

/** Told what became of a log-in with these credentials: only of tokens anybody keeps book. */
void tellAccepted(Surroundings &around, const Account &account, AccountSide side);
void tellRefused(Surroundings &around, const Account &account, AccountSide side, const sasl::Credentials &credentials);
/** Auth "oauth-refused", with what the server said last: another token would not help. */
[[nodiscard]] Error refusedTwice(Error refusal);

/**
 * Lets `enter` connect and log in with what this end signs in with. When the server takes no access token, it is called once more with a fresh
 * one, on another connection; a password is never tried twice. `enter` returns a Result of whatever is wanted.
 */
template <class Enter>
auto signedIn(PassContext &context, AccountSide side, Enter enter) -> decltype(enter(sasl::Credentials()))
{
    for (bool isFirst = true;; isFirst = false) {
        const sasl::Credentials credentials = TRY(signInCredentials(context.around, context.account, side, context.stop));
        auto entered = enter(credentials);
        if (credentials.accessToken.isEmpty())
            return entered ? std::move(entered) : withPolicy(std::move(entered).error());
        if (entered) {
            tellAccepted(context.around, context.account, side);
            return entered;
        }
        Error error = withPolicy(std::move(entered).error());
        if (!isRefusedToken(error))
            return error;
        tellRefused(context.around, context.account, side, credentials);
        if (!isFirst)
            return refusedTwice(std::move(error));
    }
}

} // namespace petrel::engine
