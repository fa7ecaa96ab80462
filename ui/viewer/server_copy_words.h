#pragma once

#include "core/model/account.h"
#include "core/model/server_copy.h"

#include <QDateTime>
#include <QString>

namespace petrel::ui {

/** What the server has of a message, and until when, in one sentence or two: "On the server until 6 December 2026." Pure. */
[[nodiscard]] QString serverCopyText(const ServerCopy &copy, const Account &account, const QDateTime &now);

} // namespace petrel::ui
