#include "app/petrel/end_signals.h"

#include <cerrno>
#include <csignal>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace petrel::app {

namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

volatile std::sig_atomic_t theBell = -1;

/** Only what a signal handler may do. */
void ring(int)
{
    const int before = errno;
    const std::uint64_t one = 1;
    (void)!::write(theBell, &one, sizeof one);
    errno = before;
}

} // namespace

EndSignals::EndSignals(QObject *parent) : QObject(parent), m_bell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    m_notifier = std::make_unique<QSocketNotifier>(m_bell.number(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        std::uint64_t rung = 0;
        (void)!::read(m_bell.number(), &rung, sizeof rung);
        Q_EMIT asked();
    });
    theBell = m_bell.number();
    struct sigaction action = {};
    action.sa_handler = ring;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    for (const int signal : kSignals)
        ::sigaction(signal, &action, nullptr);
}

EndSignals::~EndSignals()
{
    for (const int signal : kSignals)
        std::signal(signal, SIG_DFL);
    theBell = -1;
}

} // namespace petrel::app
