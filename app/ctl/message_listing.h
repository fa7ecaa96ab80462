#pragma once

#include "app/ctl/exit_code.h"
#include "app/ctl/session.h"
#include "core/mime/message_content.h"

#include <QSet>

#include <optional>

namespace petrel::ctl {

/** Rows as a table, or as an array of documented objects. */
/** `foundAtServer`: of a search that asked servers, too; these are marked S. */
[[nodiscard]] Status printMessages(Session &session, const QList<MessageRow> &rows, const std::optional<QSet<PlacementId>> &foundAtServer = std::nullopt);
/** One message for people: the usual headers, then the text; or all of it as one JSON object. */
[[nodiscard]] Result<ExitCode> printMessage(Session &session, PlacementId id, const mime::MessageContent &content);
[[nodiscard]] Result<ExitCode> printHeaders(Session &session, const mime::MessageContent &content);
[[nodiscard]] Result<ExitCode> printParts(Session &session, const QList<PartInfo> &parts);

} // namespace petrel::ctl
