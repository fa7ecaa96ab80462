#pragma once

#include "core/engine/engine.h"
#include "core/engine/pass_context.h"
#include "core/secrets/session_secret_store.h"

namespace petrel::engine {

// Accounts and their secrets, kept in two places that must agree. Secrets come before the row that needs them and
// go after it: a cut between leaves a secret nobody uses, never an account without its password. A password is
// bound to host, port and user (Account::secretFor): a changed server never gets the old one, it is asked for
// anew. Worker threads.

/** Invalid: what checkAccount() says, a name that another account has, or a folder to deliver to that takes in no mail of others ("DELIVERY", see deliveryFolders()). */
[[nodiscard]] Result<AccountId> keepAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop);
/**
 * What was kept for a server that is no longer the account's, for another issuer, or for another way to sign in, is forgotten.
 * Invalid as for keepAccount().
 */
[[nodiscard]] Status changeAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop);
/**
 * Mail that other accounts fetched into its folders goes into theirs first. The account is gone when this is Ok, also where a locked keychain keeps its passwords: those are told in the log.
 */
[[nodiscard]] Status dropAccount(Surroundings &around, AccountId account, const StopToken &stop);
/** A new incoming password serves the outgoing end too where that had none, or the same one before; never the other way round. */
[[nodiscard]] Status keepPassword(Surroundings &around, AccountId account, AccountSide side, const Secret &password, const StopToken &stop);

struct TypedPassword
{
    AccountId account;
    AccountSide side = AccountSide::Incoming;
    Secret password;
};
/**
 * The person's answer to EngineEvents::secretWanted. It is kept, but not where the store could not say what it holds when
 * it was asked last: there the person was asked because of that, and the kept one may be the better. What is not kept, for
 * that reason or because writing failed (the error), serves this session.
 */
[[nodiscard]] Status keepTypedPassword(Surroundings &around, secrets::SessionSecretStore &session, const TypedPassword &typed, const StopToken &stop);

/** Invalid, with a phrase that names the field: no name, no address, no host, port 0, no user, looks too often. */
[[nodiscard]] Status checkAccount(const Account &account);

} // namespace petrel::engine
