#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace petrel::ui {

// The store keeps errors as describe() wrote them, for the log's readers: in English. Here it is an error again, that a
// sentence can be made of, and what the server said.

/** The kind is the first word ("refused: ..."). Nothing for the store's own remarks, which name no kind. The whole line stays in `what`. */
[[nodiscard]] std::optional<Error> describedError(const QString &line);

/** For "Details": the server's words, and its code, as data; empty where the server said nothing. */
[[nodiscard]] QString describedDetails(const QString &line);

} // namespace petrel::ui
