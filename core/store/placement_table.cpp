#include "core/store/placement_table_p.h"

#include "core/store/change_collector_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

constexpr const char *kColumns =
    "SELECT p.id, p.folder, p.message, p.uid, p.modseq, p.flags_base, p.want_set, p.want_clear, p.want_folder, p.then_gone, p.stage, p.stage_uid_next, "
    "p.stage_uid_validity, p.attempts, p.next_try, p.not_before, p.parked_since, p.last_error, p.refused_set, p.refused_clear, p.floating_since, f.kind, f.account "
    "FROM placement p JOIN folder f ON f.id = p.folder WHERE ";

Result<std::optional<PlacementState>> only(sqlite::Statement row)
{
    if (!TRY(row.step()))
        return std::optional<PlacementState>();
    PlacementState state;
    state.id = row.id<PlacementId>();
    state.folder = row.id<FolderId>();
    state.message = row.id<MessageId>();
    state.uid = row.id<Uid>();
    state.modSeq = row.id<ModSeq>();
    state.flags.base = row.flags<Flags>();
    state.flags.wantSet = row.flags<Flags>();
    state.flags.wantClear = row.flags<Flags>();
    state.wantFolder = row.integer();
    state.thenGone = row.boolean();
    state.stage = row.enumeration<MoveStage>();
    state.stageUidNext = row.id<Uid>();
    state.stageUidValidity = row.id<UidValidity>();
    state.attempts = static_cast<int>(row.integer());
    state.nextTry = row.integer();
    state.notBefore = row.integer();
    state.parkedSince = row.integer();
    state.lastError = row.text();
    state.refusedSet = row.flags<Flags>();
    state.refusedClear = row.flags<Flags>();
    state.floatingSince = row.integer();
    state.folderKind = row.enumeration<FolderKind>();
    state.account = row.id<AccountId>();
    return std::optional(state);
}

} // namespace

FolderId PlacementState::shownIn() const
{
    if (wantFolder == kStay || parkedSince != 0)
        return folder;
    return FolderId(wantFolder == kExpunge ? 0 : wantFolder);
}

void PlacementState::arrive()
{
    const bool goesOn = thenGone;
    folder = FolderId(wantFolder);
    forgetMove();
    wantFolder = goesOn ? kExpunge : kStay;
}

void PlacementState::forgetMove()
{
    wantFolder = kStay;
    thenGone = false;
    stage = MoveStage::Wanted;
    stageUidNext = {};
    stageUidValidity = {};
    notBefore = 0;
}

void PlacementState::forgetFailures()
{
    attempts = 0;
    nextTry = 0;
    parkedSince = 0;
    lastError.clear();
    refusedSet = {};
    refusedClear = {};
}

void PlacementState::keepRefusals()
{
    refusedSet &= flags.wantSet;
    refusedClear &= flags.wantClear;
}

void PlacementState::takeOver(const PlacementState &twin)
{
    modSeq = twin.modSeq;
    flags = wanted(pulled(flags, twin.flags.base), twin.flags.wantSet, twin.flags.wantClear);
    if (twin.wantFolder == kStay)
        return;
    wantFolder = twin.wantFolder;
    thenGone = twin.thenGone;
    stage = twin.stage;
    stageUidNext = twin.stageUidNext;
    stageUidValidity = twin.stageUidValidity;
    notBefore = twin.notBefore;
}

Result<std::optional<PlacementState>> PlacementTable::find(PlacementId id)
{
    static const std::string sql = std::string(kColumns) + "p.id = ?";
    return only(TRY(m_transaction.database().query(sql, id)));
}

Result<std::optional<PlacementState>> PlacementTable::findByUid(FolderId folder, Uid uid)
{
    static const std::string sql = std::string(kColumns) + "p.folder = ? AND p.uid = ? AND p.uid <> 0";
    return only(TRY(m_transaction.database().query(sql, folder, uid)));
}

Status PlacementTable::update(const PlacementState &before, const PlacementState &after)
{
    if (before == after)
        return {};
    TRY(m_transaction.database().run(
        "UPDATE placement SET folder = ?, message = ?, uid = ?, modseq = ?, flags_base = ?, want_set = ?, want_clear = ?, want_folder = ?, then_gone = ?, stage = ?, "
        "stage_uid_next = ?, stage_uid_validity = ?, attempts = ?, next_try = ?, not_before = ?, parked_since = ?, last_error = ?, "
        "refused_set = ?, refused_clear = ?, floating_since = ? WHERE id = ?",
        after.folder, after.message, after.uid, after.modSeq, after.flags.base, after.flags.wantSet, after.flags.wantClear, after.wantFolder, after.thenGone, after.stage,
        after.stageUidNext, after.stageUidValidity, after.attempts, after.nextTry, after.notBefore, after.parkedSince, after.lastError,
        after.refusedSet, after.refusedClear, after.floatingSince, before.id));
    if (before.folder != after.folder) // which may take what the other one did not
        TRY(m_transaction.database().run("UPDATE placement_keyword SET kept_here = 0 WHERE placement = ? AND kept_here <> 0", before.id));
    if (before.parkedSince != 0 && after.parkedSince == 0)
        TRY(m_transaction.database().run("UPDATE placement_keyword SET refused = 0 WHERE placement = ? AND refused <> 0", before.id));
    ChangeCollector &changes = m_transaction.changes();
    const FolderId from = before.shownIn();
    const FolderId to = after.shownIn();
    if (from == to && to) {
        changes.changed(to, before.id);
    } else {
        if (from)
            changes.removed(from, before.id);
        if (to)
            changes.inserted(to, before.id);
    }
    if ((before.parkedSince != 0) != (after.parkedSince != 0))
        changes.attention();
    return {};
}

Result<PlacementId> PlacementTable::insert(const PlacementState &state, std::int64_t sortDate)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("INSERT INTO placement (folder, message, uid, modseq, sort_date, flags_base, want_set, want_clear, want_folder, stage, "
                     "floating_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     state.folder, state.message, state.uid, state.modSeq, sortDate, state.flags.base, state.flags.wantSet, state.flags.wantClear,
                     state.wantFolder, state.stage, state.floatingSince));
    const PlacementId id(database.lastInsertId());
    if (const FolderId shown = state.shownIn())
        m_transaction.changes().inserted(shown, id);
    return id;
}

Status PlacementTable::remove(const PlacementState &state)
{
    TRY(m_transaction.database().run("DELETE FROM placement WHERE id = ?", state.id));
    if (const FolderId shown = state.shownIn())
        m_transaction.changes().removed(shown, state.id);
    if (state.parkedSince != 0)
        m_transaction.changes().attention();
    return {};
}

Status PlacementTable::removeMessageIfOrphaned(MessageId message)
{
    sqlite::Database &database = m_transaction.database();
    if (TRY(database.integer("SELECT 1 FROM placement WHERE message = ? LIMIT 1", message)))
        return {};
    const auto thread = TRY(database.integer("SELECT thread FROM message WHERE id = ?", message));
    TRY(database.run("DELETE FROM search_doc WHERE message = ?", message));
    TRY(database.run("DELETE FROM message WHERE id = ?", message));
    if (thread) {
        TRY(database.run("UPDATE thread SET messages = messages - 1 WHERE id = ?", *thread));
        TRY(database.run("DELETE FROM thread WHERE id = ? AND messages <= 0", *thread));
    }
    return {};
}

} // namespace petrel::store
