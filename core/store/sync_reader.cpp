#include "core/store/sync_reader.h"

#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"

#include <map>

namespace petrel::store {

/*
 * When a wish is due. Pauses and the time to undo are short: a wish that is to wait for more than two hours was written
 * down by a clock that was ahead, and does not wait for years.
 */

namespace {

FolderSyncState syncStateFrom(sqlite::Statement &row)
{
    FolderSyncState state;
    state.uidValidity = row.id<UidValidity>();
    state.uidNext = row.id<Uid>();
    state.highestModSeq = row.id<ModSeq>();
    state.serverTotal = static_cast<int>(row.integer());
    state.backfillUid = row.id<Uid>();
    state.lastSync = row.integer();
    return state;
}

void add(PushedRows &rows, bool moves, Uid uid, PlacementId placement, int attempts)
{
    rows.moves = moves;
    rows.uids.push_back(uid);
    rows.placements.push_back(placement);
    rows.attempts.push_back(attempts);
}

/** The groups in the order of their keys. */
template <class Key, class Push>
QList<Push> pushesOf(std::map<Key, Push> &groups)
{
    QList<Push> pushes;
    for (auto &[key, group] : groups)
        pushes.append(std::move(group));
    return pushes;
}

} // namespace

Result<FolderSyncState> SyncReader::syncState(FolderId folder) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT uid_validity, uid_next, highest_modseq, server_total, backfill_uid, last_sync "
                                                 "FROM folder WHERE id = ?",
                                                 folder));
    if (!TRY(row.step()))
        return noSuchRow("folder", folder.number());
    return syncStateFrom(row);
}

Result<QList<KnownRemoteFolder>> SyncReader::remoteFolders(AccountId account) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT id, wire_name, uid_validity, uid_next, highest_modseq, server_total, backfill_uid, last_sync, "
                                                 "offline_bodies, offline_days FROM folder WHERE account = ? AND kind = 0 AND gone = 0",
                                                 account));
    QList<KnownRemoteFolder> folders;
    while (TRY(row.step())) {
        KnownRemoteFolder folder;
        folder.id = row.id<FolderId>();
        folder.wireName = row.bytes();
        folder.sync = syncStateFrom(row);
        folder.offline = offlinePolicyFrom(row);
        folders.append(folder);
    }
    return folders;
}

Result<QByteArray> SyncReader::wireName(FolderId folder) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT wire_name FROM folder WHERE id = ? AND kind = 0", folder));
    if (!TRY(row.step()))
        return noSuchRow("folder", folder.number());
    return row.bytes();
}

Result<char> SyncReader::delimiter(FolderId folder) const
{
    const auto delimiter = TRY(m_database.integer("SELECT delimiter FROM folder WHERE id = ?", folder));
    if (!delimiter)
        return noSuchRow("folder", folder.number());
    return static_cast<char>(*delimiter);
}

Result<std::vector<Uid>> SyncReader::knownUids(FolderId folder) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT uid FROM placement WHERE folder = ? AND uid <> 0 ORDER BY uid", folder));
    std::vector<Uid> uids;
    while (TRY(row.step()))
        uids.push_back(row.id<Uid>());
    return uids;
}

Result<std::vector<Uid>> SyncReader::uidsWithText(FolderId folder) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT p.uid FROM placement p CROSS JOIN message m ON m.id = p.message "
                                                 "WHERE p.folder = ? AND p.uid <> 0 AND m.body_state >= 2 ORDER BY p.uid", folder));
    std::vector<Uid> uids;
    while (TRY(row.step()))
        uids.push_back(row.id<Uid>());
    return uids;
}

Result<QHash<Uid, PlacementId>> SyncReader::placementsAt(FolderId folder, const QList<Uid> &uids) const
{
    sqlite::Statement row = TRY(m_database.prepare("SELECT id FROM placement WHERE folder = ? AND uid = ? AND uid <> 0"));
    QHash<Uid, PlacementId> placements;
    for (const Uid uid : uids) {
        row.bind(folder, uid);
        if (TRY(row.step()))
            placements.insert(uid, row.id<PlacementId>());
        row.reset();
    }
    return placements;
}

Result<bool> SyncReader::hasFloating(FolderId folder) const
{
    return TRY(m_database.integer("SELECT 1 FROM placement WHERE folder = ? AND floating_since <> 0 LIMIT 1", folder)).has_value();
}

Result<int> SyncReader::unseenAtServer(FolderId folder) const
{
    const auto count = TRY(m_database.integer("SELECT count(*) FROM placement WHERE folder = ? AND uid <> 0 AND flags_base & 1 = 0", folder));
    return static_cast<int>(count.value_or(0));
}

Result<std::vector<ServerFlags>> SyncReader::serverFlags(FolderId folder) const
{
    std::map<std::int64_t, QStringList> keywords;
    {
        sqlite::Statement row = TRY(m_database.query("SELECT k.placement, k.keyword FROM placement p JOIN placement_keyword k ON k.placement = p.id "
                                                     "WHERE p.folder = ? AND p.uid <> 0 AND k.base = 1 ORDER BY k.placement, k.keyword",
                                                     folder));
        while (TRY(row.step())) {
            const std::int64_t placement = row.integer();
            keywords[placement].append(row.text());
        }
    }
    sqlite::Statement row = TRY(m_database.query("SELECT uid, flags_base, modseq, id FROM placement WHERE folder = ? AND uid <> 0 ORDER BY uid", folder));
    std::vector<ServerFlags> all;
    while (TRY(row.step())) {
        ServerFlags flags;
        flags.uid = row.id<Uid>();
        flags.flags = row.flags<Flags>();
        flags.modSeq = row.id<ModSeq>();
        const auto known = keywords.find(row.integer());
        flags.keywords = known == keywords.end() ? QStringList() : std::move(known->second);
        all.push_back(std::move(flags));
    }
    return all;
}

Result<QList<MessageRow>> SyncReader::withoutBody(FolderId folder, std::int64_t since, std::int64_t largest, int limit) const
{
    static const std::string sql = std::string("SELECT ") + kMessageRowColumns
        + " FROM placement p CROSS JOIN message m ON m.id = p.message WHERE p.view_folder = ?1 AND p.folder = ?1 AND p.uid <> 0 "
          "AND p.sort_date >= ?2 AND m.body_state < 3 AND m.size <= ?3 ORDER BY p.sort_date DESC, p.id DESC LIMIT ?4";
    sqlite::Statement row = TRY(m_database.query(sql, folder, since, largest, limit));
    QList<MessageRow> rows;
    while (TRY(row.step()))
        rows.append(messageRow(row));
    return rows;
}

Result<Uid> SyncReader::uidOf(FolderId folder, const QByteArray &messageId, Uid atLeast) const
{
    const auto uid = TRY(m_database.integer("SELECT p.uid FROM message m JOIN placement p ON p.message = m.id "
                                            "WHERE m.account = (SELECT account FROM folder WHERE id = ?1) AND m.message_id = ?2 "
                                            "AND p.folder = ?1 AND p.uid <> 0 AND p.uid >= ?3 ORDER BY p.uid LIMIT 1",
                                            folder, messageId, atLeast));
    if (!uid)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("no such message in the folder"));
    return Uid(static_cast<std::uint32_t>(*uid));
}

Result<QList<FlagPush>> SyncReader::dirtyFlags(FolderId folder, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT id, uid, want_set & ~refused_set, want_clear & ~refused_clear, attempts, want_folder <> 0 AND parked_since = 0 FROM placement "
                                                 "WHERE folder = ? AND want_set | want_clear <> 0 AND (want_set & ~refused_set) | (want_clear & ~refused_clear) <> 0 AND uid <> 0 AND next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 ORDER BY uid",
                                                 folder, now));
    std::map<std::tuple<Flags::Int, Flags::Int, bool>, FlagPush> groups;
    while (TRY(row.step())) {
        const auto placement = row.id<PlacementId>();
        const Uid uid = row.id<Uid>();
        const Flags set = row.flags<Flags>();
        const Flags clear = row.flags<Flags>();
        const int attempts = static_cast<int>(row.integer());
        const bool moves = row.boolean();
        FlagPush &group = groups[{set.toInt(), clear.toInt(), moves}];
        group.set = set;
        group.clear = clear;
        add(group.rows, moves, uid, placement, attempts);
    }
    return pushesOf(groups);
}

Result<bool> SyncReader::hasGmailLabels(AccountId account) const
{
    return TRY(m_database.integer("SELECT gmail_labels FROM account WHERE id = ?", account)).value_or(0) != 0;
}

Result<QList<KeywordPush>> SyncReader::dirtyKeywords(FolderId folder, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT p.id, p.uid, p.attempts, p.want_folder <> 0 AND p.parked_since = 0, k.keyword, k.want > 0, k.kept_here "
                                                 "FROM placement_keyword k INDEXED BY placement_keyword_wanted CROSS JOIN placement p ON p.id = k.placement "
                                                 "WHERE k.want <> 0 AND k.refused = 0 AND p.folder = ?1 AND p.uid <> 0 "
                                                 "AND p.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 ORDER BY p.uid",
                                                 folder, now));
    std::map<std::tuple<QString, bool, bool, bool>, KeywordPush> groups;
    while (TRY(row.step())) {
        const auto placement = row.id<PlacementId>();
        const Uid uid = row.id<Uid>();
        const int attempts = static_cast<int>(row.integer());
        const bool moves = row.boolean();
        const QString keyword = row.text();
        const bool set = row.boolean();
        const bool keptHere = row.boolean();
        KeywordPush &group = groups[{keyword, set, keptHere, moves}];
        group.keyword = keyword;
        group.set = set;
        group.keptHere = keptHere;
        add(group.rows, moves, uid, placement, attempts);
    }
    return pushesOf(groups);
}

Result<QList<FolderId>> SyncReader::dirtyFolders(AccountId account, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT f.id FROM folder f WHERE f.account = ?1 AND f.kind = 0 AND f.gone = 0 AND ("
        "EXISTS (SELECT 1 FROM placement WHERE folder = f.id AND want_set | want_clear <> 0 AND (want_set & ~refused_set) | (want_clear & ~refused_clear) <> 0 AND uid <> 0 "
        "AND next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200) "
        "OR f.id IN (SELECT p.folder FROM placement_keyword k INDEXED BY placement_keyword_wanted CROSS JOIN placement p ON p.id = k.placement WHERE k.want <> 0 AND k.kept_here = 0 AND k.refused = 0 "
        "AND p.uid <> 0 AND p.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200) "
        "OR f.id IN (SELECT folder FROM placement WHERE want_folder <> 0 AND uid <> 0 AND stage NOT IN (3, 4) AND parked_since = 0 "
        "AND next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
        "AND NOT EXISTS (SELECT 1 FROM folder t WHERE t.id = placement.want_folder AND (t.wire_name = x'' OR t.account <> ?1))) "
        "OR f.id IN (SELECT folder FROM append_wish WHERE account = ?1 AND stage <> 2 AND blob IS NOT NULL AND parked_since = 0 "
        "AND next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200) "
        "OR f.id IN (SELECT s.folder FROM append_wish w JOIN placement s ON s.id = w.source WHERE w.account = ?1 AND w.origin = 1 AND w.stage <> 2 "
        "AND s.uid <> 0 AND w.parked_since = 0 AND w.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND w.not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200) "
        "OR EXISTS (SELECT 1 FROM placement p WHERE p.folder = f.id AND p.floating_since <> 0 AND p.floating_since < ?2 AND p.parked_since = 0 "
        "AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.placement = p.id AND w.stage <> 2))) ORDER BY f.id",
        account, now));
    QList<FolderId> folders;
    while (TRY(row.step()))
        folders.append(row.id<FolderId>());
    return folders;
}

Result<QList<MoveWish>> SyncReader::dirtyMoves(AccountId account, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT p.id, p.folder, p.uid, p.want_folder, p.stage, p.stage_uid_next, p.stage_uid_validity, m.message_id, m.size, p.attempts "
        "FROM placement p JOIN folder f ON f.id = p.folder JOIN message m ON m.id = p.message "
        "WHERE p.want_folder <> 0 AND f.account = ? AND f.kind = 0 AND p.uid <> 0 AND p.stage NOT IN (3, 4) AND p.parked_since = 0 "
        "AND p.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND p.not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
        "AND NOT EXISTS (SELECT 1 FROM folder t WHERE t.id = p.want_folder AND (t.wire_name = x'' OR t.account <> f.account)) "
        "AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.source = p.id AND w.blob IS NULL AND w.stage <> 2 AND w.parked_since = 0) ORDER BY p.folder, p.uid",
        account, now));
    QList<MoveWish> moves;
    while (TRY(row.step())) {
        MoveWish move;
        move.placement = row.id<PlacementId>();
        move.source = row.id<FolderId>();
        move.uid = row.id<Uid>();
        const std::int64_t target = row.integer();
        move.target = FolderId(target > 0 ? target : 0);
        move.stage = row.enumeration<MoveStage>();
        move.stageUidNext = row.id<Uid>();
        move.stageUidValidity = row.id<UidValidity>();
        move.messageId = row.bytes();
        move.size = row.integer();
        move.attempts = static_cast<int>(row.integer());
        moves.append(move);
    }
    return moves;
}

Result<QList<FolderId>> SyncReader::otherPlacesOf(PlacementId id) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT q.folder FROM placement p JOIN placement q ON q.message = p.message AND q.id <> p.id "
                                                 "JOIN folder f ON f.id = q.folder WHERE p.id = ? AND f.kind = 0 AND q.folder <> p.folder AND q.uid <> 0 "
                                                 "AND q.want_folder <> -1",
                                                 id));
    QList<FolderId> folders;
    while (TRY(row.step()))
        folders.append(row.id<FolderId>());
    return folders;
}

Result<std::int64_t> SyncReader::nextWishDue(AccountId account, std::int64_t now) const
{
    const auto due = TRY(m_database.integer(
        "SELECT min(due) FROM (SELECT max(p.next_try, p.not_before) AS due FROM placement p JOIN folder f ON f.id = p.folder "
        "WHERE p.want_folder <> 0 AND f.account = ?1 AND p.stage NOT IN (3, 4) AND p.parked_since = 0 "
        "UNION ALL SELECT max(p.next_try, p.not_before) FROM folder t JOIN placement p ON p.want_folder = t.id WHERE t.account = ?1 AND p.parked_since = 0 "
        "UNION ALL SELECT max(w.next_try, w.not_before) FROM append_wish w JOIN placement s ON s.id = w.source JOIN folder f ON f.id = s.folder "
        "WHERE f.account = ?1 AND w.blob IS NULL AND w.stage <> 2 AND w.parked_since = 0 "
        "UNION ALL SELECT p.next_try FROM folder f JOIN placement p ON p.folder = f.id AND p.want_set | p.want_clear <> 0 "
        "WHERE f.account = ?1 AND (p.want_set & ~p.refused_set) | (p.want_clear & ~p.refused_clear) <> 0 "
        "UNION ALL SELECT p.next_try FROM placement_keyword k INDEXED BY placement_keyword_wanted CROSS JOIN placement p ON p.id = k.placement JOIN folder f ON f.id = p.folder "
        "WHERE k.want <> 0 AND k.kept_here = 0 AND k.refused = 0 AND f.account = ?1 "
        "UNION ALL SELECT max(next_try, not_before) FROM append_wish WHERE account = ?1 AND stage <> 2 AND parked_since = 0 "
        "UNION ALL SELECT max(next_try, not_before) FROM folder WHERE account = ?1 AND kind = 0 AND gone = 0 AND parked_since = 0 "
        "AND (want_name <> '' OR want_subscribed <> -1 OR want_gone <> 0 OR wish_stage <> 0)) WHERE due BETWEEN ?2 + 1 AND ?2 + 7200",
        account, now));
    return due.value_or(0);
}

Result<QList<AppendWish>> SyncReader::dueAppends(AccountId account, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT id, account, folder, blob, flags, internal_date, message_id, placement, stage, stage_uid_next, stage_uid_validity, "
        "attempts, parked_since, last_error, origin, source, keywords, (SELECT raw_size FROM blob WHERE blob.id = append_wish.blob), replaces, "
        "(SELECT f.uid FROM placement f WHERE f.id = replaces AND f.folder = append_wish.folder AND f.want_folder = -1 AND f.stage = 0 AND f.parked_since = 0), looks_left, looks "
        "FROM append_wish WHERE account = ?1 AND stage <> 2 AND parked_since = 0 AND blob IS NOT NULL "
        "AND next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
        // What was thrown away before it was sent is not sent any more.
        "AND NOT (stage = 0 AND EXISTS (SELECT 1 FROM placement p WHERE p.id = append_wish.placement AND p.want_folder = -1)) "
        "AND folder NOT IN (SELECT id FROM folder WHERE kind = 0 AND wire_name = x'') ORDER BY id",
        account, now));
    QList<AppendWish> wishes;
    while (TRY(row.step())) {
        AppendWish wish;
        wish.id = row.id<WishId>();
        wish.account = row.id<AccountId>();
        wish.folder = row.id<FolderId>();
        wish.blob = row.id<BlobId>();
        wish.flags = row.flags<Flags>();
        wish.internalDate = row.integer();
        wish.messageId = row.bytes();
        wish.placement = row.id<PlacementId>();
        wish.stage = row.enumeration<AppendWish::Stage>();
        wish.stageUidNext = row.id<Uid>();
        wish.stageUidValidity = row.id<UidValidity>();
        wish.attempts = static_cast<int>(row.integer());
        wish.parked = row.boolean();
        wish.lastError = row.text();
        wish.origin = row.enumeration<AppendWish::Origin>();
        wish.source = row.id<PlacementId>();
        wish.keywords = row.text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        wish.size = row.integer();
        wish.replaces = row.id<PlacementId>();
        wish.replacedUid = row.id<Uid>();
        wish.looksLeft = static_cast<int>(row.integer());
        wish.looks = static_cast<int>(row.integer());
        wishes.append(wish);
    }
    return wishes;
}

} // namespace petrel::store
