#pragma once

#include "core/engine/server_facts.h"

#include <QString>

#include <optional>

namespace petrel::ui {

/** How full a mailbox is. At 90 % it is worth a sign, at 100 % new mail may be turned away. */
enum class RoomLevel { Fine, Nearly, Full };

/** The room an account has at its server, in words: of several limits the one that is nearest. */
struct Room
{
    RoomLevel level = RoomLevel::Fine;
    int percent = 0; ///< may be more than 100
    QString text;    ///< "1.8 GB of 2 GB used"
    QString sign;    ///< "92 % full"; empty while it is fine

    friend bool operator==(const Room &, const Room &) = default;
};

/** Nothing: the server sets no limit, or none is known. */
[[nodiscard]] std::optional<Room> roomFrom(const QList<engine::QuotaUse> &quotas);
/** "1.8 GB of 2 GB used (90 %)", and what follows when it is full. */
[[nodiscard]] QString roomInWords(const Room &room);

} // namespace petrel::ui
