#pragma once

#include "core/engine/workers/body_requests.h"
#include "core/engine/workers/connection_budget.h"
#include "core/engine/workers/find_requests.h"

#include <QSet>

#include <atomic>
#include <mutex>
#include <set>

namespace petrel::engine {

/** What the two connections of one IMAP account agree about. Any thread. */
class ImapDesk
{
public:
    BodyRequests requests;
    FindRequests finds; ///< for the watching connection; for the other where it is the only one
    ConnectionBudget budget;

    /** A connection is up and serves, or is down: to all who wait. */
    void up(ServingLine line);
    void down(ServingLine line, const Error &error);

    /** Two connections never work on one folder at the same time. */
    [[nodiscard]] bool claim(FolderId folder);
    void release(FolderId folder);

    void setInView(FolderId folder) { m_inView = folder.number(); }
    [[nodiscard]] FolderId inView() const { return FolderId(m_inView); }

    /** What was heard of folders other than the inbox (NOTIFY, RFC 5465, or IDLE): their names on the wire. */
    struct News
    {
        QSet<QByteArray> folders;    ///< their counters changed
        bool folderList = false;     ///< folders came, went or were renamed, or not all was told
        [[nodiscard]] bool isEmpty() const { return folders.isEmpty() && !folderList; }
    };
    void tell(const News &news);
    [[nodiscard]] News takeNews();
    [[nodiscard]] bool hasNews() const;
    /** NOTIFY is offered, and refused: other folders are not heard of by it. */
    void setNotifyRefused(bool refused) { m_isNotifyRefused = refused; }
    [[nodiscard]] bool isNotifyRefused() const { return m_isNotifyRefused; }

private:
    mutable std::mutex m_mutex;
    std::set<FolderId> m_claimed;
    News m_news;
    std::atomic<bool> m_isNotifyRefused{false};
    std::atomic<std::int64_t> m_inView{0};
};

} // namespace petrel::engine
