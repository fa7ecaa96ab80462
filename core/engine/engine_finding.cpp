// Searching at the servers: the part of Engine about mail that a search here cannot find.

#include "core/engine/engine_private.h"

#include "core/engine/imap/find_plan.h"

#include <map>

namespace petrel::engine {

namespace {

/** A search that goes on at several accounts. On the engine's thread, but for stop. */
class RunningFind
{
public:
    RunningFind(QPointer<QObject> context, StopToken stop, std::function<void(const ServerFind &)> told)
        : m_context(std::move(context)), m_stop(std::move(stop)), m_told(std::move(told))
    {
    }

    void begin(const QList<FindWanted> &folders)
    {
        m_find.folders = static_cast<int>(folders.size());
        for (const FindWanted &wanted : folders)
            m_waiting[wanted.account].append({wanted.folder, wanted.below});
    }

    /** What a window brought, or the error that ended the folder. */
    struct News
    {
        AccountId account;
        FolderId folder;
        QList<PlacementId> found;
        qint64 asked = 0;
        qint64 toAsk = 0;
        Uid goesOnBelow;
        bool isOver = false;
        std::optional<Error> error;
    };

    void take(const News &news)
    {
        m_waiting[news.account].removeIf([&news](const FindLeft &left) { return left.folder == news.folder; });
        m_parts[news.folder] = news;
        if (news.goesOnBelow)
            m_find.left.append({news.folder, news.goesOnBelow});
        if (news.error)
            m_find.troubles.append({news.folder, *news.error});
        m_find.folder = news.folder;
        tell();
    }

    void end(AccountId account, const Status &outcome)
    {
        const QList<FindLeft> untouched = m_waiting[account];
        m_waiting.erase(account);
        for (const FindLeft &left : untouched) {
            if (outcome)
                m_find.left.append(left);
            else
                m_find.troubles.append({left.folder, outcome.error()});
        }
        if (!outcome)
            giveUpBegun(account, outcome.error());
        tellWhetherOver();
    }

    /** It cannot even be planned. */
    void fail(const Error &error)
    {
        m_find.troubles.append({{}, error});
        tellWhetherOver();
    }

    void tellWhetherOver()
    {
        m_find.isOver = m_waiting.empty();
        if (m_find.isOver)
            m_find.folder = {};
        tell();
    }

private:
    /** The folder that was being asked when the connections went. */
    void giveUpBegun(AccountId account, const Error &error)
    {
        for (auto &[folder, part] : m_parts) {
            if (part.account != account || part.isOver || part.error)
                continue;
            part.error = error;
            m_find.troubles.append({folder, error});
        }
    }

    void tell()
    {
        m_find.found.clear();
        m_find.foldersAsked = 0;
        m_find.messages = m_find.messagesAsked = 0;
        for (const auto &[folder, part] : m_parts) {
            m_find.found += part.found;
            m_find.messages += part.toAsk;
            m_find.messagesAsked += part.asked;
            m_find.foldersAsked += part.isOver || part.error ? 1 : 0;
        }
        if (m_context && !m_stop.stop_requested())
            m_told(m_find);
    }

    QPointer<QObject> m_context;
    StopToken m_stop;
    std::function<void(const ServerFind &)> m_told;
    ServerFind m_find;
    std::map<AccountId, QList<FindLeft>> m_waiting; ///< folders that were not begun, by account that is not through
    std::map<FolderId, News> m_parts;
};

/** From a connection's thread. */
void tellLater(EnginePrivate &d, std::function<void()> news)
{
    QMetaObject::invokeMethod(&d.events, std::move(news), Qt::QueuedConnection);
}

FindRequest requestFor(EnginePrivate &d, AccountId account, const QList<FindWanted> &folders, const StopToken &stop, const std::shared_ptr<RunningFind> &running)
{
    FindRequest request{.folders = folders, .wanted = stop};
    request.told = [&d, account, running](const FolderFind &find, const std::optional<Error> &error) {
        tellLater(d, [running, news = RunningFind::News{account, find.folder(), find.found(), find.asked(), find.toAsk(), find.goesOnBelow(), find.isOver(), error}] { running->take(news); });
    };
    request.answer = [&d, account, running](const Status &outcome) { tellLater(d, [running, account, outcome] { running->end(account, outcome); }); };
    return request;
}

void begin(EnginePrivate &d, const QList<FindWanted> &folders, const StopToken &stop, const std::shared_ptr<RunningFind> &running)
{
    running->begin(folders);
    running->tellWhetherOver();
    std::map<AccountId, QList<FindWanted>> byAccount;
    for (const FindWanted &wanted : folders)
        byAccount[wanted.account].append(wanted);
    for (const auto &[account, ofAccount] : byAccount) {
        AccountRunner *runner = d.workersMayRun ? d.runner(account) : nullptr;
        if (runner)
            runner->requestFind(requestFor(d, account, ofAccount, stop, running));
        else
            running->end(account, makeError(ErrorKind::Network, QStringLiteral("nothing is connected")));
    }
}

} // namespace

Ticket Engine::searchReach(const store::SearchRequest &request, QObject *context, Done<SearchReach> done)
{
    StopSource source;
    d->finding.post([this, request, stop = source.get_token(), guard = QPointer<QObject>(context), done = std::move(done)] {
        if (stop.stop_requested())
            return; // while one types on, each letter asks anew
        const Result<FindPlan> plan = planFind(*d->store, request, {}, stop);
        d->deliver(guard, [stop, done, reach = plan ? Result<SearchReach>(plan->reach) : plan.error()] {
            if (!stop.stop_requested())
                done(reach);
        });
    });
    return Ticket(std::move(source));
}

Ticket Engine::searchServers(const store::SearchRequest &request, const QList<FindLeft> &from, QObject *context, std::function<void(const ServerFind &)> told)
{
    StopSource source;
    const StopToken stop = source.get_token();
    const auto running = std::make_shared<RunningFind>(QPointer<QObject>(context), stop, std::move(told));
    d->finding.post([this, request, from, stop, running] {
        const Result<FindPlan> plan = planFind(*d->store, request, from, stop);
        tellLater(*d, [this, running, stop, plan] {
            if (stop.stop_requested())
                return;
            if (plan)
                begin(*d, plan->folders, stop, running);
            else
                running->fail(plan.error());
        });
    });
    return Ticket(std::move(source));
}

} // namespace petrel::engine
