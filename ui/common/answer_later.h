#pragma once

#include "core/base/executor.h"

#include <QCoreApplication>
#include <QPointer>

#include <memory>
#include <utility>

namespace petrel::ui {

/**
 * Runs `work` on the executor, for whatever may take its time, and hands what it returns to `done` on the GUI thread: later, and only
 * while `context` lives. GUI thread.
 */
template <class Work, class Done>
void answerLater(Executor &executor, QObject *context, Work work, Done done)
{
    executor.post([work = std::move(work), guard = QPointer<QObject>(context), done = std::move(done)]() mutable {
        auto answer = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, answer, done = std::move(done)]() mutable {
            if (guard)
                done(std::move(*answer));
        }, Qt::QueuedConnection);
    });
}

} // namespace petrel::ui
