#include "core/engine/workers/chosen_watch.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

// As for the inbox: home routers forget silent connections after five minutes or so.
constexpr std::chrono::minutes kIdleRound{4};

} // namespace

Result<std::optional<ServerFolder>> ChosenWatch::chosen(PassContext &context, FolderId inView)
{
    return context.store().read([&](const store::Reader &reader) -> Result<std::optional<ServerFolder>> {
        QList<FolderId> wanted = TRY(reader.favourites());
        if (inView)
            wanted.prepend(inView);
        if (wanted.isEmpty())
            return std::optional<ServerFolder>(); // as a rule; not a statement more for that
        const store::SyncReader sync(reader);
        const QList<store::KnownRemoteFolder> known = TRY(sync.remoteFolders(context.account.id));
        for (const FolderId id : std::as_const(wanted)) {
            const auto ours = std::find_if(known.cbegin(), known.cend(), [id](const store::KnownRemoteFolder &folder) { return folder.id == id; });
            if (ours == known.cend() || ours->sync.lastSync == 0)
                continue;
            const FolderRow row = TRY(sync.folder(id));
            if (row.selectable && row.role != FolderRole::Inbox)
                return std::optional(ServerFolder{row, TRY(imap::MailboxName::fromWire(ours->wireName)), std::nullopt, ours->sync});
        }
        return std::optional<ServerFolder>();
    });
}

Result<bool> ChosenWatch::enter(imap::ImapSession &session, const ServerFolder &folder) const
{
    if (session.selected() != folder.name) {
        const imap::SelectResult now = TRY(session.select(folder.name, imap::ImapSession::Access::ReadOnly));
        return !isAsLeft(folder.known, now) && m_found != folder.row.id;
    }
    const QList<imap::MailboxEvent> since = session.takeEvents(); // but for new mail it is the pass's own echo
    return std::any_of(since.cbegin(), since.cend(), [](const imap::MailboxEvent &event) { return event.kind == imap::MailboxEvent::Kind::Exists; });
}

Result<ChosenWatch::Outcome> ChosenWatch::listen(PassContext &context, imap::ImapSession &session, WakeSignal &wake, const Deadline &until)
{
    if (!session.canIdle() || m_isRefused || hearsOfAll(session))
        return Outcome::Asleep;
    const std::optional<ServerFolder> folder = TRY(chosen(context, m_desk.inView()));
    if (!folder)
        return Outcome::Asleep;
    ImapDesk::News news;
    news.folders.insert(folder->name.wire());
    const Result<bool> hasChanged = enter(session, *folder);
    if (!hasChanged && !session.isAlive())
        return hasChanged.error();
    if (!hasChanged)
        return Outcome::Asleep; // gone, or not ours to read: the next pass tells
    if (*hasChanged) {
        m_found = folder->row.id;
        m_desk.tell(news);
        return Outcome::Awake;
    }
    const Result<imap::IdleOutcome> idled = session.idle(Deadline::in(kIdleRound).earlierOf(until), &wake);
    if (!idled && !session.isAlive())
        return idled.error();
    m_isRefused = !idled;
    if (m_isRefused)
        return Outcome::Asleep;
    m_found = {};
    if (*idled == imap::IdleOutcome::Events) {
        (void)session.takeEvents();
        m_desk.tell(news);
    }
    return Outcome::Awake;
}

} // namespace petrel::engine
