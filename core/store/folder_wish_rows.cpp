// What is wanted of folders, in the order in which the server must hear it: the part of SyncReader about FolderWish.
#include "core/store/sync_reader.h"

#include "core/store/folder_tree_p.h"
#include "core/store/sqlite/database.h"

#include <algorithm>

namespace petrel::store {

namespace {

using What = FolderWish::What;

/** What of a row the tree does not need. */
struct Pending
{
    FolderWish wish;
    bool isDue = false;
};

/** All folders of an account with an unfinished wish, and what each waits for. */
class Waiting
{
public:
    static Result<Waiting> read(sqlite::Database &database, AccountId account, std::int64_t now)
    {
        Waiting waiting(database);
        sqlite::Statement row = TRY(database.query(
            "SELECT id, wire_name, asked_name, delimiter, role, selectable, uid_validity, attempts, "
            "next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND (want_gone = 0 OR not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200) FROM folder "
            "WHERE account = ?1 AND kind = 0 AND gone = 0 AND parked_since = 0 "
            "AND (want_name <> '' OR want_subscribed <> -1 OR want_gone <> 0 OR wish_stage <> 0)",
            account, now));
        while (TRY(row.step())) {
            Pending pending;
            pending.wish.folder = row.id<FolderId>();
            pending.wish.wireName = row.bytes();
            pending.wish.askedName = row.bytes();
            pending.wish.delimiter = static_cast<char>(row.integer());
            pending.wish.role = row.enumeration<FolderRole>();
            pending.wish.selectable = row.boolean();
            pending.wish.uidValidity = row.id<UidValidity>();
            pending.wish.attempts = static_cast<int>(row.integer());
            pending.isDue = row.boolean();
            waiting.m_pending.append(pending);
        }
        if (!waiting.m_pending.isEmpty()) // as a rule nothing is wanted
            waiting.m_tree = TRY(FolderTree::read(database, account));
        return Result<Waiting>(std::move(waiting));
    }

    /** What may be sent now, in order. */
    Result<QList<FolderWish>> ready()
    {
        QList<std::pair<int, FolderWish>> steps;
        for (const Pending &pending : std::as_const(m_pending)) {
            const FolderTree::Folder *folder = m_tree.find(pending.wish.folder);
            if (!pending.isDue || !folder || !TRY(isReady(*folder)))
                continue;
            FolderWish wish = pending.wish;
            describe(*folder, wish);
            const int depth = static_cast<int>(folder->path.count(QLatin1Char('/')));
            steps.append({folder->wantGone ? 2'000 - depth : wish.what < What::Subscribe ? depth : 1'000, wish});
        }
        std::stable_sort(steps.begin(), steps.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        QList<FolderWish> wishes;
        for (const auto &step : std::as_const(steps))
            wishes.append(step.second);
        return wishes;
    }

private:
    explicit Waiting(sqlite::Database &database) : m_database(database) {}

    static bool wantsPlace(const FolderTree::Folder &folder) { return !folder.wantName.isEmpty() && !folder.parked && !folder.wantGone; }

    void describe(const FolderTree::Folder &folder, FolderWish &wish) const
    {
        const bool places = !folder.wantName.isEmpty();
        if (folder.wantGone)
            wish.what = What::Remove;
        else if (!folder.isAtServer())
            wish.what = What::Create;
        else if (places || !wish.askedName.isEmpty())
            wish.what = What::Place;
        else
            wish.what = folder.wantSubscribed == 1 ? What::Subscribe : What::Unsubscribe;
        const FolderTree::Folder *above = m_tree.find(places ? folder.wantParent : m_tree.listedParent(folder));
        if (above)
            wish.parentWireName = above->wireName;
        wish.name = places ? folder.wantName : folder.listedName;
        wish.delimiter = above ? above->delimiter : m_tree.delimiter().value_or(folder.delimiter);
    }

    Result<bool> isReady(const FolderTree::Folder &folder) const
    {
        if (folder.wantGone)
            return !TRY(hasMailUnderWay(folder.id)) && !hasWishesWithin(folder);
        if (wantsPlace(folder))
            return m_tree.delimiter().has_value() && isParentReady(folder) && !mustWaitForName(folder);
        return true;
    }

    /** Its parent is at the server, and nothing above it is to go elsewhere first: a folder may become its former child's child. */
    bool isParentReady(const FolderTree::Folder &folder) const
    {
        const FolderTree::Folder *above = m_tree.find(folder.wantParent);
        if (above && !above->isAtServer())
            return false;
        for (int depth = 0; above && depth < 100; ++depth) {
            if (wantsPlace(*above))
                return false;
            above = m_tree.find(above->parent);
        }
        return true;
    }

    /** Who has the wanted name at the server, and is to leave it; null: nobody. */
    const FolderTree::Folder *leaverFrom(const FolderTree::Folder &folder) const
    {
        for (const Pending &pending : m_pending) {
            const FolderTree::Folder *other = m_tree.find(pending.wish.folder);
            if (other && other->id != folder.id && other->isAtServer() && (other->wantGone || wantsPlace(*other)) && other->listedName == folder.wantName
                && m_tree.listedParent(*other) == folder.wantParent)
                return other;
        }
        return nullptr;
    }

    /** Two that want each other's names wait for nobody: the server decides. */
    bool mustWaitForName(const FolderTree::Folder &folder) const
    {
        const FolderTree::Folder *leaver = leaverFrom(folder);
        for (qsizetype steps = 0; leaver && steps <= m_pending.size(); ++steps) {
            if (leaver->wantGone)
                return true;
            if (leaver->id == folder.id)
                return false;
            const FolderTree::Folder *next = leaverFrom(*leaver);
            if (!next)
                return true;
            leaver = next;
        }
        return false;
    }

    /** Mail that was taken out of it, and what may be arriving. What is parked may still be wanted: the folder waits, too. */
    Result<bool> hasMailUnderWay(FolderId folder) const
    {
        return TRY(m_database.integer("SELECT 1 FROM placement WHERE (folder = ?1 AND (want_folder > 0 OR stage = 4)) OR (want_folder = ?1 AND stage = 1) LIMIT 1", folder))
            .has_value();
    }

    bool hasWishesWithin(const FolderTree::Folder &folder) const
    {
        const QString prefix = folder.listedPath + QLatin1Char('/');
        return folder.isAtServer() && std::any_of(m_pending.cbegin(), m_pending.cend(), [&](const Pending &pending) {
            const FolderTree::Folder *other = m_tree.find(pending.wish.folder);
            return other && other->listedPath.startsWith(prefix) && (other->wantGone || wantsPlace(*other));
        });
    }

    sqlite::Database &m_database;
    FolderTree m_tree;
    QList<Pending> m_pending;
};

} // namespace

Result<QList<FolderWish>> SyncReader::dueFolderWishes(AccountId account, std::int64_t now) const
{
    return TRY(Waiting::read(m_database, account, now)).ready();
}

Result<bool> SyncReader::hasFolderWishes(AccountId account) const
{
    return TRY(m_database.integer("SELECT 1 FROM folder WHERE account = ? AND kind = 0 AND gone = 0 AND parked_since = 0 "
                                  "AND (want_name <> '' OR want_subscribed <> -1 OR want_gone <> 0 OR wish_stage <> 0) LIMIT 1",
                                  account))
        .has_value();
}

Result<QList<QByteArray>> SyncReader::subscribedWithin(FolderId folder) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT b.wire_name FROM folder f JOIN folder b ON b.account = f.account AND b.kind = 0 AND b.gone = 0 AND b.listed_subscribed <> 0 "
        "WHERE f.id = ? AND (b.id = f.id OR substr(b.listed_path, 1, length(f.listed_path) + 1) = f.listed_path || '/') ORDER BY b.id",
        folder));
    QList<QByteArray> names;
    while (TRY(row.step()))
        names.append(row.bytes());
    return names;
}

} // namespace petrel::store
