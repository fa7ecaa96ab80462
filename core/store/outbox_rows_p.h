#pragma once

#include "core/base/result.h"
#include "core/model/outbox.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

/** The columns of an OutboxItem; read them with outboxItems(). */
inline constexpr const char *kOutboxColumns =
    "id, account, message_id, envelope_from, subject, to_shown, raw, size, state, attempts, queued_at, not_before, last_error, server_text, ask_delivered, require_tls, reports";

/** Everything `statement` (SELECT kOutboxColumns ...) gives, with the recipients. */
[[nodiscard]] Result<QList<OutboxItem>> outboxItems(sqlite::Database &database, sqlite::Statement statement);

} // namespace petrel::store
