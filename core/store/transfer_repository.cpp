#include "core/store/transfer_repository.h"

#include "core/base/clock.h"
#include "core/model/gmail_label.h"
#include "core/store/append_rows_p.h"
#include "core/store/change_collector_p.h"
#include "core/store/keyword_table_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/transfer_rows_p.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

struct TransferRepository::Target
{
    FolderId id;
    AccountId account;
    FolderKind kind = FolderKind::Remote;

    [[nodiscard]] bool isWhere(const PlacementState &state) const { return state.account == account && state.folderKind == kind; }
};

namespace {

/** \Deleted is a step of the server it was set at, not a property of the message. */
Flags flagsToBring(const PlacementState &state)
{
    return state.flags.view() & ~Flags(Flag::Deleted);
}

NewMessage asNew(const MessageDetail &detail, Flags flags)
{
    NewMessage message;
    message.flags = flags;
    message.keywords = detail.keywords;
    message.dateReceived = detail.dateReceived;
    message.size = detail.row.size;
    message.envelope = detail.envelope;
    message.parts = detail.parts;
    message.bodyState = detail.raw ? BodyState::Full : std::min(detail.row.bodyState, BodyState::Structure);
    message.raw = detail.raw;
    message.preview = detail.row.preview;
    return message;
}

/** The text of the index is here already, in the form that the index has it. */
Status shareIndex(sqlite::Database &database, MessageId from, MessageId to)
{
    return database.run("UPDATE search_doc SET body = (SELECT body FROM search_doc WHERE message = ?1) WHERE message = ?2 AND body = '' "
                        "AND EXISTS (SELECT 1 FROM search_doc WHERE message = ?1 AND body <> '')",
                        from, to);
}

Result<QList<std::int64_t>> numbers(sqlite::Statement row)
{
    QList<std::int64_t> ids;
    while (TRY(row.step()))
        ids.append(row.integer());
    return ids;
}

/** A wish whose message lies in the folder already, but for the UID. */
Status insertWish(sqlite::Database &database, const AppendWish &wish, std::int64_t notBefore)
{
    return database.run("INSERT INTO append_wish (account, folder, origin, source, blob, flags, keywords, internal_date, message_id, placement, not_before) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        wish.account, wish.folder, wish.origin, wish.source, wish.blob, wish.flags, wish.keywords.join(QLatin1Char(' ')), wish.internalDate,
                        wish.messageId.isNull() ? QByteArray("") : wish.messageId, wish.placement, notBefore);
}

AppendWish wishFor(const MessageDetail &detail, Flags flags)
{
    AppendWish wish;
    wish.origin = AppendWish::Origin::Elsewhere;
    wish.blob = detail.raw;
    wish.flags = flags;
    wish.keywords = detail.keywords;
    wish.keywords.removeIf(isGmailWord); // no server takes them with an APPEND: they follow
    wish.internalDate = detail.dateReceived;
    wish.messageId = detail.envelope.messageId;
    return wish;
}

} // namespace

Result<TransferRepository::Target> TransferRepository::targetOf(FolderId folder)
{
    sqlite::Statement row = TRY(m_transaction.database().query("SELECT account, kind, selectable FROM folder WHERE id = ? AND gone = 0", folder));
    if (!TRY(row.step()))
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the target folder is gone"));
    Target target;
    target.id = folder;
    target.account = row.id<AccountId>();
    target.kind = row.enumeration<FolderKind>();
    if (!row.boolean())
        return makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the folder holds folders only")).withServerText({}, "NOSELECT");
    return target;
}

Result<QList<TransferRepository::Copied>> TransferRepository::copy(const QList<PlacementId> &ids, FolderId folder, std::int64_t notBefore)
{
    const Target target = TRY(targetOf(folder));
    QList<Copied> copies;
    for (const PlacementId id : ids) {
        const std::optional<PlacementState> original = TRY(PlacementTable(m_transaction).find(id));
        if (original && original->shownIn())
            copies.append(TRY(copyOne(*original, target, notBefore)));
    }
    return copies;
}

Result<TransferRepository::Copied> TransferRepository::copyOne(const PlacementState &original, const Target &target, std::int64_t notBefore)
{
    const MessageDetail detail = TRY(m_transaction.reader().detail(original.id));
    const PlacementId copy = TRY(insertAs(original, target));
    const bool isHere = target.kind == FolderKind::Local && (detail.raw || original.folderKind == FolderKind::Local);
    if (!isHere) {
        AppendWish wish = wishFor(detail, flagsToBring(original));
        wish.account = target.account;
        wish.folder = target.id;
        wish.source = original.id;
        wish.placement = copy;
        if (target.isWhere(original)) {
            wish.origin = AppendWish::Origin::Copy;
            wish.blob = {};
        }
        TRY(insertWish(m_transaction.database(), wish, notBefore));
    }
    return Copied{copy, original.id};
}

/** A row of the target with this message; of the same account it shares the content, of another one it has its own. */
Result<PlacementId> TransferRepository::insertAs(const PlacementState &original, const Target &target)
{
    const PlacementId row = TRY(insertPlainly(original, target));
    TRY(bringKeywords(original.id, row, target, target.isWhere(original) ? TRY(KeywordTable(m_transaction).base(original.id)) : QStringList()));
    return row;
}

/** `row` in the target shows the keywords of `original`. A server has those that it is known to have: what an APPEND brought of them is seen then. */
Status TransferRepository::bringKeywords(PlacementId original, PlacementId row, const Target &target, const QStringList &known)
{
    KeywordTable keywords(m_transaction);
    const QStringList view = TRY(keywords.view(original));
    return keywords.show(row, view, target.kind == FolderKind::Local ? view : known);
}

Result<PlacementId> TransferRepository::insertPlainly(const PlacementState &original, const Target &target)
{
    sqlite::Database &database = m_transaction.database();
    const Flags flags = flagsToBring(original);
    if (target.account != original.account) {
        const NewMessage message = asNew(TRY(m_transaction.reader().detail(original.id)), flags);
        const InsertedMessage row = TRY(m_transaction.messages().insertMessages(target.id, std::span(&message, 1))).first();
        TRY(shareIndex(database, original.message, row.message));
        return row.placement;
    }
    PlacementState state;
    state.folder = target.id;
    state.message = original.message;
    state.flags.base = flags;
    state.floatingSince = target.kind == FolderKind::Remote ? Clock::nowUtc() : 0;
    const auto sortDate = TRY(database.integer("SELECT sort_date FROM placement WHERE id = ?", original.id));
    return PlacementTable(m_transaction).insert(state, sortDate.value_or(0));
}

Result<int> TransferRepository::carryDue(AccountId account, std::int64_t now, int limit)
{
    sqlite::Database &database = m_transaction.database();
    const auto some = [&](const char *which) -> Result<QList<std::int64_t>> {
        return numbers(TRY(database.query(std::string("SELECT ") + which + " AND ?2 = ?2 LIMIT ?3", account, now, limit)));
    };
    static const std::string kMoves = std::string("p.id ") + kMovesToCarry, kFilled = std::string("w.id ") + kCopiesToFill, kOrphans = std::string("w.id ") + kCopiesOfNothing;
    int done = 0;
    for (const std::int64_t id : TRY(some(kMoves.c_str())))
        done += TRY(carry(PlacementId(id))) ? 1 : 0;
    const QList<std::int64_t> copies = TRY(some(kFilled.c_str())), orphans = TRY(some(kOrphans.c_str()));
    for (const std::int64_t id : copies)
        TRY(giveContent(WishId(id)));
    for (const std::int64_t id : orphans)
        TRY(settleOrphan(WishId(id)));
    return done + static_cast<int>(copies.size() + orphans.size());
}

Result<bool> TransferRepository::carry(PlacementId id)
{
    const std::optional<PlacementState> before = TRY(PlacementTable(m_transaction).find(id));
    if (!before || before->wantFolder <= 0 || before->parkedSince != 0)
        return false;
    const Target target = TRY(targetOf(FolderId(before->wantFolder)));
    const bool isHere = TRY(m_transaction.database().integer("SELECT 1 FROM message WHERE id = ? AND raw IS NOT NULL", before->message)).has_value();
    if (target.isWhere(*before) || !isHere)
        return false;
    TRY(handOver(*before, target, true));
    return true;
}

Result<bool> TransferRepository::carryOn(const PlacementState &vanished)
{
    const Target target = TRY(targetOf(FolderId(vanished.wantFolder)));
    if (!TRY(m_transaction.database().integer("SELECT 1 FROM message WHERE id = ? AND raw IS NOT NULL", vanished.message)))
        return false;
    TRY(handOver(vanished, target, false));
    return true;
}

/** The row goes over to the target, so that it is the same one in every window; what stays behind is a new, hidden one. */
Status TransferRepository::handOver(const PlacementState &before, const Target &target, bool keepsSource)
{
    PlacementTable table(m_transaction);
    const MessageDetail detail = TRY(m_transaction.reader().detail(before.id));
    const std::optional<PlacementState> there = TRY(table.find(TRY(insertAs(before, target))));
    PlacementState after = before;
    after.folder = target.id;
    after.message = there->message;
    after.uid = {};
    after.modSeq = {};
    after.flags = FlagState{flagsToBring(before), {}, {}};
    after.floatingSince = there->floatingSince;
    after.forgetMove();
    after.forgetFailures();
    TRY(table.update(before, after));
    TRY(table.remove(*there));

    const bool wasOnlyHere = before.folderKind == FolderKind::Local && target.kind == FolderKind::Local;
    if (wasOnlyHere)
        TRY(keepReceiver(detail, there->message, target.account));
    const PlacementId source = keepsSource && !wasOnlyHere ? TRY(leaveSource(before, target)) : PlacementId();
    TRY(bringKeywords(before.id, before.id, target, {}));
    if (target.kind == FolderKind::Remote) {
        AppendWish wish = wishFor(detail, after.flags.base);
        wish.account = target.account;
        wish.folder = target.id;
        wish.source = source;
        wish.placement = before.id;
        TRY(insertWish(m_transaction.database(), wish, 0));
    }
    return table.removeMessageIfOrphaned(before.message);
}

/** From one maildrop's folders to another's: whose it was, and the copy at that server, do not change by that. */
Status TransferRepository::keepReceiver(const MessageDetail &moved, MessageId to, AccountId account)
{
    const AccountId named = TRY(m_transaction.ledger().follow(moved.row.message, to));
    const AccountId receiver = named ? named : moved.row.receiver();
    return receiver != account ? m_transaction.database().run("UPDATE message SET fetched_by = ? WHERE id = ?", receiver, to) : Status();
}

/** Hidden where it was. On this computer its content is safe at once; at a server it is when the append is done. */
Result<PlacementId> TransferRepository::leaveSource(const PlacementState &before, const Target &target)
{
    const auto sortDate = TRY(m_transaction.database().integer("SELECT sort_date FROM placement WHERE id = ?", before.id));
    PlacementState remainder;
    remainder.folder = before.folder;
    remainder.message = before.message;
    remainder.uid = before.uid;
    remainder.modSeq = before.modSeq;
    remainder.flags.base = before.flags.base;
    remainder.floatingSince = before.floatingSince;
    remainder.wantFolder = PlacementState::kExpunge;
    remainder.stage = target.kind == FolderKind::Remote ? MoveStage::Held : MoveStage::Wanted;
    const PlacementId source = TRY(PlacementTable(m_transaction).insert(remainder, sortDate.value_or(0)));
    KeywordTable keywords(m_transaction);
    const QStringList base = TRY(keywords.base(before.id));
    TRY(keywords.show(source, base, base));
    TRY(copyFromInstead(m_transaction, before.id, source));
    return source;
}

Status TransferRepository::giveContent(WishId id)
{
    sqlite::Database &database = m_transaction.database();
    sqlite::Statement row = TRY(database.query("SELECT source, placement, folder FROM append_wish WHERE id = ?", id));
    if (!TRY(row.step()))
        return {};
    const auto source = row.id<PlacementId>();
    const auto copy = row.id<PlacementId>();
    const auto folder = row.id<FolderId>();
    const std::optional<PlacementState> shown = TRY(PlacementTable(m_transaction).find(copy));
    const MessageDetail detail = TRY(m_transaction.reader().detail(source));
    if (shown) {
        BodyUpdate body;
        body.raw = detail.raw;
        body.parts = detail.parts;
        body.preview = detail.row.preview;
        TRY(m_transaction.messages().storeBody(shown->message, body));
        TRY(shareIndex(database, detail.row.message, shown->message));
    }
    if (TRY(database.integer("SELECT 1 FROM folder WHERE id = ? AND kind = 1", folder)))
        return database.run("DELETE FROM append_wish WHERE id = ?", id);
    return database.run("UPDATE append_wish SET blob = ? WHERE id = ?", detail.raw, id);
}

/** What it was to be copied from is gone: it comes from our own copy, or not at all. */
Status TransferRepository::settleOrphan(WishId id)
{
    sqlite::Database &database = m_transaction.database();
    const auto raw = TRY(database.integer("SELECT m.raw FROM append_wish w JOIN placement p ON p.id = w.placement JOIN message m ON m.id = p.message "
                                          "WHERE w.id = ? AND m.raw IS NOT NULL",
                                          id));
    if (raw)
        return database.run("UPDATE append_wish SET blob = ?, origin = 2 WHERE id = ?", BlobId(*raw), id);
    return m_transaction.appends().discard(id);
}

Result<bool> TransferRepository::giveBack(PlacementId id)
{
    sqlite::Database &database = m_transaction.database();
    PlacementTable table(m_transaction);
    sqlite::Statement row = TRY(database.query("SELECT w.id, w.source FROM append_wish w JOIN placement s ON s.id = w.source "
                                               "WHERE w.placement = ? AND w.stage = 0 AND s.stage = 4",
                                               id));
    if (!TRY(row.step()))
        return false;
    const auto wish = row.id<WishId>();
    const std::optional<PlacementState> source = TRY(table.find(row.id<PlacementId>()));
    const std::optional<PlacementState> before = TRY(table.find(id));
    if (!source || !before)
        return false;
    PlacementState after = *before;
    after.folder = source->folder;
    after.message = source->message;
    after.uid = source->uid;
    after.modSeq = source->modSeq;
    after.floatingSince = source->floatingSince;
    const Flags view = before->flags.view();
    after.flags = source->folderKind == FolderKind::Local ? FlagState{view, {}, {}}
                                                          : wanted(FlagState{source->flags.base, {}, {}}, view & ~source->flags.base, source->flags.base & ~view);
    after.forgetMove();
    after.forgetFailures();
    KeywordTable keywords(m_transaction);
    const QStringList shown = TRY(keywords.view(id));
    TRY(keywords.show(id, shown, source->folderKind == FolderKind::Local ? shown : TRY(keywords.base(source->id))));
    TRY(copyFromInstead(m_transaction, source->id, id));
    TRY(database.run("DELETE FROM append_wish WHERE id = ?", wish));
    m_transaction.changes().attention();
    TRY(table.remove(*source));
    TRY(table.update(*before, after));
    TRY(table.removeMessageIfOrphaned(before->message));
    return true;
}

Result<bool> TransferRepository::giveBackRefused(WishId id, const QString &error)
{
    sqlite::Database &database = m_transaction.database();
    sqlite::Statement row = TRY(database.query("SELECT placement, folder FROM append_wish WHERE id = ? AND placement IS NOT NULL", id));
    if (!TRY(row.step()))
        return false;
    const auto placement = row.id<PlacementId>();
    const auto target = row.id<FolderId>();
    if (!TRY(giveBack(placement)))
        return false;
    const std::optional<PlacementState> before = TRY(PlacementTable(m_transaction).find(placement));
    PlacementState after = *before;
    after.wantFolder = target.number();
    TRY(PlacementTable(m_transaction).update(*before, after));
    const PlacementId ids[] = {placement};
    TRY(m_transaction.wishes().park(ids, error));
    return true;
}

} // namespace petrel::store
