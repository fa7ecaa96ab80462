#pragma once

#include "core/model/account.h"
#include "core/model/message.h"
#include "core/store/sqlite/statement.h"

#include <optional>

namespace petrel::store {

/** An address list as the database keeps it: one "name TAB address" per line. */
[[nodiscard]] QString addressText(const AddressList &addresses);
[[nodiscard]] AddressList addressesFrom(const QString &text);

/** The columns of a MessageRow, of `placement AS p` and `message AS m`; read them with messageRow(). */
inline constexpr const char *kMessageRowColumns =
    "p.id, p.message, m.account, m.fetched_by, p.view_folder, m.thread, p.uid, m.message_id, m.from_list, m.to_list, m.subject, m.preview, "
    "p.sort_date, m.size, p.flags_view, m.attachments, m.body_state, "
    "(p.want_set | p.want_clear | p.want_folder | p.floating_since) <> 0 OR EXISTS (SELECT 1 FROM placement_keyword WHERE placement = p.id AND want <> 0 AND kept_here = 0), "
    "(SELECT group_concat(keyword, char(10)) FROM placement_keyword WHERE placement = p.id AND (want = 1 OR (want = 0 AND base = 1)))";
[[nodiscard]] MessageRow messageRow(sqlite::Statement &row);

/** The columns offline_bodies and offline_days of a folder; nothing: as its account says. */
[[nodiscard]] std::optional<OfflinePolicy> offlinePolicyFrom(sqlite::Statement &row);

/** "nothing with number 7 in folder": the NotFound of a look-up by id. */
[[nodiscard]] Error noSuchRow(const char *table, std::int64_t id);

} // namespace petrel::store
