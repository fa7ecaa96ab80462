#include "core/engine/workers/inbox_watch.h"

#include "core/base/log.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

// Home routers forget silent connections after five minutes or so; RFC 2177 would allow 29.
constexpr std::chrono::minutes kIdleRound{4};
constexpr std::chrono::minutes kPollWithoutIdle{2};

} // namespace

Result<std::optional<ServerFolder>> InboxWatch::inbox(PassContext &context)
{
    return context.store().read([&](const store::Reader &reader) -> Result<std::optional<ServerFolder>> {
        const Result<FolderRow> row = reader.folderByRole(context.account.id, FolderRole::Inbox);
        if (!row && row.error().kind == ErrorKind::NotFound)
            return std::optional<ServerFolder>();
        if (!row)
            return row.error();
        const store::SyncReader sync(reader);
        if (TRY(sync.syncState(row->id)).lastSync == 0)
            return std::optional<ServerFolder>();
        const QByteArray wire = TRY(sync.wireName(row->id));
        return std::optional(ServerFolder{*row, TRY(imap::MailboxName::fromWire(wire))});
    });
}

void InboxWatch::beginSession()
{
    m_due = Look::Whole;
    m_idleRefused = false; // a server in maintenance refuses today what it takes tomorrow
    m_notifyRefused = false;
}

Status InboxWatch::step(PassContext &context, imap::ImapSession &session, const ServerFolder &inbox, WakeSignal &wake, const Deadline &until)
{
    if (m_due == Look::None && session.selected() != inbox.name)
        m_due = TRY(hasChanged(context, session, inbox)) ? Look::Whole : Look::None;
    const Look due = m_due;
    // While the other connection is at it, perhaps for minutes, new mail comes in all the same; the look that is due
    // waits until it is through, of which it wakes us.
    const Claim claim = due == Look::None || m_desk.claim(inbox.row.id) ? Claim::Ours : Claim::Others;
    if (due != Look::None)
        TRY(look(context, session, inbox, due, claim));
    TRY(listenToOthers(context, session));
    // What was announced meanwhile would not be announced again.
    const Look next = heard(session, due != Look::None);
    m_due = claim == Claim::Others ? Look::Whole : next;
    return next == Look::None ? wait(context, session, wake, until) : Status();
}

Result<bool> InboxWatch::hasChanged(PassContext &context, imap::ImapSession &session, const ServerFolder &inbox)
{
    const imap::SelectResult now = TRY(session.select(inbox.name));
    const store::FolderSyncState known = TRY(context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).syncState(inbox.row.id); }));
    return !isAsLeft(known, now);
}

Status InboxWatch::look(PassContext &context, imap::ImapSession &session, const ServerFolder &inbox, Look how, Claim claim)
{
    FolderPassOptions options;
    options.backfill = false;
    options.asGuest = claim == Claim::Others;
    options.flagsAreKnown = how == Look::NewMailOnly;
    options.betweenBatches = [&] { return m_desk.requests.serve(context, session); };
    options.somebodyWaits = [this] { return !m_desk.requests.isEmpty(); };
    const Status done = FolderPass(context, session, inbox, options).run();
    if (claim == Claim::Ours) {
        m_desk.release(inbox.row.id);
        m_onReleased();
    }
    return done;
}

InboxWatch::Look InboxWatch::heard(imap::ImapSession &session, bool afterLook)
{
    using Kind = imap::MailboxEvent::Kind;
    ImapDesk::News news;
    Look due = Look::None;
    for (const imap::MailboxEvent &event : session.takeEvents()) {
        if (event.kind == Kind::FolderStatus)
            news.folders.insert(event.status->name.wire());
        else if (!event.concernsSelected())
            news.folderList = true;
        else if (event.kind == Kind::Exists)
            due = std::max(due, Look::NewMailOnly);
        else if (!afterLook) // after a pass of ours the rest is its own echo
            due = Look::Whole;
    }
    if (!news.isEmpty()) {
        m_desk.tell(news);
        m_onNews();
    }
    return due;
}

/** Once a session, and again after the server had too much to tell. Its first answer are the counters of all the others. */
Status InboxWatch::listenToOthers(PassContext &context, imap::ImapSession &session)
{
    if (!session.canNotify() || session.isNotifying() || m_notifyRefused)
        return {};
    const Result<QList<imap::MailboxStatus>> counters = session.notify({});
    if (!counters && !session.isAlive())
        return counters.error();
    m_notifyRefused = !counters;
    m_desk.setNotifyRefused(m_notifyRefused);
    if (!counters) {
        qCWarning(logEngine) << context.account.name << "other folders are polled:" << describe(counters.error());
        return {};
    }
    ImapDesk::News news;
    TRY(context.store().read([&](const store::Reader &reader) -> Status {
        QHash<QByteArray, store::FolderSyncState> known;
        for (const store::KnownRemoteFolder &folder : TRY(store::SyncReader(reader).remoteFolders(context.account.id)))
            known.insert(folder.wireName, folder.sync);
        for (const imap::MailboxStatus &status : *counters) {
            const store::FolderSyncState before = known.value(status.name.wire());
            // What nothing proves to be different waits for the next poll.
            const bool differs = status.uidNext && *status.uidNext != before.uidNext;
            if (differs && known.contains(status.name.wire()))
                news.folders.insert(status.name.wire());
        }
        return {};
    }));
    if (!news.isEmpty()) {
        m_desk.tell(news);
        m_onNews();
    }
    return {};
}

Status InboxWatch::wait(PassContext &context, imap::ImapSession &session, WakeSignal &wake, const Deadline &until)
{
    if (session.canIdle() && !m_idleRefused) {
        const Result<imap::IdleOutcome> idled = session.idle(Deadline::in(kIdleRound).earlierOf(until), &wake);
        if (!idled && !session.isAlive())
            return idled.error();
        m_idleRefused = !idled;
        if (!idled)
            return {};
        if (*idled == imap::IdleOutcome::Events)
            m_due = std::max(m_due, heard(session, false));
        if (*idled != imap::IdleOutcome::Elapsed || until.passed())
            return {};
        // Some servers never say anything in IDLE. With mod-sequences a look costs no more than a NOOP.
        m_due = session.usesCondstore() ? Look::Whole : m_due;
        return session.usesCondstore() ? Status() : session.noop();
    }
    (void)wake.sleep(Deadline::in(kPollWithoutIdle).earlierOf(until), context.stop);
    m_due = Look::Whole;
    return context.stop.stop_requested() ? Status() : session.noop();
}

} // namespace petrel::engine
