#pragma once

#include "core/engine/account_status.h"
#include "ui/common/error_sentence.h"

namespace petrel::ui {

/**
 * The sentence for a failed test: no mail is concerned yet, so it speaks of the settings instead. A server that takes the
 * connection and then says nothing is told from one that is not there, with the port and security that it may want.
 */
[[nodiscard]] ErrorSentence trialSentence(const Error &error, const Account &account, engine::TestStep::Side side,
                                          engine::TestStep::Awaits awaits);

} // namespace petrel::ui
