#include "core/store/wish_repository.h"

#include "core/base/clock.h"
#include "core/store/append_rows_p.h"
#include "core/store/change_collector_p.h"
#include "core/store/keyword_table_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

struct Target
{
    AccountId account;
    FolderKind kind = FolderKind::Remote;
};

Result<Target> targetOf(sqlite::Database &database, FolderId folder)
{
    sqlite::Statement row = TRY(database.query("SELECT account, kind, selectable FROM folder WHERE id = ? AND gone = 0", folder));
    if (!TRY(row.step()))
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the target folder is gone"));
    Target target;
    target.account = row.id<AccountId>();
    target.kind = row.enumeration<FolderKind>();
    if (!row.boolean())
        return makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the folder holds folders only")).withServerText({}, "NOSELECT");
    return target;
}

bool isLocal(const PlacementState &state)
{
    return state.folderKind == FolderKind::Local;
}

/** COPY or MOVE may be under way, or \Deleted is set: too late for a change of mind. */
bool isUnderWay(const PlacementState &state)
{
    return state.wantFolder != PlacementState::kStay && state.stage != MoveStage::Wanted && state.parkedSince == 0;
}

/** A row that was to be appended and was never sent: there is nothing at the server to delete. */
Result<bool> isUnsentAppend(sqlite::Database &database, const PlacementState &state)
{
    return TRY(database.integer("SELECT 1 FROM append_wish WHERE placement = ? AND stage = 0", state.id)).has_value();
}

Status removeForGood(WriteTransaction &transaction, const PlacementState &state)
{
    PlacementTable table(transaction);
    // Deleted on its way to another account: there is nothing left to keep it for where it came from.
    if (const auto wish = TRY(transaction.database().integer("SELECT id FROM append_wish WHERE placement = ?", state.id)))
        TRY(releaseSource(transaction, WishId(*wish)));
    TRY(transaction.database().run("DELETE FROM append_wish WHERE placement = ?", state.id));
    TRY(table.remove(state));
    return table.removeMessageIfOrphaned(state.message);
}

} // namespace

/** Loads each row, lets `change` alter a copy, writes it back. Rows that are gone are passed over. */
template <class Ids, class Change>
static Status forEach(WriteTransaction &transaction, const Ids &ids, Change &&change)
{
    PlacementTable table(transaction);
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> before = TRY(table.find(id));
        if (!before)
            continue;
        PlacementState after = *before;
        change(after);
        TRY(table.update(*before, after));
    }
    return {};
}

/** What was refused of their marks is not wanted any more: then nothing of them waits for the person. */
static Status unparkSettled(WriteTransaction &transaction, const QList<PlacementId> &ids)
{
    PlacementTable table(transaction);
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> state = TRY(table.find(id));
        if (!state || state->parkedSince == 0 || state->wantFolder != PlacementState::kStay || state->refusedSet || state->refusedClear
            || TRY(KeywordTable(transaction).hasRefused(id)))
            continue;
        PlacementState after = *state;
        after.forgetFailures();
        TRY(table.update(*state, after));
    }
    return {};
}

Status WishRepository::wantFlags(const QList<PlacementId> &ids, Flags set, Flags clear)
{
    TRY(forEach(m_transaction, ids, [&](PlacementState &state) {
        state.flags = wanted(state.flags, set, clear);
        state.keepRefusals();
        if (isLocal(state))
            state.flags = FlagState{state.flags.view(), {}, {}};
    }));
    return unparkSettled(m_transaction, ids);
}

Status WishRepository::wantKeywords(const QList<PlacementId> &ids, const QStringList &set, const QStringList &clear)
{
    PlacementTable table(m_transaction);
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> state = TRY(table.find(id));
        if (!state)
            continue;
        TRY(KeywordTable(m_transaction).want(*state, set, clear));
    }
    return unparkSettled(m_transaction, ids);
}

Status WishRepository::wantFolder(const QList<PlacementId> &ids, FolderId target, std::int64_t notBefore)
{
    const Target to = TRY(targetOf(m_transaction.database(), target));
    PlacementTable table(m_transaction);
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> before = TRY(table.find(id));
        if (!before || isUnderWay(*before))
            continue;
        const bool bothLocal = isLocal(*before) && to.kind == FolderKind::Local;
        PlacementState after = *before;
        after.forgetMove();
        after.forgetFailures();
        if (bothLocal && before->account == to.account) {
            after.folder = target;
        } else if (target != before->folder) {
            after.wantFolder = target.number();
            after.notBefore = notBefore;
        }
        TRY(table.update(*before, after));
        if (bothLocal)
            (void)TRY(m_transaction.transfers().carry(id));
    }
    return {};
}

Status WishRepository::wantExpunge(const QList<PlacementId> &ids, std::int64_t notBefore)
{
    PlacementTable table(m_transaction);
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> before = TRY(table.find(id));
        if (!before || isUnderWay(*before))
            continue;
        const bool onlyHere = isLocal(*before) || TRY(isUnsentAppend(m_transaction.database(), *before));
        if (onlyHere && notBefore <= Clock::nowUtc()) {
            TRY(removeForGood(m_transaction, *before));
            continue;
        }
        PlacementState after = *before;
        after.forgetMove();
        after.forgetFailures();
        after.wantFolder = PlacementState::kExpunge;
        after.notBefore = notBefore;
        TRY(table.update(*before, after));
    }
    return {};
}

Status WishRepository::cancelWant(const QList<PlacementId> &ids)
{
    for (const PlacementId id : ids)
        (void)TRY(m_transaction.transfers().giveBack(id));
    return forEach(m_transaction, ids, [](PlacementState &state) {
        if (isUnderWay(state))
            return;
        state.forgetMove();
        state.forgetFailures();
    });
}

Result<int> WishRepository::expungeDueLocal(std::int64_t now)
{
    QList<PlacementId> due;
    {
        sqlite::Statement row = TRY(m_transaction.database().query(
            "SELECT p.id FROM placement p JOIN folder f ON f.id = p.folder WHERE p.want_folder = -1 AND p.stage <> 4 AND p.not_before NOT BETWEEN ?1 + 1 AND ?1 + 7200 "
            "AND (f.kind = 1 OR EXISTS (SELECT 1 FROM append_wish w WHERE w.placement = p.id AND w.stage = 0)) LIMIT 500",
            now));
        while (TRY(row.step()))
            due.append(row.id<PlacementId>());
    }
    PlacementTable table(m_transaction);
    for (const PlacementId id : due) {
        if (const std::optional<PlacementState> state = TRY(table.find(id)))
            TRY(removeForGood(m_transaction, *state));
    }
    return static_cast<int>(due.size());
}

Status WishRepository::flagsPushed(std::span<const PlacementId> ids, Flags sentSet, Flags sentClear)
{
    return forEach(m_transaction, ids, [&](PlacementState &state) {
        state.flags = pushed(state.flags, sentSet, sentClear);
        state.keepRefusals();
        if (state.wantFolder == PlacementState::kStay && state.parkedSince == 0)
            state.forgetFailures();
    });
}

Status WishRepository::flagsRefused(std::span<const PlacementId> ids, Flags refusedSet, Flags refusedClear)
{
    return forEach(m_transaction, ids, [&](PlacementState &state) { state.flags = refused(state.flags, refusedSet, refusedClear); });
}

Status WishRepository::keywordsPushed(std::span<const PlacementId> ids, const QString &keyword, bool set)
{
    for (const PlacementId id : ids) {
        if (TRY(PlacementTable(m_transaction).find(id)))
            TRY(KeywordTable(m_transaction).pushed(id, keyword, set));
    }
    return forEach(m_transaction, ids, [](PlacementState &state) {
        if (state.wantFolder == PlacementState::kStay && state.parkedSince == 0)
            state.forgetFailures();
    });
}

Result<bool> WishRepository::keywordsKeptHere(std::span<const PlacementId> ids, const QString &keyword)
{
    bool isFirst = false;
    for (const PlacementId id : ids) {
        const auto others = TRY(m_transaction.database().integer(
            "SELECT count(*) FROM placement p JOIN placement_keyword k INDEXED BY placement_keyword_wanted ON k.placement = p.id AND k.want <> 0 "
            "WHERE k.kept_here <> 0 AND p.folder = (SELECT folder FROM placement WHERE id = ?)", id));
        isFirst = isFirst || others == 0;
        TRY(KeywordTable(m_transaction).keepHere(id, keyword));
    }
    return isFirst;
}

Status WishRepository::copying(std::span<const PlacementId> ids, Uid targetUidNext, UidValidity targetUidValidity)
{
    return forEach(m_transaction, ids, [&](PlacementState &state) {
        state.stage = MoveStage::Copying;
        state.stageUidNext = targetUidNext;
        state.stageUidValidity = targetUidValidity;
    });
}

/** Makes the row the target's. A row that a sync put there meanwhile is the same mail: ours takes its place. */
static Status rehome(WriteTransaction &transaction, const PlacementState &before, Uid newUid)
{
    PlacementTable table(transaction);
    PlacementState after = before;
    after.arrive();
    after.uid = newUid;
    after.modSeq = {};
    after.floatingSince = newUid.isNull() ? Clock::nowUtc() : 0;
    after.forgetFailures();
    if (const std::optional<PlacementState> twin = TRY(table.findByUid(after.folder, newUid)); twin && twin->id != before.id) {
        after.takeOver(*twin);
        TRY(KeywordTable(transaction).takeOver(before.id, twin->id));
        TRY(copyFromInstead(transaction, twin->id, before.id));
        TRY(table.remove(*twin));
        TRY(table.update(before, after));
        return twin->message == before.message ? Status() : table.removeMessageIfOrphaned(twin->message);
    }
    return table.update(before, after);
}

Status WishRepository::moved(PlacementId id, Uid newUid)
{
    const std::optional<PlacementState> before = TRY(PlacementTable(m_transaction).find(id));
    if (!before || before->wantFolder <= 0)
        return {};
    return rehome(m_transaction, *before, newUid);
}

Result<PlacementId> WishRepository::copied(PlacementId id, Uid newUid)
{
    PlacementTable table(m_transaction);
    const std::optional<PlacementState> before = TRY(table.find(id));
    if (!before || before->wantFolder <= 0)
        return PlacementId();
    TRY(rehome(m_transaction, *before, newUid));
    PlacementState remainder;
    remainder.folder = before->folder;
    remainder.message = before->message;
    remainder.uid = before->uid;
    remainder.modSeq = before->modSeq;
    remainder.flags.base = before->flags.base;
    remainder.wantFolder = PlacementState::kExpunge;
    remainder.stage = MoveStage::Remainder;
    const auto sortDate = TRY(m_transaction.database().integer("SELECT sort_date FROM placement WHERE id = ?", id));
    return table.insert(remainder, sortDate.value_or(0));
}

Status WishRepository::expungeIn(std::span<const PlacementId> ids, FolderId folder)
{
    return forEach(m_transaction, ids, [&](PlacementState &state) {
        if (state.wantFolder != PlacementState::kExpunge || state.stage != MoveStage::Wanted)
            return;
        state.wantFolder = folder.number();
        state.thenGone = true;
    });
}

Status WishRepository::marked(std::span<const PlacementId> ids)
{
    return forEach(m_transaction, ids, [](PlacementState &state) { state.stage = MoveStage::Marked; });
}

Status WishRepository::leftMarked(std::span<const PlacementId> ids)
{
    return forEach(m_transaction, ids, [](PlacementState &state) { state.stage = MoveStage::Left; });
}

Status WishRepository::expunged(std::span<const PlacementId> ids)
{
    PlacementTable table(m_transaction);
    for (const PlacementId id : ids) {
        if (const std::optional<PlacementState> state = TRY(table.find(id)))
            TRY(removeForGood(m_transaction, *state));
    }
    return {};
}

Status WishRepository::postpone(std::span<const PlacementId> ids, const QString &error, std::int64_t nextTry)
{
    return forEach(m_transaction, ids, [&](PlacementState &state) {
        ++state.attempts;
        if (state.parkedSince == 0) // else what waits for the person keeps its reason
            state.lastError = error;
        state.nextTry = nextTry;
    });
}

Status WishRepository::park(std::span<const PlacementId> ids, const QString &error, const Refusal &refused)
{
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> state = TRY(PlacementTable(m_transaction).find(id));
        const bool isWhole = state && !refused.isOfMarks() && state->wantFolder == PlacementState::kStay;
        if (isWhole || (state && !refused.keyword.isEmpty()))
            TRY(KeywordTable(m_transaction).refuse(id, refused.keyword));
    }
    return forEach(m_transaction, ids, [&](PlacementState &state) {
        const bool isWhole = !refused.isOfMarks() && state.wantFolder == PlacementState::kStay;
        state.refusedSet |= isWhole ? state.flags.wantSet : refused.set;
        state.refusedClear |= isWhole ? state.flags.wantClear : refused.clear;
        state.keepRefusals();
        state.attempts = refused.isOfMarks() ? 0 : state.attempts + 1; // what else is wanted begins anew
        state.nextTry = 0;
        state.lastError = error;
        state.parkedSince = Clock::nowUtc();
    });
}

Status WishRepository::unpark(const QList<PlacementId> &ids)
{
    QList<PlacementId> worthIt;
    for (const PlacementId id : ids) {
        // Once it is not parked any more, the sweep takes the row of a folder that is gone, and its wish with it.
        if (TRY(m_transaction.database().integer("SELECT 1 FROM placement p JOIN folder f ON f.id = p.folder WHERE p.id = ? AND f.gone = 0", id)))
            worthIt.append(id);
    }
    return forEach(m_transaction, worthIt, [](PlacementState &state) { state.forgetFailures(); });
}

Status WishRepository::discard(const QList<PlacementId> &ids)
{
    PlacementTable table(m_transaction);
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> before = TRY(table.find(id));
        if (!before || isUnderWay(*before))
            continue;
        const bool onlyMarks = before->wantFolder == PlacementState::kStay && (before->refusedSet || before->refusedClear || TRY(KeywordTable(m_transaction).hasRefused(id)));
        PlacementState after = *before;
        after.flags = onlyMarks ? refused(before->flags, before->refusedSet, before->refusedClear) : FlagState{before->flags.base, {}, {}};
        after.forgetMove();
        after.forgetFailures();
        TRY(KeywordTable(m_transaction).discard(id, onlyMarks ? KeywordTable::GivenUp::Refused : KeywordTable::GivenUp::All));
        TRY(table.update(*before, after));
    }
    return {};
}

} // namespace petrel::store
