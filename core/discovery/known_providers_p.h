#pragma once

#include "core/discovery/provider_guess.h"

#include <optional>

namespace petrel {

/** The built-in entry of a domain (lower case, ASCII), if there is one. */
[[nodiscard]] std::optional<ProviderGuess> knownProvider(const QString &domain);

} // namespace petrel
