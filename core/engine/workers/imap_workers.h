#pragma once

#include "core/engine/imap/account_pass.h"
#include "core/engine/imap/connection.h"
#include "core/engine/workers/body_requests.h"
#include "core/engine/workers/worker.h"

#include <set>

namespace petrel::engine {

/** What the two connections of one IMAP account agree about. Any thread. */
class ImapDesk
{
public:
    BodyRequests requests;

    /** Two connections never work on one folder at the same time. */
    [[nodiscard]] bool claim(FolderId folder);
    void release(FolderId folder);

    void setInView(FolderId folder) { m_inView = folder.number(); }
    [[nodiscard]] FolderId inView() const { return FolderId(m_inView); }

private:
    std::mutex m_mutex;
    std::set<FolderId> m_claimed;
    std::atomic<std::int64_t> m_inView{0};
};

/**
 * The full pass at start, at each interval and on demand: pushes wishes, pulls folders, backfills, fetches bodies by policy.
 * Woken in between, it pushes what is due, some deeds together, and looks into the folder that came on screen: a wish
 * round. A wake without either costs a query.
 */
class ImapSyncWorker final : public Worker
{
public:
    ImapSyncWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onFoldersListed);
    ~ImapSyncWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override;
    void onTrouble(const Error &error) override;

    [[nodiscard]] bool folderCameIntoView() const;
    [[nodiscard]] Result<bool> hasDueWishes();
    void gatherDeeds(const StopToken &stop);
    [[nodiscard]] Status pass(PassContext &context, ImapPassOptions::Extent extent);
    [[nodiscard]] Result<Deadline> nextLook();
    /** What the last full pass had to leave, and the wish rounds since. */
    void keepTroubles(const SyncReport &report, ImapPassOptions::Extent extent);

    ImapDesk &m_desk;
    std::function<void()> m_onFoldersListed;
    std::unique_ptr<imap::ImapSession> m_session;
    PassedOver m_passedOver;
    QList<PassTrouble> m_troubles;
    Deadline m_nextFull = Deadline::in(std::chrono::seconds(0));
    FolderId m_lastInView;
};

/**
 * IDLEs on the inbox, brings new mail there in at once, and leaves IDLE to fetch the message somebody
 * waits for; it goes back to IDLE without a pass when the inbox is as it was. On a server without IDLE, or that
 * refuses it, it asks every two minutes.
 */
class ImapWatchWorker final : public Worker
{
public:
    /** `onInboxReleased`: what the person did to the inbox meanwhile is the other connection's again. */
    ImapWatchWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onInboxReleased);
    ~ImapWatchWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override;
    void onTrouble(const Error &error) override;
    [[nodiscard]] Result<std::optional<ServerFolder>> inbox();
    [[nodiscard]] Status watch(PassContext &context, const ServerFolder &inbox);
    /** SELECTs the inbox after another folder was served; true when it is not as the last pass left it. */
    [[nodiscard]] Result<bool> hasChanged(const ServerFolder &inbox);

    ImapDesk &m_desk;
    std::function<void()> m_onInboxReleased;
    std::unique_ptr<imap::ImapSession> m_session;
    bool m_lookDue = true;
    bool m_idleRefused = false; ///< offered, and answered by NO or BAD
};

} // namespace petrel::engine
