#pragma once

#include "core/engine/account_status.h"
#include "core/model/account.h"
#include "core/model/folder.h"
#include "ui/folderpane/status_foot.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace petrel::ui {

/**
 * What an account is doing, or why it cannot: "Getting 1,204 of 8,310 in Inbox", "Up to date at 09:44, but 1 folder could not be checked",
 * "Home does not answer; next try at 09:50". `left`: what it may still take, where somebody knows (Pace). One line, without
 * a full stop. Any thread.
 */
[[nodiscard]] QString activityText(const engine::AccountStatus &status, const QString &accountName, const QDateTime &now,
                                   std::optional<std::chrono::seconds> left = std::nullopt);
/** "about 3 minutes left"; in whole minutes, hours from two on, so that it does not tick. Any thread. */
[[nodiscard]] QString leftText(std::chrono::seconds left);

/**
 * What happens to one folder of the account now, or why nothing does: "Getting 1,204 of 8,310 in Inbox", "Home does not
 * answer; next try at 09:50", or what the last pass had to leave there. Empty where all is well: the time of its last look
 * says more. Any thread.
 */
[[nodiscard]] QString folderActivityText(const engine::AccountStatus &status, const Account &account, const FolderRow &folder, const QDateTime &now);

/** A sentence for each thing that the last pass had to leave: what, and why. Any thread. */
[[nodiscard]] QStringList troubleTexts(const engine::AccountStatus &status, const Account &account);

/**
 * All accounts in the one line at the foot, the worst first: offline, what needs the person, what is tried again, what is
 * under way, what had to be left ("1 folder not checked"), "Up to date at 09:44" (the time that holds for every account).
 * `left`: what the one account at work may still take.
 */
[[nodiscard]] FootStatus footStatusOf(const QList<engine::AccountStatus> &accounts, bool online, const QDateTime &now,
                                      std::optional<std::chrono::seconds> left = std::nullopt);

} // namespace petrel::ui
