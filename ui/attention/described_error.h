#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace petrel::ui {

/**
 * The store keeps errors as describe() wrote them; the kind is their first word ("refused: ..."). Nothing for the
 * store's own remarks, which name no kind. The whole line stays in `what`.
 */
[[nodiscard]] std::optional<Error> describedError(const QString &line);

} // namespace petrel::ui
