#include "core/engine/workers/imap_desk.h"

namespace petrel::engine {

void ImapDesk::up(ServingLine line)
{
    requests.up(line);
    finds.up(line);
}

void ImapDesk::down(ServingLine line, const Error &error)
{
    requests.down(line, error);
    finds.down(line, error);
}

bool ImapDesk::claim(FolderId folder)
{
    const std::lock_guard lock(m_mutex);
    return m_claimed.insert(folder).second;
}

void ImapDesk::release(FolderId folder)
{
    const std::lock_guard lock(m_mutex);
    m_claimed.erase(folder);
}

void ImapDesk::tell(const News &news)
{
    const std::lock_guard lock(m_mutex);
    m_news.folders.unite(news.folders);
    m_news.folderList = m_news.folderList || news.folderList;
}

ImapDesk::News ImapDesk::takeNews()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_news, {});
}

bool ImapDesk::hasNews() const
{
    const std::lock_guard lock(m_mutex);
    return !m_news.isEmpty();
}

} // namespace petrel::engine
