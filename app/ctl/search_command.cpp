#include "app/ctl/message_listing.h"
#include "app/ctl/run_commands.h"
#include "app/shared/sentences.h"
#include "core/engine/imap/connection.h"
#include "core/engine/imap/find_plan.h"

#include <algorithm>

namespace petrel::ctl {

namespace {

/** What the servers found beyond what is here, and what kept them from it. */
struct FoundThere
{
    QList<PlacementId> placements;
    ExitCode code = Done;
};

/** The folders of one account, one after the other, on a connection of their own. */
Status askAccount(Session &session, const Account &account, QList<engine::FindWanted> folders, int limit, FoundThere &there)
{
    ProgressBar bar;
    engine::PassContext context = session.context(account, &bar);
    const auto imap = TRY(engine::openImap(context));
    for (engine::FindWanted &wanted : folders) {
        wanted.most = limit - static_cast<int>(there.placements.size());
        if (wanted.most <= 0)
            break;
        const FolderRow folder = TRY(session.store().read([&](const store::Reader &reader) { return reader.folder(wanted.folder); }));
        engine::FolderFind find(wanted);
        Status asked;
        while (asked && !find.isOver()) {
            asked = find.step(context, *imap);
            context.tell(engine::AccountStatus::Task::Headers, folder.name, find.asked(), find.toAsk());
        }
        there.placements += find.found();
        if (!asked && !imap->isAlive())
            return asked;
        if (!asked) {
            complain(QStringLiteral("%1 was not searched at the server. %2").arg(folder.path, app::plainSentence(asked.error())));
            there.code = InPart;
        }
    }
    imap->logout();
    return {};
}

Result<FoundThere> askServers(Session &session, const store::SearchRequest &request)
{
    const engine::FindPlan plan = TRY(engine::planFind(session.store(), request, {}, Session::stop()));
    FoundThere there;
    for (const Account &account : TRY(session.store().read([](const store::Reader &reader) { return reader.accounts(); }))) {
        QList<engine::FindWanted> folders = plan.folders;
        folders.removeIf([&account](const engine::FindWanted &wanted) { return wanted.account != account.id; });
        if (folders.isEmpty() || !account.enabled)
            continue;
        const Status asked = askAccount(session, account, folders, request.limit, there);
        if (!asked && asked.error().kind == ErrorKind::Cancelled)
            return asked.error();
        if (!asked) {
            complain(QStringLiteral("%1 was not searched to its end. %2").arg(account.name, app::plainSentence(asked.error())));
            there.code = exitCodeOf(asked.error());
        }
    }
    return there;
}

/** A message is listed once, as the one that was found here. */
QList<MessageRow> together(QList<MessageRow> here, const QList<MessageRow> &there, int limit)
{
    QSet<MessageId> listed;
    for (const MessageRow &row : std::as_const(here))
        listed.insert(row.message);
    for (const MessageRow &row : there) {
        if (!listed.contains(row.message))
            here.append(row);
        listed.insert(row.message);
    }
    std::stable_sort(here.begin(), here.end(), [](const MessageRow &a, const MessageRow &b) { return a.date > b.date; });
    return here.mid(0, limit);
}

} // namespace

Result<ExitCode> runSearch(Session &session, const Arguments &arguments)
{
    store::SearchRequest request;
    request.text = arguments.words.join(QLatin1Char(' '));
    request.limit = TRY(arguments.number(QStringLiteral("limit"), 200, 0, 1'000'000));
    if (arguments.has(QStringLiteral("account")))
        request.account = TRY(session.account(arguments.value(QStringLiteral("account")))).id;
    const auto searchHere = [&] { return session.store().read([&](const store::Reader &reader) { return reader.search(request); }, Session::stop()); };
    const QList<MessageRow> here = TRY(searchHere());
    if (!arguments.has(QStringLiteral("server"))) {
        TRY(printMessages(session, here));
        return Done;
    }
    const FoundThere there = TRY(askServers(session, request));
    const QList<MessageRow> rows = TRY(session.store().read([&](const store::Reader &reader) { return reader.rows(there.placements); }));
    QSet<PlacementId> onlyThere(there.placements.begin(), there.placements.end());
    for (const MessageRow &row : here)
        onlyThere.remove(row.id);
    TRY(printMessages(session, together(here, rows, request.limit), onlyThere));
    return there.code;
}

} // namespace petrel::ctl
