#pragma once

#include "core/engine/imap/account_pass.h"
#include "core/engine/imap/connection.h"
#include "core/engine/workers/chosen_watch.h"
#include "core/engine/workers/imap_desk.h"
#include "core/engine/workers/inbox_watch.h"
#include "core/engine/workers/worker.h"

namespace petrel::engine {

/** Signs in when the account's server bears it: waits for its turn first. Cancelled when stopped meanwhile. */
[[nodiscard]] Result<std::unique_ptr<imap::ImapSession>> signInInTurn(PassContext &context, ImapDesk &desk, ConnectionBudget::Role role);

/**
 * The full pass at start, at each interval and on demand: pushes wishes, pulls folders, backfills, fetches bodies by policy.
 * Woken in between, it pushes what is due, some deeds together, and looks into the folder that came on screen and into those
 * that NOTIFY told of: a wish round. A wake without any costs a query. What the person does goes out between two windows of a
 * long listing, too. Between its rounds it listens to the folder on screen or to a favourite where the server does not tell of
 * all folders by itself (ChosenWatch); on a server that bears one connection it watches the inbox.
 */
class ImapSyncWorker final : public Worker
{
public:
    /** `onFoldersListed` also when the other connection is to stand back. */
    ImapSyncWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onFoldersListed);
    ~ImapSyncWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override;
    void onTrouble(const Error &error) override;
    void onAnotherLine() override;

    [[nodiscard]] bool folderCameIntoView() const;
    [[nodiscard]] Result<bool> hasDueWishes();
    void gatherDeeds(const StopToken &stop);
    [[nodiscard]] Status connect(PassContext &context);
    /** A doubted line shows a sign of life, or goes: then what was missed on it is looked for. */
    void settleDoubt();
    [[nodiscard]] Status work(PassContext &context, ImapPassOptions::Extent extent);
    [[nodiscard]] Status pass(PassContext &context, ImapPassOptions options);
    /** Between two windows: messages somebody waits for, wishes, the folder that came on screen. */
    [[nodiscard]] Status giveWay(PassContext &context);
    [[nodiscard]] Result<QList<FolderId>> toLookInto();
    [[nodiscard]] Result<Deadline> nextLook();
    /** Until the next look it listens to a folder: as the only connection to the inbox, else to a chosen one. */
    [[nodiscard]] Result<Deadline> rest(const StopToken &stop);
    [[nodiscard]] Result<Deadline> restAtTheInbox(const Deadline &next, const StopToken &stop);
    [[nodiscard]] Result<Deadline> restAtAChosenFolder(const Deadline &next, const StopToken &stop);
    /** Room and extensions, now and then. */
    [[nodiscard]] Status survey();
    /** What the last full pass had to leave, and the wish rounds since. */
    void keepTroubles(const SyncReport &report, ImapPassOptions::Extent extent);

    ImapDesk &m_desk;
    std::function<void()> m_onFoldersListed;
    std::unique_ptr<imap::ImapSession> m_session;
    InboxWatch m_watch;
    ChosenWatch m_chosen;
    LineSpeed m_line;
    PassedOver m_passedOver;
    QList<PassTrouble> m_troubles;
    Deadline m_nextFull = Deadline::in(std::chrono::seconds(0));
    Deadline m_nextSurvey = Deadline::in(std::chrono::seconds(0));
    FolderId m_lastInView;
    int m_released = 0;        ///< folders, up to the second
    bool m_listIsNews = false; ///< folders came, went or were renamed
};

/**
 * Watches the inbox, and leaves IDLE to fetch the message somebody waits for; it goes back to IDLE without a pass when the
 * inbox is as it was. Where the server bears one connection only it stands back for the other, which then watches, too.
 */
class ImapWatchWorker final : public Worker
{
public:
    /** `onInboxReleased` and `onNews`: see InboxWatch. `onStoodBack`: the server's one connection is free for the other worker now. */
    ImapWatchWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onInboxReleased, std::function<void()> onNews, std::function<void()> onStoodBack);
    ~ImapWatchWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override;
    void onTrouble(const Error &error) override;

    ImapDesk &m_desk;
    std::function<void()> m_onNews;
    std::function<void()> m_onStoodBack;
    InboxWatch m_watch;
    std::unique_ptr<imap::ImapSession> m_session;
};

} // namespace petrel::engine
