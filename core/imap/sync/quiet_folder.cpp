#include "core/imap/sync/quiet_folder.h"

namespace petrel::imap {

using namespace std::chrono_literals;

std::chrono::seconds compareRhythm(std::uint32_t messages)
{
    return 15min + std::chrono::seconds(messages / 10); // 20,000 messages: each 48 minutes, 0.8 MB
}

Quiet quietness(const FolderSnapshot &before, const MailboxStatus &now, std::chrono::seconds sinceCompared)
{
    if (before.backfillUid != Uid(1) || !now.messages || !now.uidNext || !now.uidValidity)
        return Quiet::No;
    const bool sameCounters = *now.messages == before.exists && *now.uidNext == before.uidNext && *now.uidValidity == before.uidValidity && *now.uidValidity;
    if (!sameCounters)
        return Quiet::No;
    const ModSeq modSeq = now.highestModSeq.value_or(ModSeq());
    if (modSeq || before.highestModSeq)
        return modSeq == before.highestModSeq ? Quiet::Yes : Quiet::No;
    const bool comparedLately = sinceCompared >= 0s && sinceCompared < compareRhythm(before.exists);
    return now.unseen && comparedLately ? Quiet::IfUnseenAgrees : Quiet::No;
}

} // namespace petrel::imap
