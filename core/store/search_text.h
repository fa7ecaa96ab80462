#pragma once

#include <QString>

namespace petrel::store {

/**
 * Text as the index takes it: compatibility forms unified (NFKC), and runs of Chinese, Japanese and
 * Korean, which have no spaces to split at, written as overlapping pairs with the last character once
 * more alone: "\u6771\u4eac\u90fd" becomes "\u6771\u4eac \u4eac\u90fd \u90fd".
 */
[[nodiscard]] QString indexText(const QString &text);

/**
 * One searched term in the same form, as a quoted FTS5 string that cannot be taken for syntax, with
 * a '*' when any continuation of its last word matches. Empty when the term has no letter or digit.
 */
enum class Continuation { Exact, AnyEnding };
[[nodiscard]] QString matchTerm(const QString &term, Continuation continuation);

} // namespace petrel::store
