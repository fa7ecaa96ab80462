#pragma once

#include "core/engine/workers/imap_workers.h"
#include "core/engine/workers/pop3_worker.h"
#include "core/engine/workers/send_worker.h"

namespace petrel::engine {

/** The workers of one account. GUI thread, but for the wakes, which any thread may give. */
class AccountRunner
{
public:
    explicit AccountRunner(WorkerPlace place);
    ~AccountRunner();

    [[nodiscard]] const Account &account() const { return m_account; }
    void start();
    void requestStop();
    /** The account changed or goes: ends after what is on its way. waitForEnd() on any thread, at last by the destructor. */
    void retire();
    void waitForEnd();
    /** The person calls it otherwise, or put it elsewhere: Account::worksLike() the one before. */
    void rename(const Account &account) { m_account = account; }
    /** Something was wished or queued. */
    void wake();
    /** The person asks, or the surroundings changed: also ends back-offs. */
    void urge();
    /** The computer slept, or is in another network: lines are presumed dead. */
    void reconnect();
    /**
     * The person is back, or the network changed in part: a line that died in silence is to be found now, not when it is needed,
     * and who waits for the network tries at once (perhaps the person has just signed in at a hotel's portal).
     */
    void doubt();
    /** The person went offline: ends what the workers are at. */
    void interrupt();
    /** What lies at the server of a POP3 account, as soon as no session is going on. Unsupported for IMAP. */
    void listMaildrop(MaildropRequest request);
    /** The person stops the fetching of a maildrop; it goes on with the next look. Of an IMAP account nothing is stopped. */
    void stopFetching();
    /** Null: what is on screen is another account's, and nobody is woken for it. */
    void setFolderInView(FolderId folder);
    /**
     * Fetches what is wanted of a message, then answers on some thread. From a maildrop a message comes whole or not at all, so nothing is fetched
     * for its text alone: Unsupported "header-only".
     */
    void requestBody(BodyRequest request);
    /** For IMAP: asks the server, then answers on some thread. */
    void requestFind(FindRequest request);
    [[nodiscard]] const net::ProtocolLog &log() const { return *m_log; }

private:
    [[nodiscard]] QList<Worker *> workers() const;

    Account m_account;
    std::shared_ptr<net::ProtocolLog> m_log;
    ImapDesk m_desk;
    Pop3Desk m_pop3Desk;
    std::unique_ptr<ImapWatchWorker> m_watch;
    std::unique_ptr<ImapSyncWorker> m_sync;
    std::unique_ptr<Pop3Worker> m_pop3;
    std::unique_ptr<SendWorker> m_send;
};

} // namespace petrel::engine
