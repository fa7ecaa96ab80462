#include "core/engine/send/sent_habits.h"

#include "core/base/clock.h"
#include "core/base/log.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;
using store::SentLesson;

namespace {

constexpr int kGlances = 3;
constexpr int kExpectedLooks = 6;
constexpr int kPromisedLooks = 9;
/** None beyond two hours: SyncReader takes longer ones for the work of a wrong clock. */
constexpr std::chrono::seconds kPauses[] = {3s, 7s, 20s, 60s, 4min, 30min, 1h, 110min};
constexpr std::int64_t kTwinsOf = 2 * 86400;

/** Ends of host names: Google, Microsoft, Apple, NetEase and Zoho. */
constexpr const char *kFilingHosts[] = {"gmail.com", "googlemail.com", "office365.com", "outlook.com", "hotmail.com", "live.com", "me.com", "icloud.com",
                                        "163.com", "126.com", "yeah.net", "zoho.com", "zoho.eu", "zoho.in"};

} // namespace

bool probablyFilesItself(const Account &account)
{
    const QString host = u'.' + account.outgoing.host.toLower();
    return std::any_of(std::begin(kFilingHosts), std::end(kFilingHosts), [&](const char *end) { return host.endsWith(u'.' + QLatin1String(end)); });
}

int looksForServersCopy(const Account &account, SentLesson lesson)
{
    if (account.sentCopies == SentCopies::WeFile)
        return 0;
    if (account.sentCopies == SentCopies::ServerFiles)
        return kPromisedLooks;
    switch (lesson) {
    case SentLesson::WeFile: return 0;
    case SentLesson::ServerFiles: return kExpectedLooks;
    case SentLesson::Unknown: break;
    }
    return probablyFilesItself(account) ? kExpectedLooks : kGlances;
}

std::chrono::seconds sentLookPause(int looks)
{
    return kPauses[std::clamp(looks, 1, static_cast<int>(std::size(kPauses))) - 1];
}

Status learnServersCopy(store::WriteTransaction &tx, AccountId account, bool hasFiled)
{
    if (hasFiled)
        return tx.accounts().learnSentCopies(account, SentLesson::ServerFiles);
    // Once is no proof against what was seen before: perhaps it was slow.
    const bool filedBefore = TRY(tx.syncReader().sentLesson(account)) == SentLesson::ServerFiles;
    return tx.accounts().learnSentCopies(account, filedBefore ? SentLesson::Unknown : SentLesson::WeFile);
}

Status learnFromTwins(PassContext &context)
{
    const AccountId account = context.account.id;
    const bool isNews = TRY(context.store().read([&](const store::Reader &reader) -> Result<bool> {
        const store::SyncReader sync(reader);
        return TRY(sync.sentLesson(account)) == SentLesson::WeFile && TRY(sync.hasTwinsInSent(account, Clock::nowUtc() - kTwinsOf));
    }));
    if (!isNews)
        return {};
    qCInfo(logEngine) << context.account.name << "the server files what it sends, too";
    return context.store().write(u"sent copies", [&](store::WriteTransaction &tx) { return tx.accounts().learnSentCopies(account, SentLesson::ServerFiles); });
}

} // namespace petrel::engine
