#include "core/engine/imap/body_fetch.h"

#include "core/base/clock.h"
#include "core/engine/imap/partial_body.h"
#include "core/engine/message_intake.h"
#include "core/engine/retry_policy.h"
#include "core/imap/grammar/limits.h"

namespace petrel::engine {

namespace {

constexpr int kBodiesPerLook = 100;
// What comes in one command and is kept in one transaction: short enough to yield to who waits, and for the gate.
constexpr qint64 kSmallBytes = 256 * 1024;
constexpr qint64 kBytesTogether = 1024 * 1024;
constexpr qsizetype kMessagesTogether = 50;
constexpr qint64 kMostBytesHeld = 8 * 1024 * 1024;
constexpr std::int64_t kSecondsPerDay = 24 * 3600;

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

/** The small ones at the head of `rows`, as many as may come together; fewer than two are none. */
QList<MessageRow> takeTogether(QList<MessageRow> &rows, const PassedOver &passedOver)
{
    qint64 bytes = 0;
    qsizetype count = 0;
    const auto fits = [&](const MessageRow &row) {
        return row.size <= kSmallBytes && bytes + row.size <= kBytesTogether && !passedOver.isAskedAlone(row.message);
    };
    while (count < rows.size() && count < kMessagesTogether && fits(rows.at(count)))
        bytes += rows.at(count++).size;
    if (count < 2)
        return {};
    const QList<MessageRow> together = rows.first(count);
    rows.remove(0, count);
    return together;
}

/** What did not come stays in `rows`, to be asked for one by one: then each says why. */
Status fetchTogether(PassContext &context, imap::ImapSession &session, FolderId folder, QList<MessageRow> &rows)
{
    QHash<Uid, MessageId> wanted;
    imap::SequenceSet uids;
    for (const MessageRow &row : std::as_const(rows)) {
        wanted.insert(row.uid, row.message);
        uids.add(row.uid);
    }
    TRY(selectFolderOf(context, session, folder));
    std::vector<MessageIntake::Body> bodies;
    QSet<Uid> came;
    qint64 bytes = 0;
    const auto keep = [&]() -> Status {
        context.report.bodies += static_cast<int>(bodies.size());
        bytes = 0;
        return context.store().write(u"store bodies", [&](store::WriteTransaction &tx) -> Status {
            for (MessageIntake::Body &body : std::exchange(bodies, {}))
                TRY(MessageIntake::store(tx, std::move(body)));
            return {};
        });
    };
    const Status fetched = session.fetchWhole(uids, [&](Uid uid, const QByteArray &message) -> Status {
        if (context.stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("the download was stopped"));
        MessageIntake intake(context.store());
        TRY(intake.write(message));
        bodies.push_back(TRY(intake.finishBodyOf(wanted.value(uid))));
        came.insert(uid);
        bytes += message.size();
        return bytes < kMostBytesHeld ? Status() : keep(); // RFC822.SIZE is a hint, and some servers lie
    });
    TRY(keep());
    rows.removeIf([&](const MessageRow &row) { return came.contains(row.uid); });
    const bool mayGoOn = fetched || (session.isAlive() && !endsPass(fetched.error()));
    return mayGoOn ? Status() : fetched;
}

/** The next of `rows`: several small ones together, or one. */
Status fetchSome(PassContext &context, imap::ImapSession &session, FolderId folder, QList<MessageRow> &rows, PassedOver &passedOver)
{
    QList<MessageRow> next = takeTogether(rows, passedOver);
    if (next.isEmpty()) {
        next.append(rows.takeFirst());
    } else if (const Status together = fetchTogether(context, session, folder, next); !together) {
        if (countsAsAttempt(together.error()))
            passedOver.askAlone(next); // perhaps it was one of them that the server closed at
        return together;
    }
    for (const MessageRow &row : std::as_const(next)) {
        TRY(selectFolderOf(context, session, folder));
        const Status fetched = fetchBody(context, session, row.id);
        if (fetched)
            continue;
        if (countsAsAttempt(fetched.error()))
            passedOver.note(row.message, fetched.error());
        if (!session.isAlive() || after(fetched.error()) >= Disposition::StopFolder)
            return fetched;
    }
    return {};
}

} // namespace

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
Status fetchFrom(PassContext &context, imap::ImapSession &session, const store::MessageDetail &detail, PartialBody &partial)
{
    MessageIntake intake(context.store());
    TRY(partial.resume([&](const QByteArray &piece) { return intake.write(piece); }));
    const auto sink = [&](const QByteArray &piece) -> Status {
        if (context.stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("the download was stopped"));
        partial.keep(piece);
        return intake.write(piece);
    };
    TRY(session.fetchBody(detail.row.uid, {}, sink, partial.size()));
    TRY(intake.storeBodyOf(detail.row.message));
    partial.forget();
    ++context.report.bodies;
    return {};
}

} // namespace

store::FolderSyncState PassedOver::stateOfRows(store::FolderSyncState state)
{
    state.highestModSeq = {};
    state.lastSync = 0;
    return state;
}

bool PassedOver::hasAllOf(FolderId folder, const store::FolderSyncState &state) const
{
    const auto whole = m_whole.constFind(folder);
    return whole != m_whole.cend() && *whole == stateOfRows(state);
}

Status fetchBody(PassContext &context, imap::ImapSession &session, PlacementId placement)
{
    const store::MessageDetail detail = TRY(context.store().read([&](const store::Reader &reader) { return reader.detail(placement); }));
    if (detail.row.bodyState == BodyState::Full)
        return {};
    if (!detail.row.uid)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Backoff,
                         QStringLiteral("the message is on its way to another folder; its text comes once it has arrived"));
    if (detail.row.size > imap::Limits().literalBytes)
        return makeError(ErrorKind::Unsupported, QStringLiteral("the message is larger than Petrel fetches"));
    TRY(selectFolderOf(context, session, detail.serverFolder));

    PartialBody partial(context.store().profileDirectory(), detail.row.message, detail.row.size);
    Status fetched = fetchFrom(context, session, detail, partial);
    // A server that slices dishonestly is asked from the beginning, once.
    if (!fetched && partial.wasResumed() && fetched.error().kind == ErrorKind::Protocol && session.isAlive()) {
        partial.forget();
        fetched = fetchFrom(context, session, detail, partial);
    }
    return fetched;
}

Status fetchBodiesByPolicy(PassContext &context, imap::ImapSession &session, const FolderRow &folder, const OfflinePolicy &policy,
                           PassedOver &passedOver, const std::function<Status()> &betweenMessages)
{
    if (policy.bodies == OfflinePolicy::Bodies::OnDemand)
        return {};
    const std::int64_t since = policy.bodies == OfflinePolicy::Bodies::All ? 0 : Clock::nowUtc() - policy.days * kSecondsPerDay;
    while (true) {
        QList<MessageRow> rows = TRY(context.store().read([&](const store::Reader &reader) {
            return store::SyncReader(reader).withoutBody(folder.id, since, imap::Limits().literalBytes, kBodiesPerLook + passedOver.size());
        }));
        QList<PassTrouble> left;
        rows.removeIf([&](const MessageRow &row) {
            const Error *reason = passedOver.whyItWaits(row.message);
            if (reason)
                left.append({PassTrouble::What::Message, folder.path, *reason});
            return reason != nullptr;
        });
        if (rows.isEmpty()) {
            context.report.troubles += left;
            return {};
        }
        const qint64 total = rows.size();
        while (!rows.isEmpty()) {
            context.tell(AccountStatus::Task::Bodies, folder.name, total - rows.size(), total);
            TRY(fetchSome(context, session, folder.id, rows, passedOver));
            if (betweenMessages)
                TRY(betweenMessages());
        }
    }
}

} // namespace petrel::engine
