#pragma once

#include "core/model/account.h"
#include "core/model/folder.h"
#include "core/model/message.h"
#include "core/model/outbox.h"
#include "core/engine/sync_report.h"

#include <QJsonArray>
#include <QJsonObject>

namespace petrel::ctl {

// The documented keys of petrelctl(1): they are kept once they are there.

[[nodiscard]] QJsonObject toJson(const Account &account);
/** `accounts`: names by id. */
[[nodiscard]] QJsonObject toJson(const FolderRow &folder, const QString &accountName);
[[nodiscard]] QJsonObject toJson(const MessageRow &row, const QString &accountName, const QString &folderPath);
[[nodiscard]] QJsonObject toJson(const OutboxItem &item, const QString &accountName);
[[nodiscard]] QJsonObject toJson(const PartInfo &part);
[[nodiscard]] QJsonObject toJson(const engine::SyncReport &report, double seconds);
[[nodiscard]] QJsonObject toJson(const Error &error);
/** "2026-11-22T09:42:00Z"; an empty string for 0. */
[[nodiscard]] QString isoTime(std::int64_t utcSeconds);

} // namespace petrel::ctl
