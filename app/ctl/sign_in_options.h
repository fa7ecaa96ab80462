#pragma once

#include "app/ctl/session.h"
#include "core/engine/engine.h"

namespace petrel::ctl {

/**
 * How the account signs in, as the options of `account add` say: the settings, and the secrets that come with them (a password, the client's
 * secret, a certificate). Nobody signs in anywhere. Invalid: none or more than one way, or one without what it takes.
 */
[[nodiscard]] Status takeSignInOptions(const Arguments &arguments, engine::AccountDraft &draft);

/** Takes the person to the account's issuer: where, and by which code, is told on standard error. --device: in any browser, by a code. */
[[nodiscard]] Result<SignedIn> signInAtTerminal(Session &session, const Arguments &arguments, const engine::AccountDraft &draft);

} // namespace petrel::ctl
