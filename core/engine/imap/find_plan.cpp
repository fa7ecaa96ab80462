#include "core/engine/imap/find_plan.h"

#include "core/store/search_query.h"

#include <QSet>

#include <algorithm>

namespace petrel::engine {

namespace {

/** A server that shows flagged messages in a folder of their own has each of them elsewhere, too. */
bool repeatsOthers(FolderRole role)
{
    return role == FolderRole::Flagged;
}

/** Accounts with a folder of all mail that is searched: it holds what the others hold, but for those two. */
bool isCounted(FolderRole role, bool hasAllMail)
{
    return !repeatsOthers(role) && (!hasAllMail || role == FolderRole::All || role == FolderRole::Junk || role == FolderRole::Trash);
}

} // namespace

Result<FindPlan> planFind(store::Store &store, const store::SearchRequest &request, const QList<FindLeft> &from, const StopToken &stop)
{
    const bool asksForText = store::parseSearch(request.text).asksForText();
    QHash<FolderId, FolderRole> roles;
    const QList<store::SearchCoverage> coverage = TRY(store.read([&](const store::Reader &reader) -> Result<QList<store::SearchCoverage>> {
        for (const FolderRow &folder : TRY(reader.folders(request.account, store::Reader::Counts::None)))
            roles.insert(folder.id, folder.role);
        return reader.searchCoverage(request);
    }, stop));
    QSet<AccountId> withAllMail;
    for (const store::SearchCoverage &one : coverage) {
        if (roles.value(one.folder) == FolderRole::All)
            withAllMail.insert(one.account);
    }
    FindPlan plan;
    plan.reach.byText = asksForText;
    for (const store::SearchCoverage &one : coverage) {
        if (isCounted(roles.value(one.folder), withAllMail.contains(one.account))) {
            plan.reach.messages += one.listed + one.unlisted;
            plan.reach.searchable += asksForText && one.isRemote ? one.withText : one.listed;
        }
        if (one.isWhole(asksForText) || repeatsOthers(roles.value(one.folder)))
            continue;
        ++plan.reach.folders;
        const auto begin = std::find_if(from.cbegin(), from.cend(), [&one](const FindLeft &left) { return left.folder == one.folder; });
        if (from.isEmpty() || begin != from.cend())
            plan.folders.append({.request = request, .account = one.account, .folder = one.folder, .below = begin != from.cend() ? begin->below : Uid()});
    }
    std::stable_partition(plan.folders.begin(), plan.folders.end(), [&roles](const FindWanted &wanted) { return roles.value(wanted.folder) != FolderRole::All; });
    return plan;
}

} // namespace petrel::engine
