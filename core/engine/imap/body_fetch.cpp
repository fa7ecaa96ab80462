#include "core/engine/imap/body_fetch.h"

#include "core/base/clock.h"
#include "core/engine/imap/partial_body.h"
#include "core/engine/message_intake.h"
#include "core/engine/retry_policy.h"
#include "core/imap/grammar/limits.h"

namespace petrel::engine {

Status selectFolderOf(PassContext &context, imap::ImapSession &session, FolderId folder)
{
    UidValidity known;
    QByteArray wire;
    TRY(context.store().read([&](const store::Reader &reader) -> Status {
        const store::SyncReader sync(reader);
        wire = TRY(sync.wireName(folder));
        known = TRY(sync.syncState(folder)).uidValidity;
        return {};
    }));
    const imap::MailboxName name = TRY(imap::MailboxName::fromWire(wire));
    if (session.selected() != name)
        (void)TRY(session.select(name));
    if (session.selectedUidValidity() != known)
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Backoff,
                         QStringLiteral("the folder was renumbered at the server; it is listed anew first"));
    return {};
}

void PassedOver::note(MessageId message, const Error &error)
{
    Wait &wait = m_messages[message];
    ++wait.attempts;
    wait.reason = error;
    wait.until = RetryPolicy::isGivenUp(error, wait.attempts) ? 0 : Clock::nowUtc() + RetryPolicy::wishPause(error, wait.attempts).count();
}

void PassedOver::askAlone(const QList<MessageRow> &rows)
{
    for (const MessageRow &row : rows)
        m_alone.insert(row.message);
}

const Error *PassedOver::whyItWaits(MessageId message) const
{
    const auto found = m_messages.constFind(message);
    const bool waits = found != m_messages.cend() && (found->until == 0 || found->until > Clock::nowUtc());
    return waits ? &found->reason : nullptr;
}

namespace {

/** What came before a cut is here already and is not asked for again. */
Status fetchFrom(PassContext &context, imap::ImapSession &session, const store::MessageDetail &detail, PartialBody &partial, const BodyWaiting &waiting)
{
    MessageIntake intake(context.store());
    TRY(partial.resume([&](const QByteArray &piece) { return intake.write(piece); }));
    const auto sink = [&](const QByteArray &piece) -> Status {
        TRY(waiting.goesOn(context, intake.size() + piece.size(), detail.row.size));
        partial.keep(piece);
        return intake.write(piece);
    };
    TRY(session.fetchBody(detail.row.uid, {}, sink, partial.size()));
    const Status stored = intake.storeBodyOf(detail.row.message, detail.envelope);
    if (stored || stored.error().scope == ErrorScope::Message) // what is another message's is of no use either
        partial.forget();
    TRY(stored);
    ++context.report.bodies;
    return {};
}

} // namespace

Status BodyWaiting::goesOn(const PassContext &context, qint64 done, qint64 total) const
{
    if (context.stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("the download was stopped"));
    if (wanted.stop_requested())
        return makeError(ErrorKind::Cancelled, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("nobody waits for it any more"));
    if (progress)
        progress(done, std::max(done, total));
    return {};
}

store::FolderSyncState PassedOver::stateOfRows(store::FolderSyncState state)
{
    state.highestModSeq = {};
    state.lastSync = 0;
    return state;
}

bool PassedOver::hasAllOf(FolderId folder, const store::FolderSyncState &state, const OfflinePolicy &policy) const
{
    const auto whole = m_whole.constFind(folder);
    return whole != m_whole.cend() && whole->state == stateOfRows(state) && whole->policy == policy;
}

Status fetchBody(PassContext &context, imap::ImapSession &session, PlacementId placement, const BodyWaiting &waiting, WhenHere whenHere)
{
    const store::MessageDetail detail = TRY(context.store().read([&](const store::Reader &reader) { return reader.detail(placement); }));
    if (detail.row.bodyState == BodyState::Full && whenHere == WhenHere::Keep)
        return {};
    if (!detail.row.uid)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Backoff,
                         QStringLiteral("the message is on its way to another folder; its text comes once it has arrived"));
    if (detail.row.size > imap::Limits().literalBytes)
        return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("the message is larger than Petrel fetches"))
            .withServerText({}, "too-large");
    TRY(selectFolderOf(context, session, detail.serverFolder));

    PartialBody partial(context.store().profileDirectory(), detail.row.message, detail.row.size);
    Status fetched = fetchFrom(context, session, detail, partial, waiting);
    // A server that slices dishonestly is asked from the beginning, once.
    if (!fetched && partial.wasResumed() && fetched.error().kind == ErrorKind::Protocol && session.isAlive()) {
        partial.forget();
        fetched = fetchFrom(context, session, detail, partial, waiting);
    }
    return fetched;
}

} // namespace petrel::engine
