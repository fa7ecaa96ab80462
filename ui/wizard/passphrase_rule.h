#pragma once

#include <QString>

namespace petrel::ui {

/** What is wrong with a new passphrase, as it was typed twice, in words for beside the field; empty: nothing. */
[[nodiscard]] QString newPassphraseProblem(const QString &passphrase, const QString &again);

} // namespace petrel::ui
