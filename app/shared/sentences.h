#pragma once

#include "core/base/error.h"

namespace petrel::app {

/**
 * What happened, what it means for the mail, and what to do, in one line of plain English for the
 * terminal; then the technical words in brackets. The window has sentences of its own (ui/common).
 */
[[nodiscard]] QString plainSentence(const Error &error);

} // namespace petrel::app
