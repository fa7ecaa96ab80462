#include "core/engine/imap/account_pass.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/wish_push.h"

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
    // Appends first: they may create the Sent or Drafts folder that the list then shows.
    TRY(WishPush(m_context, m_session).pushAppends());
    QList<ServerFolder> folders = TRY(refreshFolderList(m_context, m_session));

    if (m_options.onlyFolder)
        folders.removeIf([&](const ServerFolder &folder) { return folder.row.id != m_options.onlyFolder; });
    std::stable_sort(folders.begin(), folders.end(), [&](const ServerFolder &a, const ServerFolder &b) {
        return urgency(a, m_options.first) < urgency(b, m_options.first);
    });

    for (const ServerFolder &folder : std::as_const(folders)) {
        if (!TRY(needsPass(folder)))
            continue;
        const Status done = syncFolder(folder);
        if (!done) {
            if (!m_session.isAlive() || done.error().scope == ErrorScope::Application || done.error().kind == ErrorKind::Cancelled)
                return done;
            qCWarning(logEngine) << m_context.account.name << folder.row.path << describe(done.error());
            m_context.report.troubles.append(done.error().during(QStringLiteral("synchronising ") + folder.row.path));
        }
        if (m_options.betweenBatches)
            TRY(m_options.betweenBatches());
    }
    return fetchBodies(folders);
}

Result<bool> ImapAccountPass::needsPass(const ServerFolder &folder)
{
    if (!folder.row.selectable)
        return false;
    if (m_options.everyFolder || m_options.onlyFolder)
        return true;
    return m_context.store().read([&](const store::Reader &reader) -> Result<bool> {
        const store::SyncReader sync(reader);
        if (needsLook(folder, TRY(sync.syncState(folder.row.id))))
            return true;
        return TRY(sync.dirtyFolders(m_context.account.id, Clock::nowUtc())).contains(folder.row.id);
    });
}

Status ImapAccountPass::syncFolder(const ServerFolder &folder)
{
    if (m_options.claim && !m_options.claim(folder.row.id))
        return {}; // the other connection is at it
    FolderPassOptions options;
    options.betweenBatches = m_options.betweenBatches;
    options.somebodyWaits = m_options.somebodyWaits;
    const Status done = FolderPass(m_context, m_session, folder, options).run();
    if (m_options.release)
        m_options.release(folder.row.id);
    return done;
}

Status ImapAccountPass::fetchBodies(const QList<ServerFolder> &folders)
{
    const OfflinePolicy policy = m_options.bodies.value_or(m_context.account.offline);
    for (const ServerFolder &folder : folders) {
        const bool unwanted = folder.row.role == FolderRole::Junk || folder.row.role == FolderRole::Trash
                              || folder.row.role == FolderRole::All || folder.row.role == FolderRole::Flagged;
        if (!folder.row.selectable || (unwanted && policy.bodies != OfflinePolicy::Bodies::All))
            continue;
        const Status done = fetchBodiesByPolicy(m_context, m_session, folder.row, policy, m_options.betweenBatches);
        if (!done && (!m_session.isAlive() || done.error().scope == ErrorScope::Application || done.error().kind == ErrorKind::Cancelled))
            return done;
        if (!done)
            m_context.report.troubles.append(done.error().during(QStringLiteral("fetching texts of ") + folder.row.path));
    }
    return {};
}

} // namespace petrel::engine
