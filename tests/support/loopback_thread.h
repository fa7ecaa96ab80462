#pragma once

#include <QObject>
#include <QThread>

#include <utility>

namespace petrel::test {

/** A thread with an event loop for servers of tests, so that the code under test may block. */
class LoopbackThread
{
public:
    LoopbackThread()
    {
        m_thread.setObjectName(QStringLiteral("test-server"));
        m_addressee.moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopbackThread()
    {
        m_thread.quit();
        m_thread.wait();
    }

    /** Runs there, and returns when it has. */
    template <class Work>
    void run(Work work)
    {
        QMetaObject::invokeMethod(&m_addressee, std::move(work), Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_addressee;
};

} // namespace petrel::test
