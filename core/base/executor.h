#pragma once

#include "core/base/stop_token.h"

#include <QString>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace petrel {

/** Runs closures somewhere else, in order. post() on any thread. */
class Executor
{
public:
    virtual ~Executor() = default;
    virtual void post(std::function<void()> work) = 0;
};

/** Runs everything at once in the caller's thread: tests use it to test models synchronously. */
class InlineExecutor final : public Executor
{
public:
    void post(std::function<void()> work) override { work(); }
};

/**
 * One or more named threads that work a queue off. With one thread the order is kept. The
 * destructor finishes the closure that runs, drops the rest and joins: drain() first what must not be dropped.
 */
class ThreadExecutor final : public Executor
{
public:
    explicit ThreadExecutor(const QString &name, int threads = 1);
    ~ThreadExecutor() override;
    ThreadExecutor(const ThreadExecutor &) = delete;
    ThreadExecutor &operator=(const ThreadExecutor &) = delete;

    /** After stop() it is kept and never run. */
    void post(std::function<void()> work) override;
    /** What the destructor does, earlier: for an owner whose parts the closures use. Once; not from a thread of this executor. */
    void stop();
    /** Blocks until everything posted so far has run. Not from a thread of this executor. */
    void drain();
    /** The same for a limited time; false when something is left then. */
    [[nodiscard]] bool drainWithin(std::chrono::milliseconds patience);

private:
    void run(const StopToken &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::function<void()>> m_queue;
    int m_running = 0;
    std::vector<std::jthread> m_threads;
};

/** Names the current thread for debuggers and `top`; 15 bytes are kept. */
void nameThisThread(const QString &name);

} // namespace petrel
