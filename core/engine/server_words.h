#pragma once

#include "core/engine/pass_context.h"

namespace petrel::engine {

/** A server's words as the person may see them: one line without control characters or overrides of direction, 300 characters at most. */
[[nodiscard]] QString plainWords(const QByteArray &words);

/**
 * Hands what the account's server wants the person to read to PassContext::serverSays: the same words once a day, and 20
 * different ones at most. Any worker thread, outside of write transactions.
 */
[[nodiscard]] std::function<void(const QByteArray &words)> wordsFor(const PassContext &context);

} // namespace petrel::engine
