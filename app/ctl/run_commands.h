#pragma once

#include "app/ctl/exit_code.h"
#include "app/ctl/session.h"

namespace petrel::ctl {

// One function per command group. The Result's error becomes a sentence and an exit code in main().

[[nodiscard]] Result<ExitCode> runAccountCommand(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runFolderCommand(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runLabelCommand(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runMaildropCommand(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runMessageCommand(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runSearch(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runSync(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runSend(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runOutboxCommand(Session &session, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runCheck(Session &session, const Arguments &arguments);
/** Opens the profile itself, where one is wanted: it is closed to be restored. */
[[nodiscard]] Result<ExitCode> runBackupCommand(const Arguments &arguments);

/** As `check` answers: what was found, or the sentence that nothing was. */
void printFindings(const QList<store::Finding> &findings, bool json, const QString &whole);

} // namespace petrel::ctl
