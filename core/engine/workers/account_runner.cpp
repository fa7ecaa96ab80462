#include "core/engine/workers/account_runner.h"

namespace petrel::engine {

AccountRunner::AccountRunner(WorkerPlace place) : m_account(place.account), m_log(std::make_shared<net::ProtocolLog>())
{
    place.log = m_log;
    if (m_account.incomingKind == IncomingKind::Imap) {
        m_watch = std::make_unique<ImapWatchWorker>(place, m_desk, [this] { m_sync->wake(); }, [this] { m_sync->wake(); }, [this] { m_sync->urge(); });
        m_sync = std::make_unique<ImapSyncWorker>(place, m_desk, [this] { m_watch->wake(); });
    } else {
        m_pop3 = std::make_unique<Pop3Worker>(place, m_pop3Desk);
    }
    m_send = std::make_unique<SendWorker>(place, [this] { wake(); });
}

AccountRunner::~AccountRunner()
{
    requestStop();
    waitForEnd(); // the workers wake each other: all threads end before any of the objects goes
    m_send.reset();
    m_pop3.reset();
    m_sync.reset();
    m_watch.reset();
}

void AccountRunner::start()
{
    for (Worker *worker : workers())
        worker->start();
}

void AccountRunner::requestStop()
{
    for (Worker *worker : workers())
        worker->requestStop();
}

void AccountRunner::retire()
{
    for (Worker *worker : workers())
        worker->retire();
}

void AccountRunner::waitForEnd()
{
    for (Worker *worker : workers())
        worker->waitForEnd();
}

QList<Worker *> AccountRunner::workers() const
{
    QList<Worker *> all{m_sync.get(), m_watch.get(), m_pop3.get(), m_send.get()};
    all.removeAll(nullptr);
    return all;
}

void AccountRunner::wake()
{
    if (m_sync)
        m_sync->wake();
    if (m_send)
        m_send->wake();
}

void AccountRunner::urge()
{
    m_pop3Desk.wantLook();
    for (Worker *worker : workers())
        worker->urge();
}

void AccountRunner::reconnect()
{
    for (Worker *worker : workers()) {
        // A message between its final dot and the answer is not given up for a guess: its deadline finds a dead line.
        if (worker == m_send.get())
            worker->urge();
        else
            worker->reconnect();
    }
}

void AccountRunner::doubt()
{
    for (Worker *worker : workers()) {
        if (worker->waitsForNetwork())
            worker->urge();
        else if (worker == m_sync.get() || worker == m_watch.get())
            worker->doubt();
    }
}

void AccountRunner::interrupt()
{
    for (Worker *worker : workers())
        worker->interrupt();
}

void AccountRunner::listMaildrop(MaildropRequest request)
{
    if (!m_pop3)
        return request.answer(makeError(ErrorKind::Unsupported, QStringLiteral("the account has no maildrop")));
    m_pop3Desk.add(std::move(request));
    m_pop3->urge();
}

void AccountRunner::stopFetching()
{
    if (m_pop3)
        m_pop3->rest();
}

void AccountRunner::setFolderInView(FolderId folder)
{
    m_desk.setInView(folder);
    if (m_sync && folder)
        m_sync->wake();
}

void AccountRunner::requestBody(BodyRequest request)
{
    if (m_pop3 && request.what == BodyRequest::What::Text) {
        request.answer(makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("only the header is here")).withServerText({}, "header-only"));
        return;
    }
    if (m_pop3) {
        m_pop3Desk.add(std::move(request));
        m_pop3Desk.wantLook();
        m_pop3->urge();
        return;
    }
    m_desk.requests.add(std::move(request));
    m_watch->wake();
    m_sync->wake();
}

void AccountRunner::requestFind(FindRequest request)
{
    if (!m_watch) {
        request.answer(makeError(ErrorKind::Unsupported, QStringLiteral("all mail of the account is here")));
        return;
    }
    m_desk.finds.add(std::move(request));
    m_watch->wake();
    if (m_desk.budget.isSingle())
        m_sync->wake();
}

} // namespace petrel::engine
