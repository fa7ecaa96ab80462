#pragma once

#include "core/engine/engine.h"
#include "core/engine/pass_context.h"

namespace petrel::engine {

// Accounts and their secrets, kept in two places that must agree. Secrets first, then the row that needs
// them: a cut between leaves a secret nobody uses, never an account without its password. Worker threads.

/** Invalid: what checkAccount() says, or a name that another account has. */
[[nodiscard]] Result<AccountId> keepAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop);
[[nodiscard]] Status changeAccount(Surroundings &around, const AccountDraft &draft, const StopToken &stop);
[[nodiscard]] Status dropAccount(Surroundings &around, AccountId account, const StopToken &stop);
[[nodiscard]] Status keepPassword(Surroundings &around, AccountId account, const Secret &password, const StopToken &stop);

/** Invalid, with a phrase that names the field: no name, no address, no host, port 0, no user. */
[[nodiscard]] Status checkAccount(const Account &account);

} // namespace petrel::engine
