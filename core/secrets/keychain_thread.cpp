#include "core/secrets/keychain_thread_p.h"

#include <QCoreApplication>
#include <QThread>

namespace petrel::secrets {

namespace {

struct Running
{
    QThread thread;
    QObject addressee; ///< lives on the thread; work is posted to it

    Running()
    {
        thread.setObjectName(QStringLiteral("secrets"));
        addressee.moveToThread(&thread);
        thread.start();
        qAddPostRoutine(&Running::end);
    }

    static void end();
};

/** Never destroyed: a job that hangs must not hold up the end of the program. */
Running &running()
{
    static auto *const theOne = new Running;
    return *theOne;
}

void Running::end()
{
    running().thread.quit();
    running().thread.wait(500);
}

} // namespace

void KeychainThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(&running().addressee, std::move(work), Qt::QueuedConnection);
}

} // namespace petrel::secrets
