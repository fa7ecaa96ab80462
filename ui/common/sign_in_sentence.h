#pragma once

#include "ui/common/error_sentence.h"

#include <optional>

namespace petrel::ui {

/**
 * The sentence where no password is wrong: the issuer of an account (OAuth 2.0), or a rule of its servers, wants something else (codes
 * "oauth-...", "policy-...", "token-refused", "no-mechanism" ...). The advice is what to look at, in order. Nothing for any other code. `name` is what the person calls the
 * account, `meanwhile` what is true for its mail.
 */
[[nodiscard]] std::optional<ErrorSentence> signInSentence(const QByteArray &code, const QString &name, const QString &meanwhile);

/** It has one of those codes. */
[[nodiscard]] bool isAboutSigningIn(const Error &error);

/** What the sentence suggests first: SignIn, EnterPassword ...; nothing for any other code. */
[[nodiscard]] std::optional<NextStep> suggestedStep(const Error &error);

} // namespace petrel::ui
