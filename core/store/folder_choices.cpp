// What the person chose for folders: favourites and how much is kept here. The parts of Reader and FolderRepository about it.

#include "core/store/change_collector_p.h"
#include "core/store/folder_repository.h"
#include "core/store/reader.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

constexpr int kAsTheAccount = -1;

} // namespace

Result<QList<FolderId>> Reader::favourites() const
{
    sqlite::Statement row = TRY(m_database.query("SELECT f.id FROM folder f JOIN account a ON a.id = f.account "
                                                 "WHERE f.favourite > 0 AND f.gone = 0 AND a.gone = 0 ORDER BY f.favourite, f.id"));
    QList<FolderId> folders;
    while (TRY(row.step()))
        folders.append(row.id<FolderId>());
    return folders;
}

std::optional<OfflinePolicy> offlinePolicyFrom(sqlite::Statement &row)
{
    const std::int64_t bodies = row.integer();
    const auto days = static_cast<int>(row.integer());
    switch (static_cast<OfflinePolicy::Bodies>(bodies)) {
    case OfflinePolicy::Bodies::OnDemand:
    case OfflinePolicy::Bodies::LastDays:
    case OfflinePolicy::Bodies::All: return OfflinePolicy{static_cast<OfflinePolicy::Bodies>(bodies), days};
    }
    return std::nullopt; // kAsTheAccount, or of a later version
}

Result<FolderDetails> Reader::folderDetails(FolderId folder) const
{
    FolderDetails details;
    details.row = TRY(this->folder(folder));
    sqlite::Statement row = TRY(m_database.query("SELECT count(*), ifnull(sum(m.size), 0), ifnull(sum(m.body_state = 3), 0), ifnull(sum(iif(m.body_state = 3, m.size, 0)), 0) "
                                                 "FROM placement p JOIN message m ON m.id = p.message WHERE p.view_folder = ?",
                                                 folder));
    TRY(row.step());
    details.row.total = static_cast<int>(row.integer());
    details.bytes = row.integer();
    details.bodies = static_cast<int>(row.integer());
    details.bodyBytes = row.integer();
    sqlite::Statement choice = TRY(m_database.query("SELECT offline_bodies, offline_days, iif(parked_since <> 0, last_error, '') FROM folder WHERE id = ?", folder));
    TRY(choice.step());
    details.offline = offlinePolicyFrom(choice);
    details.refusal = choice.text();
    return details;
}

Status FolderRepository::setFavourites(const QList<FolderId> &folders)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE folder SET favourite = 0 WHERE favourite <> 0"));
    int place = 0;
    for (const FolderId folder : folders)
        TRY(database.run("UPDATE folder SET favourite = ? WHERE id = ? AND gone = 0", ++place, folder));
    m_transaction.changes().folderList();
    return {};
}

Status FolderRepository::setOfflinePolicy(FolderId folder, const std::optional<OfflinePolicy> &policy)
{
    const int bodies = policy ? static_cast<int>(policy->bodies) : kAsTheAccount;
    const int days = policy ? std::max(policy->days, 0) : 0;
    TRY(m_transaction.database().run("UPDATE folder SET offline_bodies = ?, offline_days = ? WHERE id = ?", bodies, days, folder));
    m_transaction.changes().folder(folder);
    return {};
}

} // namespace petrel::store
