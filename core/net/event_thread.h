#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"

#include <QObject>
#include <QThread>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace petrel::net {

/**
 * A thread with an event loop, for those parts of QtNetwork that cannot wait: a caller blocks on an Outcome meanwhile. What is posted
 * runs in order, and belongs to context(). The end waits for what runs, and drops the rest.
 */
class EventThread
{
public:
    explicit EventThread(const QString &name);
    ~EventThread();
    EventThread(const EventThread &) = delete;
    EventThread &operator=(const EventThread &) = delete;

    /** Any thread. */
    void post(std::function<void()> work);
    /** Lives on the thread; what is made there has it as parent, and goes with it. */
    [[nodiscard]] QObject *context() { return m_context; }

private:
    QThread m_thread;
    QObject *m_context; ///< deleted on the thread, at its end
};

/** What somebody waits for, set once from another thread. The first answer counts. */
template <class T>
class Outcome
{
public:
    void set(Result<T> result)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_result)
                return;
            m_result.emplace(std::move(result));
        }
        m_changed.notify_all();
    }

    /** Nothing: the deadline passed, or it was stopped. Called by one thread. */
    [[nodiscard]] std::optional<Result<T>> wait(const Deadline &deadline, const StopToken &stop)
    {
        std::unique_lock lock(m_mutex);
        const auto isSet = [this] { return m_result.has_value(); };
        const bool answered = deadline.isNever() ? m_changed.wait(lock, stop, isSet) : m_changed.wait_for(lock, stop, deadline.remaining(), isSet);
        return answered ? m_result : std::nullopt;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Result<T>> m_result;
};

} // namespace petrel::net
