#include "core/engine/imap/body_fetch.h"

#include "core/base/clock.h"
#include "core/engine/message_intake.h"

namespace petrel::engine {

namespace {

constexpr int kBodiesPerLook = 100;
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
    if (session.selected() == name)
        return {};
    const imap::SelectResult selected = TRY(session.select(name));
    if (selected.uidValidity != known)
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Backoff,
                         QStringLiteral("the folder was renumbered at the server; it is listed anew first"));
    return {};
}

} // namespace

Status fetchBody(PassContext &context, imap::ImapSession &session, PlacementId placement)
{
    const store::MessageDetail detail = TRY(context.store().read([&](const store::Reader &reader) { return reader.detail(placement); }));
    if (detail.row.bodyState == BodyState::Full)
        return {};
    if (!detail.row.uid)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Backoff,
                         QStringLiteral("the message is on its way to another folder; its text comes once it has arrived"));
    TRY(selectFolderOf(context, session, detail.serverFolder));

    MessageIntake intake(context.store());
    const auto sink = [&](const QByteArray &piece) -> Status {
        if (context.stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("the download was stopped"));
        return intake.write(piece);
    };
    TRY(session.fetchBody(detail.row.uid, {}, sink));
    TRY(intake.storeBodyOf(detail.row.message));
    ++context.report.bodies;
    return {};
}

Status fetchBodiesByPolicy(PassContext &context, imap::ImapSession &session, const FolderRow &folder, const OfflinePolicy &policy,
                           const std::function<Status()> &betweenMessages)
{
    if (policy.bodies == OfflinePolicy::Bodies::OnDemand)
        return {};
    const std::int64_t since = policy.bodies == OfflinePolicy::Bodies::All ? 0 : Clock::nowUtc() - policy.days * kSecondsPerDay;
    QSet<MessageId> passedOver;
    while (true) {
        QList<MessageRow> rows = TRY(context.store().read([&](const store::Reader &reader) {
            return store::SyncReader(reader).withoutBody(folder.id, since, kBodiesPerLook + static_cast<int>(passedOver.size()));
        }));
        rows.removeIf([&](const MessageRow &row) { return passedOver.contains(row.message); });
        if (rows.isEmpty())
            return {};
        qint64 done = 0;
        for (const MessageRow &row : std::as_const(rows)) {
            context.tell(AccountStatus::Task::Bodies, folder.name, done++, rows.size());
            const Status fetched = fetchBody(context, session, row.id);
            if (!fetched) {
                if (!session.isAlive() || fetched.error().kind == ErrorKind::Cancelled)
                    return fetched;
                passedOver.insert(row.message);
                context.report.troubles.append(fetched.error());
            }
            if (betweenMessages)
                TRY(betweenMessages());
        }
    }
}

} // namespace petrel::engine
