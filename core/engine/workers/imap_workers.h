#pragma once

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

/** Pushes wishes, pulls folders, backfills, fetches bodies by policy. */
class ImapSyncWorker final : public Worker
{
public:
    ImapSyncWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onFoldersListed);
    ~ImapSyncWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override;
    void onTrouble(const Error &error) override;

    ImapDesk &m_desk;
    std::function<void()> m_onFoldersListed;
    std::unique_ptr<imap::ImapSession> m_session;
};

/**
 * IDLEs on the inbox, brings new mail there in at once, and leaves IDLE to fetch the message somebody
 * waits for. On a server without IDLE it asks every two minutes.
 */
class ImapWatchWorker final : public Worker
{
public:
    ImapWatchWorker(WorkerPlace place, ImapDesk &desk);
    ~ImapWatchWorker() override;

private:
    [[nodiscard]] Result<Deadline> round(const StopToken &stop) override;
    void dropConnection() override;
    void onTrouble(const Error &error) override;
    [[nodiscard]] Result<std::optional<ServerFolder>> inbox();
    [[nodiscard]] Status watch(PassContext &context, const ServerFolder &inbox);

    ImapDesk &m_desk;
    std::unique_ptr<imap::ImapSession> m_session;
};

} // namespace petrel::engine
