#include "core/engine/message_actions.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/folder_actions.h"
#include "core/engine/role_folder.h"

namespace petrel::engine {

namespace {

/** Rows of one transaction where there may be a whole folder of them: nobody waits long at the gate. */
constexpr std::size_t kTogether = 500;

FolderRole roleOf(MessageAction action)
{
    switch (action) {
    case MessageAction::Archive: return FolderRole::Archive;
    case MessageAction::Trash: return FolderRole::Trash;
    case MessageAction::Junk: return FolderRole::Junk;
    case MessageAction::NotJunk: return FolderRole::Inbox;
    case MessageAction::Move:
    case MessageAction::Copy:
    case MessageAction::DeleteForever: return FolderRole::None;
    }
    return FolderRole::None;
}

/** A message of a maildrop whose header alone is here has nothing to bring to another account. */
Status refuseHeadersOnly(store::WriteTransaction &tx, const QList<PlacementId> &ids, FolderId target)
{
    const FolderRow to = TRY(tx.reader().folder(target));
    const QList<MessageRow> rows = TRY(tx.reader().rows(ids));
    for (const MessageRow &row : rows) {
        const bool staysHere = row.account == to.account || row.bodyState == BodyState::Full;
        if (!staysHere && TRY(tx.reader().folder(row.folder)).kind == FolderKind::Local)
            return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("only the header is here")).withServerText({}, "header-only");
    }
    return {};
}

Result<UndoRecord> copy(store::WriteTransaction &tx, const QList<PlacementId> &ids, FolderId target, std::int64_t notBefore)
{
    UndoRecord undo;
    for (const auto &[copy, original] : TRY(tx.transfers().copy(ids, target, notBefore)))
        undo.copied.append({copy, original});
    return undo;
}

} // namespace

Result<UndoRecord> changeFlags(store::Store &store, const QList<PlacementId> &ids, Flags set, Flags clear)
{
    return store.write(u"want flags", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        UndoRecord undo;
        undo.touched = set | clear;
        for (const MessageRow &row : TRY(tx.reader().rows(ids)))
            undo.flagged.append({row.id, row.flags});
        TRY(tx.wishes().wantFlags(ids, set, clear));
        return undo;
    });
}

Result<UndoRecord> markRead(store::Store &store, const QList<FolderId> &folders)
{
    return store.write(u"mark read", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        UndoRecord undo;
        undo.touched = Flag::Seen;
        QList<PlacementId> unread;
        for (const FolderId folder : folders)
            unread += TRY(tx.reader().unread(folder));
        for (const PlacementId id : std::as_const(unread))
            undo.flagged.append({id, {}}); // only this bit is touched, and none of them had it
        TRY(tx.wishes().wantFlags(unread, Flag::Seen, {}));
        return undo;
    });
}

Result<UndoRecord> flipFlag(store::Store &store, const QList<PlacementId> &ids, Flag flag)
{
    return store.write(u"flip flag", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        UndoRecord undo;
        undo.touched = flag;
        bool oneLacksIt = false;
        for (const MessageRow &row : TRY(tx.reader().rows(ids))) {
            undo.flagged.append({row.id, row.flags});
            oneLacksIt = oneLacksIt || !row.flags.testFlag(flag);
        }
        TRY(tx.wishes().wantFlags(ids, oneLacksIt ? Flags(flag) : Flags(), oneLacksIt ? Flags() : Flags(flag)));
        return undo;
    });
}

Result<UndoRecord> actOn(store::Store &store, const QList<PlacementId> &ids, MessageAction action, FolderId target, std::int64_t holdBack)
{
    return store.write(u"want folder", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        UndoRecord undo;
        const std::int64_t notBefore = holdBack > 0 ? Clock::nowUtc() + holdBack : 0;
        if (action == MessageAction::Copy || action == MessageAction::Move)
            TRY(refuseHeadersOnly(tx, ids, target));
        if (action == MessageAction::Copy)
            return copy(tx, ids, target, notBefore);
        if (action == MessageAction::Junk || action == MessageAction::NotJunk)
            undo.touched = Flag::Junk | Flag::NotJunk;
        QMap<FolderId, QList<PlacementId>> byTarget;
        QList<PlacementId> forever;
        for (const MessageRow &row : TRY(tx.reader().rows(ids))) {
            FolderId to = target;
            if (action != MessageAction::Move && action != MessageAction::DeleteForever)
                to = TRY(roleFolder(tx, TRY(tx.reader().folder(row.folder)).account, roleOf(action))).id; // shown in another account, it is that one's
            if (action == MessageAction::Trash && to == row.folder)
                continue; // Del pressed twice before the list has caught up means one deletion
            undo.moved.append({row.id, row.folder});
            if (undo.touched)
                undo.flagged.append({row.id, row.flags});
            if (action == MessageAction::DeleteForever)
                forever.append(row.id);
            else
                byTarget[to].append(row.id);
        }
        for (auto it = byTarget.cbegin(); it != byTarget.cend(); ++it) {
            TRY(tx.wishes().wantFolder(it.value(), it.key(), notBefore));
            if (action == MessageAction::Junk)
                TRY(tx.wishes().wantFlags(it.value(), Flag::Junk, Flag::NotJunk));
            else if (action == MessageAction::NotJunk)
                TRY(tx.wishes().wantFlags(it.value(), Flag::NotJunk, Flag::Junk));
        }
        if (!forever.isEmpty())
            TRY(tx.wishes().wantExpunge(forever, notBefore));
        return undo;
    });
}

Result<UndoRecord> emptyFolder(store::Store &store, FolderId folder, std::int64_t holdBack)
{
    store::ListQuery query;
    query.folder = folder;
    const auto shown = TRY(store.read([&](const store::Reader &reader) -> Result<std::vector<store::ListKey>> {
        (void)TRY(reader.folder(folder));
        return reader.listKeys(query);
    }));
    UndoRecord undo;
    const std::int64_t notBefore = holdBack > 0 ? Clock::nowUtc() + holdBack : 0;
    for (std::size_t begin = 0; begin < shown.size(); begin += kTogether) {
        QList<PlacementId> ids;
        for (std::size_t i = begin; i < std::min(begin + kTogether, shown.size()); ++i)
            ids.append(shown[i].id);
        const auto some = store.write(u"empty folder", [&](store::WriteTransaction &tx) -> Result<QList<UndoRecord::Moved>> {
            QList<UndoRecord::Moved> some;
            QList<PlacementId> still;
            for (const MessageRow &row : TRY(tx.reader().rows(ids))) {
                if (row.folder != folder)
                    continue; // it left meanwhile
                some.append({row.id, folder});
                still.append(row.id);
            }
            TRY(tx.wishes().wantExpunge(still, notBefore));
            return some;
        });
        if (!some) {
            // Half of it would go for good behind a sentence that says it failed.
            if (const Status back = takeBack(store, undo); !back)
                qCWarning(logEngine) << "an emptying that failed could not be taken back:" << describe(back.error());
            return some.error();
        }
        undo.moved.append(*some);
    }
    return undo;
}

namespace {

/** To where they were. How many are gone for good. */
Result<qsizetype> moveBack(store::WriteTransaction &tx, const QList<UndoRecord::Moved> &moved)
{
    QHash<PlacementId, FolderId> before;
    QList<PlacementId> ids;
    for (const UndoRecord::Moved &one : moved) {
        before.insert(one.id, one.from);
        ids.append(one.id);
    }
    TRY(tx.wishes().cancelWant(ids));
    // Those that were under way already go back the way they came.
    const QList<MessageRow> rows = TRY(tx.reader().rows(ids));
    for (const MessageRow &row : rows) {
        if (row.folder != before.value(row.id))
            TRY(tx.wishes().wantFolder({row.id}, before.value(row.id)));
    }
    return ids.size() - rows.size();
}

/** A copy whose original went meanwhile is the only one: it stays. */
Status removeCopies(store::WriteTransaction &tx, const QList<UndoRecord::Copied> &copied)
{
    QList<PlacementId> copies;
    for (const UndoRecord::Copied &one : copied) {
        if (!TRY(tx.reader().rows({one.original})).isEmpty())
            copies.append(one.copy);
    }
    return tx.wishes().wantExpunge(copies);
}

Status takeLabelsBack(store::WriteTransaction &tx, const UndoRecord::Labelled &one, const QStringList &touched)
{
    QStringList set = touched, clear = touched;
    const auto wasThere = [&](const QString &label) { return one.before.contains(label, Qt::CaseInsensitive); };
    set.removeIf([&](const QString &label) { return !wasThere(label); });
    clear.removeIf(wasThere);
    return tx.wishes().wantKeywords({one.id}, set, clear);
}

} // namespace

Status takeBack(store::Store &store, const UndoRecord &record)
{
    qsizetype gone = TRY(store.write(u"undo", [&](store::WriteTransaction &tx) -> Result<qsizetype> {
        const qsizetype goneFolders = TRY(takeBackFolders(tx, record)); // first: mail goes back into them
        for (const UndoRecord::Flagged &one : record.flagged)
            TRY(tx.wishes().wantFlags({one.id}, one.before & record.touched, record.touched & ~one.before));
        for (const UndoRecord::Labelled &one : record.labelled)
            TRY(takeLabelsBack(tx, one, record.touchedLabels));
        TRY(removeCopies(tx, record.copied));
        return goneFolders;
    }));
    for (qsizetype begin = 0; begin < record.moved.size(); begin += kTogether)
        gone += TRY(store.write(u"undo", [&](store::WriteTransaction &tx) { return moveBack(tx, record.moved.mid(begin, kTogether)); }));
    if (gone > 0)
        return makeError(ErrorKind::NotFound, QStringLiteral("%1 of %2 are gone for good").arg(gone).arg(record.moved.size() + record.goneFolders.size()));
    return {};
}

} // namespace petrel::engine
