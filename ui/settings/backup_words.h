#pragma once

#include <QStringList>

namespace petrel::ui {

/** Of mail that is damaged in a backup and whole nowhere: how much, and whose subjects; empty when there is none. Ends with a full stop. */
[[nodiscard]] QString damagedMail(const QStringList &subjects);

} // namespace petrel::ui
