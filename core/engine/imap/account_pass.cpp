#include "core/engine/imap/account_pass.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/folder_push.h"
#include "core/engine/imap/own_mail.h"
#include "core/engine/imap/wish_push.h"
#include "core/engine/retry_policy.h"
#include "core/engine/send/sent_habits.h"

#include <algorithm>

namespace petrel::engine {

namespace {

/** Who comes first: the folder on screen, the inbox, folders with wishes, roles, the rest. */
int urgency(const ServerFolder &folder, FolderId first)
{
    if (folder.row.id == first)
        return 0;
    if (folder.row.role == FolderRole::Inbox)
        return 1;
    return folder.row.role == FolderRole::None ? 3 : 2;
}

} // namespace

Status ImapAccountPass::run()
{
    TRY(noteGmail());
    bool foldersAreWanted = false;
    const bool somethingIsSought = TRY(m_context.store().read([&](const store::Reader &reader) -> Result<bool> {
        const store::SyncReader sync(reader);
        foldersAreWanted = TRY(sync.hasFolderWishes(m_context.account.id));
        return sync.hasDueFateLooks(m_context.account.id, Clock::nowUtc());
    }));
    if (somethingIsSought)
        TRY(lookForUncertain(m_context, [this](const OutboxItem &item, int looksBefore) { return lookAtServer(m_context, m_session, item, looksBefore); }));
    FolderPush folders(m_context, m_session, m_options.claim, m_options.release);
    if (foldersAreWanted)
        TRY(folders.run());
    TRY(m_options.extent == ImapPassOptions::Extent::Full ? runFull() : runWishes());
    return foldersAreWanted ? folders.run() : Status(); // what had to wait for its mail
}

/** So that labels can be wished for while nothing is connected. */
Status ImapAccountPass::noteGmail()
{
    const AccountId id = m_context.account.id;
    const bool isGmail = m_session.capabilities().has("X-GM-EXT-1");
    if (TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).hasGmailLabels(id); })) == isGmail)
        return {};
    return m_context.store().write(u"labels of Gmail's", [&](store::WriteTransaction &tx) { return tx.labels().setGmailLabels(id, isGmail); });
}

Status ImapAccountPass::runWishes()
{
    TRY(WishPush(m_context, m_session).pushAppends(m_options.betweenBatches));
    const QList<FolderId> dirty = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyFolders(m_context.account.id, Clock::nowUtc());
    }));
    for (const FolderId id : dirty) {
        if (m_options.lookInto.contains(id))
            continue;
        const ServerFolder folder = TRY(folderOf(id));
        const Status pushed = pushFolder(folder);
        if (!pushed)
            TRY(trouble(pushed.error(), QStringLiteral("sending changes of ") + folder.row.path, folder.row));
        if (m_options.betweenBatches)
            TRY(m_options.betweenBatches());
    }
    for (const FolderId id : std::as_const(m_options.lookInto)) {
        const Result<ServerFolder> folder = folderOf(id);
        if (folder && folder->row.selectable && folder->row.account == m_context.account.id) // else another account's, or gone meanwhile
            (void)TRY(lookInto(*folder, m_options.firstScreenOnly ? Backfill::No : Backfill::Yes));
    }
    return {};
}

Status ImapAccountPass::pushFolder(const ServerFolder &folder)
{
    const UidValidity known = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).syncState(folder.row.id);
    })).uidValidity;
    if (!folder.row.selectable || !known || (m_options.claim && !m_options.claim(folder.row.id)))
        return {}; // never listed, or the other connection is at it
    const Status pushed = [&]() -> Status {
        // Renumbered: the full pass binds what floats first.
        if (TRY(m_session.select(folder.name)).uidValidity != known)
            return {};
        return WishPush(m_context, m_session).pushFolder(folder.row.id, known);
    }();
    if (m_options.release)
        m_options.release(folder.row.id);
    return pushed;
}

Status ImapAccountPass::trouble(const Error &error, const QString &doing, const FolderRow &folder)
{
    if (!m_session.isAlive() || endsPass(error))
        return error;
    qCWarning(logEngine) << m_context.account.name << doing << describe(error);
    m_context.report.troubles.append({PassTrouble::What::Folder, folder.path, error.during(doing)});
    return {};
}

Result<ServerFolder> ImapAccountPass::folderOf(FolderId id)
{
    return m_context.store().read([&](const store::Reader &reader) -> Result<ServerFolder> {
        const store::SyncReader sync(reader);
        const FolderRow row = TRY(sync.folder(id));
        const QByteArray wire = TRY(sync.wireName(id));
        return ServerFolder{row, TRY(imap::MailboxName::fromWire(wire)), std::nullopt};
    });
}

Status ImapAccountPass::runFull()
{
    // Appends first: they may create the Sent or Drafts folder that the list then shows.
    TRY(WishPush(m_context, m_session).pushAppends(m_options.betweenBatches));
    if (m_options.onlyFolder)
        return runOnly();
    QList<ServerFolder> folders = TRY(refreshFolderList(m_context, m_session));
    std::stable_sort(folders.begin(), folders.end(), [&](const ServerFolder &a, const ServerFolder &b) {
        return urgency(a, m_options.first) < urgency(b, m_options.first);
    });

    const QList<ServerFolder> needing = TRY(needingPass(folders));
    // Where only one has anything to list, it is listed in one go.
    const auto listsAnew = [](const ServerFolder &folder) { return folder.known.backfillUid != Uid(1); };
    const bool several = std::count_if(needing.cbegin(), needing.cend(), listsAnew) > 1;
    TRY(estimate(needing));
    QList<ServerFolder> begun;
    for (const ServerFolder &folder : needing) {
        const bool isFirstScreen = several && listsAnew(folder);
        if (TRY(lookInto(folder, isFirstScreen ? Backfill::No : Backfill::Yes)) && isFirstScreen)
            begun.append(folder);
    }
    const QSet<FolderId> rest = begun.isEmpty() ? QSet<FolderId>() : TRY(unfinished());
    for (const ServerFolder &folder : std::as_const(begun)) {
        if (rest.contains(folder.row.id))
            (void)TRY(lookInto(folder, Backfill::Yes));
    }
    m_context.listing = {};
    if (m_context.report.newMessages > 0)
        TRY(learnFromTwins(m_context));
    return fetchBodies(folders);
}

Status ImapAccountPass::estimate(const QList<ServerFolder> &folders)
{
    m_context.listing = {};
    QList<ServerFolder> toList = folders;
    toList.removeIf([](const ServerFolder &folder) { return folder.known.backfillUid == Uid(1) || !folder.status; });
    if (toList.isEmpty())
        return {}; // as a rule; not a statement for that
    return m_context.store().read([&](const store::Reader &reader) -> Status {
        for (const ServerFolder &folder : std::as_const(toList)) {
            m_context.listing.total += folder.status->messages.value_or(0);
            m_context.listing.done += static_cast<qint64>(TRY(store::SyncReader(reader).knownUids(folder.row.id)).size());
        }
        m_context.listing.done = std::min(m_context.listing.done, m_context.listing.total);
        return {};
    });
}

Result<bool> ImapAccountPass::lookInto(const ServerFolder &folder, Backfill backfill)
{
    const Status done = syncFolder(folder, backfill);
    if (!done)
        TRY(trouble(done.error(), QStringLiteral("synchronising ") + folder.row.path, folder.row));
    if (m_options.betweenBatches)
        TRY(m_options.betweenBatches());
    return done.ok();
}

Result<QSet<FolderId>> ImapAccountPass::unfinished()
{
    return m_context.store().read([&](const store::Reader &reader) -> Result<QSet<FolderId>> {
        QSet<FolderId> folders;
        for (const store::KnownRemoteFolder &known : TRY(store::SyncReader(reader).remoteFolders(m_context.account.id))) {
            if (known.sync.backfillUid != Uid(1))
                folders.insert(known.id);
        }
        return folders;
    });
}

Status ImapAccountPass::runOnly()
{
    ServerFolder folder = TRY(folderOf(m_options.onlyFolder));
    if (!folder.row.selectable)
        return {};
    Status done = syncFolder(folder);
    if (!done && m_session.isAlive() && !endsPass(done.error()) && m_session.selected() != folder.name) {
        // The server does not let us in: it may be gone, have another name, or be still to be made.
        const QList<ServerFolder> listed = TRY(refreshFolderList(m_context, m_session));
        const auto there = std::find_if(listed.cbegin(), listed.cend(), [&](const ServerFolder &one) { return one.row.id == folder.row.id; });
        if (there == listed.cend())
            return {};
        folder = *there;
        done = syncFolder(folder);
    }
    if (!done)
        TRY(trouble(done.error(), QStringLiteral("synchronising ") + folder.row.path, folder.row));
    return fetchBodies({folder});
}

Result<QList<ServerFolder>> ImapAccountPass::needingPass(const QList<ServerFolder> &folders)
{
    return m_context.store().read([&](const store::Reader &reader) -> Result<QList<ServerFolder>> {
        const store::SyncReader sync(reader);
        const QList<FolderId> dirty = TRY(sync.dirtyFolders(m_context.account.id, Clock::nowUtc()));
        QList<ServerFolder> needing;
        for (const ServerFolder &folder : folders) {
            const bool asked = folder.row.selectable && (m_options.everyFolder || dirty.contains(folder.row.id));
            if (asked || TRY(needsLook(sync, folder)))
                needing.append(folder);
        }
        return needing;
    });
}

Status ImapAccountPass::syncFolder(const ServerFolder &folder, Backfill backfill)
{
    if (m_options.claim && !m_options.claim(folder.row.id))
        return {}; // the other connection is at it
    FolderPassOptions options;
    options.backfill = backfill == Backfill::Yes;
    options.line = m_options.line;
    const OfflinePolicy policy = m_options.bodies.value_or(m_context.account.offline);
    options.toCome = policy.bodies == OfflinePolicy::Bodies::OnDemand ? Traffic::Headers : Traffic::HeadersAndBodies;
    options.betweenBatches = m_options.betweenBatches;
    options.somebodyWaits = m_options.somebodyWaits;
    const Status done = FolderPass(m_context, m_session, folder, options).run();
    if (m_options.release)
        m_options.release(folder.row.id);
    return done;
}

Status ImapAccountPass::fetchBodies(const QList<ServerFolder> &folders)
{
    PassedOver ofThisPass;
    PassedOver &passedOver = m_options.passedOver ? *m_options.passedOver : ofThisPass;
    const OfflinePolicy ofAccount = m_options.bodies.value_or(m_context.account.offline);
    QHash<FolderId, store::KnownRemoteFolder> now;
    for (const store::KnownRemoteFolder &known : TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).remoteFolders(m_context.account.id); })))
        now.insert(known.id, known);
    for (const ServerFolder &folder : folders) {
        const store::KnownRemoteFolder known = now.value(folder.row.id);
        const std::optional<OfflinePolicy> chosen = m_options.bodies ? std::nullopt : known.offline;
        const OfflinePolicy policy = chosen.value_or(ofAccount);
        const bool unwanted = folder.row.role == FolderRole::Junk || folder.row.role == FolderRole::Trash
                              || folder.row.role == FolderRole::All || folder.row.role == FolderRole::Flagged;
        const bool leftOut = !chosen && unwanted && policy.bodies != OfflinePolicy::Bodies::All;
        if (!folder.row.selectable || leftOut || passedOver.hasAllOf(folder.row.id, known.sync, policy))
            continue;
        const int troubles = static_cast<int>(m_context.report.troubles.size());
        const BodyPassOptions options{policy, m_options.line, m_options.betweenBatches, m_options.somebodyWaits};
        const Status done = BodyPass(m_context, m_session, folder.row, passedOver, options).run();
        if (!done)
            TRY(trouble(done.error(), QStringLiteral("fetching texts of ") + folder.row.path, folder.row));
        else if (m_context.report.troubles.size() == troubles)
            passedOver.noteAllOf(folder.row.id, known.sync, policy);
    }
    return {};
}

} // namespace petrel::engine
