#include "core/engine/imap/folder_list.h"

#include "core/base/clock.h"

#include <QHash>

#include <algorithm>

namespace petrel::engine {

namespace {

store::RemoteFolder toRemoteFolder(const imap::FolderListing &listing)
{
    store::RemoteFolder folder;
    folder.wireName = listing.name.wire();
    folder.path = listing.path();
    folder.delimiter = listing.delimiter;
    folder.role = listing.role;
    folder.selectable = listing.selectable;
    folder.subscribed = listing.subscribed;
    folder.takesFolders = listing.mayHaveChildren;
    folder.mailboxId = listing.status ? listing.status->mailboxId.text : QByteArray();
    return folder;
}

/**
 * Role folders that the person's first "archive" or "junk" made here, and no server has seen yet, are made
 * there before the list is taken: otherwise the list would take them away again. Unless the server has another folder of
 * that role, to which the store hands over what was meant for ours.
 */
Status createAwaited(PassContext &context, imap::ImapSession &session, QList<imap::FolderListing> &listings)
{
    QList<std::pair<FolderRow, QByteArray>> awaited;
    TRY(context.store().read([&](const store::Reader &reader) -> Status {
        QHash<FolderId, QByteArray> neverSeen;
        for (const store::KnownRemoteFolder &known : TRY(store::SyncReader(reader).remoteFolders(context.account.id))) {
            if (!known.sync.uidValidity)
                neverSeen.insert(known.id, known.wireName);
        }
        if (neverSeen.isEmpty())
            return {};
        for (const FolderRow &row : TRY(reader.folders(context.account.id, store::Reader::Counts::None))) {
            if (row.role == FolderRole::None || !neverSeen.contains(row.id))
                continue;
            const QByteArray wire = neverSeen.value(row.id);
            const bool listed = std::any_of(listings.cbegin(), listings.cend(), [&](const imap::FolderListing &one) {
                return one.name.wire() == wire || (one.role == row.role && one.selectable);
            });
            if (!listed)
                awaited.append({row, wire});
        }
        return {};
    }));
    for (const auto &[row, wire] : std::as_const(awaited)) {
        const imap::MailboxName name = TRY(imap::MailboxName::fromWire(wire));
        const Result<imap::MailboxName> made = createAtServer(context, session, row, name);
        if (!made) {
            if (!session.isAlive())
                return made.error();
            context.report.troubles.append({PassTrouble::What::Folder, row.path, made.error().during(QStringLiteral("creating ") + row.path)});
            continue;
        }
        imap::FolderListing listing;
        listing.name = *made;
        listing.delimiter = listings.isEmpty() ? '/' : listings.first().delimiter;
        listing.role = row.role;
        listing.subscribed = true;
        listings.append(listing);
    }
    return {};
}

} // namespace

Result<QList<ServerFolder>> refreshFolderList(PassContext &context, imap::ImapSession &session)
{
    context.tell(AccountStatus::Task::ListingFolders, {}, 0, 0);
    imap::FolderList list = TRY(session.list(imap::ImapSession::WithStatus::Yes));
    QList<imap::FolderListing> &listings = list.folders;
    if (!list.incomplete)
        TRY(createAwaited(context, session, listings));
    const auto listedAre = list.incomplete ? store::FolderRepository::Listed::Some : store::FolderRepository::Listed::All;
    QList<store::RemoteFolder> remote;
    for (const imap::FolderListing &listing : listings)
        remote.append(toRemoteFolder(listing));

    const AccountId account = context.account.id;
    TRY(context.store().write(u"folder list", [&](store::WriteTransaction &tx) { return tx.folders().setRemoteFolders(account, remote, listedAre); }));

    return context.store().read([&](const store::Reader &reader) -> Result<QList<ServerFolder>> {
        QHash<FolderId, store::KnownRemoteFolder> known;
        for (const store::KnownRemoteFolder &one : TRY(store::SyncReader(reader).remoteFolders(account)))
            known.insert(one.id, one);
        QHash<QByteArray, const imap::FolderListing *> listed;
        for (const imap::FolderListing &listing : std::as_const(listings))
            listed.insert(listing.name.wire(), &listing);
        QList<ServerFolder> folders;
        for (const FolderRow &row : TRY(store::SyncReader(reader).folders(account))) {
            const auto ours = known.constFind(row.id);
            const imap::FolderListing *listing = ours == known.cend() ? nullptr : listed.value(ours->wireName);
            if (listing)
                folders.append(ServerFolder{row, listing->name, listing->status, ours->sync});
        }
        return folders;
    });
}

Result<imap::MailboxName> createAtServer(PassContext &context, imap::ImapSession &session, const FolderRow &folder, const imap::MailboxName &name)
{
    imap::MailboxName there = name;
    const Result<imap::Namespaces> namespaces = session.namespaces();
    if (!namespaces && !session.isAlive())
        return namespaces.error();
    const QByteArray prefix = namespaces && !namespaces->personal.isEmpty() ? namespaces->personal.first().prefix : QByteArray();
    if (!prefix.isEmpty() && !name.wire().startsWith(prefix)) {
        there = TRY(imap::MailboxName::fromWire(prefix + name.wire()));
        // Named first: after a cut it is asked for by the same name again.
        TRY(context.store().write(u"name folder", [&](store::WriteTransaction &tx) { return tx.folders().nameBeforeCreation(folder.id, there.wire()); }));
    }
    TRY(session.createFolder(there, folder.role));
    (void)session.subscribe(there, true); // a folder that is not subscribed is still a folder
    return there;
}

imap::FolderSnapshot snapshotOf(const store::FolderSyncState &state)
{
    imap::FolderSnapshot snapshot;
    snapshot.uidValidity = state.uidValidity;
    snapshot.uidNext = state.uidNext;
    snapshot.highestModSeq = state.highestModSeq;
    snapshot.exists = static_cast<std::uint32_t>(std::max(state.serverTotal, 0));
    snapshot.backfillUid = state.backfillUid;
    return snapshot;
}

bool isAsLeft(const store::FolderSyncState &known, const imap::SelectResult &now)
{
    return now.uidValidity == known.uidValidity && now.uidNext == known.uidNext && now.highestModSeq == known.highestModSeq
           && static_cast<int>(now.exists) == known.serverTotal;
}

Result<bool> needsLook(const store::SyncReader &store, const ServerFolder &folder)
{
    if (!folder.row.selectable)
        return false;
    if (!folder.status || folder.known.lastSync == 0)
        return true;
    const std::chrono::seconds since(Clock::nowUtc() - folder.known.lastSync);
    const imap::Quiet quiet = imap::quietness(snapshotOf(folder.known), *folder.status, since);
    if (quiet != imap::Quiet::IfUnseenAgrees)
        return quiet == imap::Quiet::No;
    return static_cast<int>(*folder.status->unseen) != TRY(store.unseenAtServer(folder.row.id));
}

} // namespace petrel::engine
