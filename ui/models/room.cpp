#include "ui/models/room.h"

#include "ui/common/formats.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Room)
};

constexpr int kNearly = 90;
constexpr int kFull = 100;

/** Whole per cents, rounded down: full is what is full. A server may tell any numbers. */
int percentOf(const engine::QuotaUse &use)
{
    const double share = 100.0 * static_cast<double>(std::max<std::int64_t>(use.used, 0)) / static_cast<double>(use.limit);
    return static_cast<int>(std::min(share, 999.0));
}

QString textOf(const engine::QuotaUse &use)
{
    if (use.what == engine::QuotaUse::What::Messages)
        return Words::tr("%1 of %2 messages").arg(countText(use.used), countText(use.limit));
    return Words::tr("%1 of %2 used").arg(sizeText(use.used), sizeText(use.limit));
}

} // namespace

std::optional<Room> roomFrom(const QList<engine::QuotaUse> &quotas)
{
    std::optional<Room> nearest;
    for (const engine::QuotaUse &use : quotas) {
        const int percent = use.limit > 0 ? percentOf(use) : 0;
        if (use.limit <= 0 || (nearest && nearest->percent >= percent))
            continue;
        const RoomLevel level = percent >= kFull ? RoomLevel::Full : percent >= kNearly ? RoomLevel::Nearly : RoomLevel::Fine;
        const QString sign = level == RoomLevel::Full ? Words::tr("full") : level == RoomLevel::Nearly ? Words::tr("%1 % full").arg(percent) : QString();
        nearest = Room{level, percent, textOf(use), sign};
    }
    return nearest;
}

QString roomInWords(const Room &room)
{
    const QString used = Words::tr("%1 (%2 %)", "so much used (per cent)").arg(room.text).arg(room.percent);
    switch (room.level) {
    case RoomLevel::Full: return Words::tr("%1. New mail may be turned away until there is room: delete what you no longer need, and empty the trash.").arg(used);
    case RoomLevel::Nearly: return Words::tr("%1. It will be full soon.").arg(used);
    case RoomLevel::Fine: break;
    }
    return used;
}

} // namespace petrel::ui
