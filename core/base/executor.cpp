#include "core/base/executor.h"

#include <pthread.h>

namespace petrel {

void nameThisThread(const QString &name)
{
    pthread_setname_np(pthread_self(), name.toUtf8().left(15).constData());
}

ThreadExecutor::ThreadExecutor(const QString &name, int threads)
{
    m_threads.reserve(static_cast<size_t>(threads));
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back([this, name](const StopToken &stop) {
            nameThisThread(name);
            run(stop);
        });
    }
}

ThreadExecutor::~ThreadExecutor()
{
    stop();
}

void ThreadExecutor::stop()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void ThreadExecutor::post(std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(work));
    }
    m_changed.notify_all();
}

void ThreadExecutor::drain()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.empty() && m_running == 0; });
}

bool ThreadExecutor::drainWithin(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, patience, [this] { return m_queue.empty() && m_running == 0; });
}

void ThreadExecutor::run(const StopToken &stop)
{
    std::unique_lock lock(m_mutex);
    while (true) {
        if (!m_changed.wait(lock, stop, [this] { return !m_queue.empty(); }) || stop.stop_requested())
            return;
        std::function<void()> work = std::move(m_queue.front());
        m_queue.pop_front();
        ++m_running;
        lock.unlock();
        work();
        work = nullptr;
        lock.lock();
        --m_running;
        m_changed.notify_all();
    }
}

} // namespace petrel
