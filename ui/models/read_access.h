#pragma once

#include "core/base/executor.h"
#include "core/base/result.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace petrel::store {
class Reader;
}

namespace petrel::ui {

/**
 * How models read: the query runs on the reading thread inside one read transaction, the answer comes
 * back to the GUI thread, and only while `context` lives. Models never touch the store otherwise.
 * Lives in the GUI thread and outlives every model, and the work of `executor`: end that first. Tests use an InlineExecutor, and then the answer
 * comes before read() returns.
 */
class ReadAccess : public QObject
{
    Q_OBJECT
public:
    explicit ReadAccess(Executor &executor, QObject *parent = nullptr) : QObject(parent), m_executor(executor) {}

    /**
     * `query` is called as Result<X>(const store::Reader &) on the reading thread: it must not capture
     * anything that belongs to the GUI thread. `done` is called as void(Result<X>).
     */
    template <class Query, class Done>
    void read(QObject *context, Query query, Done done)
    {
        using Answer = std::invoke_result_t<Query, const store::Reader &>;
        m_executor.post([this, receiver = QPointer<QObject>(context), query = std::move(query), done = std::move(done)]() mutable {
            auto answer = std::make_shared<std::optional<Answer>>();
            const Status opened = withReader([&](const store::Reader &reader) { answer->emplace(query(reader)); });
            if (!opened.ok() && !answer->has_value())
                answer->emplace(opened.error());
            deliver([receiver, answer, done = std::move(done)]() mutable {
                if (receiver)
                    done(std::move(**answer));
            });
        });
    }

protected:
    /** Runs `work` with a reader, on the calling (reading) thread. */
    virtual Status withReader(const std::function<void(const store::Reader &)> &work) = 0;

private:
    /** On the GUI thread: at once when we are there, else as an event of this object. */
    void deliver(std::function<void()> answer);

    Executor &m_executor;
};

} // namespace petrel::ui
