#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "app/shared/sentences.h"
#include "core/engine/imap/account_pass.h"
#include "core/engine/imap/connection.h"
#include "core/engine/pop3/maildrop_pass.h"
#include "core/engine/send/submission.h"

#include <QElapsedTimer>

namespace petrel::ctl {

using namespace std::chrono_literals;

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

struct SyncWishes
{
    QString folder;
    std::optional<OfflinePolicy> bodies;
    std::chrono::seconds watch{0};
};

Result<SyncWishes> parseWishes(const Arguments &arguments)
{
    SyncWishes wishes;
    wishes.folder = arguments.value(QStringLiteral("folder"));
    wishes.watch = std::chrono::seconds(TRY(arguments.number(QStringLiteral("watch"), 0, 0, 1'000'000)));
    if (!arguments.has(QStringLiteral("bodies")))
        return wishes;
    const QString word = arguments.value(QStringLiteral("bodies"));
    OfflinePolicy policy;
    bool ok = true;
    if (word == QStringLiteral("none")) {
        policy.bodies = OfflinePolicy::Bodies::OnDemand;
    } else if (word == QStringLiteral("all")) {
        policy.bodies = OfflinePolicy::Bodies::All;
    } else {
        policy.days = word.startsWith(QStringLiteral("days=")) ? word.mid(5).toInt(&ok) : 0;
        if (!ok || policy.days < 1)
            return invalid(QStringLiteral("--bodies wants none, all or days=N, not \"%1\"").arg(word));
    }
    wishes.bodies = policy;
    return wishes;
}

constexpr char kNoSuchFolder[] = "no-such-folder";

Error noSuchFolder(const Account &account, const QString &path)
{
    return invalid(QStringLiteral("the account \"%1\" has no folder \"%2\"").arg(account.name, path)).withServerText({}, kNoSuchFolder);
}

/** What `sync` does with an IMAP account, and what it learns of the line meanwhile. */
class ImapSync
{
public:
    ImapSync(engine::PassContext &context, const SyncWishes &wishes, const Deadline &until) : m_context(context), m_wishes(wishes), m_until(until) {}

    /** Where the server's compression is broken, once more without. */
    Status run()
    {
        const Status done = runOnce();
        if (done || done.error().code != "compression")
            return done;
        m_line.forbidCompression();
        return runOnce();
    }

private:
    Status runOnce()
    {
        const auto session = TRY(engine::openImap(m_context));
        engine::TrafficMeter meter(*session);
        Status done = pass(*session);
        if (done && !m_until.passed())
            done = watch(*session);
        if (session->isAlive())
            session->logout();
        meter.addTo(m_context.report);
        return done;
    }

    Status pass(imap::ImapSession &session)
    {
        engine::ImapPassOptions options;
        options.bodies = m_wishes.bodies;
        options.line = &m_line;
        if (!m_wishes.folder.isEmpty())
            options.onlyFolder = TRY(folder(session));
        return engine::ImapAccountPass(m_context, session, options).run();
    }

    Result<FolderId> folder(imap::ImapSession &session)
    {
        const auto find = [&](const store::Reader &reader) { return reader.folderByPath(m_context.account.id, m_wishes.folder); };
        auto row = m_context.store().read(find);
        if (!row) {
            // Perhaps it was made at the server since the last look.
            (void)TRY(engine::refreshFolderList(m_context, session));
            row = m_context.store().read(find);
        }
        if (!row)
            return noSuchFolder(m_context.account, m_wishes.folder);
        return row->id;
    }

    /** Waits at the inbox and does a pass whenever something happens there, until the time is up. */
    Status watch(imap::ImapSession &session)
    {
        while (!m_until.passed()) {
            if (session.canIdle()) {
                (void)TRY(session.select(imap::MailboxName::inbox(), imap::ImapSession::Access::ReadOnly));
                (void)TRY(session.idle(m_until.earlierOf(Deadline::in(4min))));
            } else {
                WakeSignal never;
                (void)never.sleep(m_until.earlierOf(Deadline::in(30s)), m_context.stop);
            }
            TRY(pass(session));
            TRY(engine::Submission(m_context).sendDue());
        }
        return {};
    }

    engine::PassContext &m_context;
    const SyncWishes &m_wishes;
    const Deadline m_until;
    engine::LineSpeed m_line;
};

/** The inbox alone is at the server: another folder is as it should be. Whole messages come, whatever was said of bodies. */
Status syncPop3(engine::PassContext &context, const SyncWishes &wishes, const Deadline &until)
{
    if (!wishes.folder.isEmpty()) {
        const auto row = context.store().read([&](const store::Reader &reader) { return reader.folderByPath(context.account.id, wishes.folder); });
        if (!row)
            return row.error().kind == ErrorKind::NotFound ? noSuchFolder(context.account, wishes.folder) : row.error();
        if (row->role != FolderRole::Inbox)
            return {};
    }
    TRY(engine::MaildropPass(context).run());
    while (!until.passed()) {
        WakeSignal never;
        (void)never.sleep(until.earlierOf(Deadline::in(std::chrono::seconds(std::min(context.account.checkEverySeconds, 60)))), context.stop);
        TRY(engine::MaildropPass(context).run());
        TRY(engine::Submission(context).sendDue());
    }
    return {};
}

void printReport(Session &session, const engine::SyncReport &report, double seconds)
{
    for (const engine::PassTrouble &trouble : report.troubles)
        complain(app::plainSentence(trouble.error));
    if (session.json()) {
        printJson(QJsonDocument(toJson(report, seconds)));
        return;
    }
    printLine(QStringLiteral("%1 new, %2 changed, %3 gone, %4 pushed, %5 sent, %6 parked; %7 bytes in, %8 out, %9 round trips, %10 s")
                  .arg(report.newMessages).arg(report.flagsChanged).arg(report.gone).arg(report.pushed).arg(report.sent).arg(report.parked)
                  .arg(report.bytesIn).arg(report.bytesOut).arg(report.roundTrips).arg(seconds, 0, 'f', 2));
}

/** Something of these accounts needs the person. */
Result<bool> needsAttention(Session &session, const QList<Account> &accounts)
{
    const auto items = TRY(session.store().read([](const store::Reader &reader) { return reader.attention(); }));
    return std::any_of(items.cbegin(), items.cend(), [&](const store::AttentionItem &item) {
        return std::any_of(accounts.cbegin(), accounts.cend(), [&](const Account &account) { return account.id == item.account; });
    });
}

/** What went between accounts was handed over, or has arrived, when the round over one of them had passed. */
Result<QList<Account>> withSomethingLeftToDo(Session &session, QList<Account> accounts)
{
    return session.store().read([&](const store::Reader &reader) -> Result<QList<Account>> {
        const store::SyncReader sync(reader);
        const std::int64_t now = Clock::nowUtc();
        QList<Account> left;
        for (const Account &account : std::as_const(accounts)) {
            if (account.incomingKind == IncomingKind::Imap && (TRY(sync.hasTransfers(account.id, now)) || !TRY(sync.dueAppends(account.id, now)).isEmpty() || !TRY(sync.dirtyMoves(account.id, now)).isEmpty()))
                left.append(account);
        }
        return left;
    });
}

/** One run over some accounts, one after the other. */
class SyncRun
{
public:
    SyncRun(Session &session, const SyncWishes &wishes) : m_session(session), m_wishes(wishes) {}

    void synchronise(const Account &account, std::chrono::seconds watch)
    {
        engine::PassContext context = m_session.context(account, &m_bar);
        const Deadline until = Deadline::in(watch);
        const Status sent = engine::Submission(context).sendDue();
        const Status received = account.incomingKind == IncomingKind::Imap ? ImapSync(context, m_wishes, until).run() : syncPop3(context, m_wishes, until);
        report += context.report;
        if (!sent)
            take(account, sent.error());
        if (received || received.error().code != kNoSuchFolder)
            m_folderIsSomewhere = true;
        if (received)
            return;
        if (received.error().code == kNoSuchFolder)
            m_missing.append({account, received.error()});
        else
            take(account, received.error());
    }
    /** A folder that only some accounts have was synchronised there; one that none has was named wrongly. */
    void end()
    {
        if (m_folderIsSomewhere)
            return;
        for (const auto &[account, error] : std::as_const(m_missing))
            take(account, error);
    }

    engine::SyncReport report;
    std::optional<Error> failed; ///< the first

private:
    void take(const Account &account, const Error &error)
    {
        report.troubles.append({engine::PassTrouble::What::Folder, {}, error.during(QStringLiteral("synchronising ") + account.name)});
        if (!failed)
            failed = error;
    }

    Session &m_session;
    const SyncWishes &m_wishes;
    ProgressBar m_bar;
    bool m_folderIsSomewhere = false;
    QList<std::pair<Account, Error>> m_missing;
};

} // namespace

Result<ExitCode> runSync(Session &session, const Arguments &arguments)
{
    const SyncWishes wishes = TRY(parseWishes(arguments));
    QList<Account> accounts = TRY(session.accounts(arguments));
    accounts.removeIf([](const Account &account) { return !account.enabled; });
    QElapsedTimer timer;
    timer.start();
    SyncRun run(session, wishes);
    // Each account watches for its share, so that a script's answer comes in time.
    for (const Account &account : std::as_const(accounts))
        run.synchronise(account, wishes.watch / accounts.size());
    run.end();
    if (!run.failed && accounts.size() > 1) {
        for (int round = 0; round < 2; ++round) {
            for (const Account &account : TRY(withSomethingLeftToDo(session, accounts)))
                run.synchronise(account, std::chrono::seconds(0));
        }
    }
    printReport(session, run.report, static_cast<double>(timer.elapsed()) / 1000.0);
    if (run.failed)
        return exitCodeOf(*run.failed);
    const bool isLeft = TRY(needsAttention(session, accounts));
    return run.report.parked > 0 || run.report.leftSomething() || isLeft ? InPart : Done;
}

void printFindings(const QList<store::Finding> &findings, bool json, const QString &whole)
{
    if (json) {
        QJsonArray array;
        for (const store::Finding &finding : findings)
            array.append(QJsonObject{{QStringLiteral("what"), finding.what}});
        printJson(QJsonDocument(QJsonObject{{QStringLiteral("ok"), findings.isEmpty()}, {QStringLiteral("findings"), array}}));
    } else if (findings.isEmpty()) {
        printLine(whole);
    } else {
        for (const store::Finding &finding : findings)
            printLine(finding.what);
    }
}

Result<ExitCode> runCheck(Session &session, const Arguments &)
{
    const QList<store::Finding> findings = TRY(session.store().check(Session::stop()));
    printFindings(findings, session.json(), QStringLiteral("The profile is whole: database, contents and index were checked."));
    return findings.isEmpty() ? Done : Disk;
}

} // namespace petrel::ctl
