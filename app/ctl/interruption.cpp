#include "app/ctl/interruption.h"

#include "core/base/executor.h"

#include <atomic>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

namespace petrel::ctl {

namespace {

StopSource &source()
{
    static StopSource theOne;
    return theOne;
}

std::atomic<int> &lastSignal()
{
    static std::atomic<int> theOne = 0;
    return theOne;
}

sigset_t endingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

Interruption::Interruption()
{
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = endingSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_signals = Descriptor(::signalfd(-1, &signals, SFD_CLOEXEC));
    m_end = Descriptor(::eventfd(0, EFD_CLOEXEC));
    m_thread = std::thread([this] {
        nameThisThread(QStringLiteral("signals"));
        wait();
    });
}

Interruption::~Interruption()
{
    const std::uint64_t one = 1;
    (void)writeAll(m_end.number(), reinterpret_cast<const char *>(&one), sizeof one);
    m_thread.join();
}

StopToken Interruption::token()
{
    return source().get_token();
}

int Interruption::signal()
{
    return lastSignal();
}

void Interruption::wait() const
{
    pollfd ready[] = {{m_signals.number(), POLLIN, 0}, {m_end.number(), POLLIN, 0}};
    while (::poll(ready, 2, -1) < 0) {
    }
    if (ready[1].revents != 0)
        return;
    // The signal is still there to be taken; once it is, the next one finds its default: the end.
    signalfd_siginfo taken;
    if (::read(m_signals.number(), &taken, sizeof taken) == sizeof taken)
        lastSignal() = static_cast<int>(taken.ssi_signo);
    const sigset_t signals = endingSignals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    source().request_stop();
    pollfd end{m_end.number(), POLLIN, 0};
    while (::poll(&end, 1, -1) < 0) {
    }
}

} // namespace petrel::ctl
