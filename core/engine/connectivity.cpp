#include "core/engine/connectivity.h"

#include "core/base/log.h"

#include <QSocketNotifier>

#include <ctime>

#include <sys/timerfd.h>
#include <unistd.h>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kLookEvery{10};
constexpr std::chrono::seconds kSleptAtLeast{5};

std::chrono::nanoseconds read(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

bool Connectivity::hasSlept(std::chrono::nanoseconds bootBefore, std::chrono::nanoseconds runningBefore, std::chrono::nanoseconds bootNow,
                            std::chrono::nanoseconds runningNow)
{
    return (bootNow - bootBefore) - (runningNow - runningBefore) >= kSleptAtLeast;
}

Connectivity::Connectivity(QObject *parent) : QObject(parent), m_boot(read(CLOCK_BOOTTIME)), m_running(read(CLOCK_MONOTONIC))
{
    m_timer = ::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    const itimerspec rhythm{{kLookEvery.count(), 0}, {kLookEvery.count(), 0}};
    if (m_timer >= 0 && ::timerfd_settime(m_timer, 0, &rhythm, nullptr) == 0) {
        m_onTimer = std::make_unique<QSocketNotifier>(m_timer, QSocketNotifier::Read);
        connect(m_onTimer.get(), &QSocketNotifier::activated, this, &Connectivity::look);
    } else {
        qCWarning(logEngine) << "no timer that counts sleep: a connection that died in it is found by its deadline";
    }
    connect(&m_addresses, &AddressWatch::changed, this, &Connectivity::hear);
}

Connectivity::~Connectivity()
{
    m_onTimer.reset();
    if (m_timer >= 0)
        ::close(m_timer);
}

void Connectivity::look()
{
    std::uint64_t expirations = 0;
    (void)!::read(m_timer, &expirations, sizeof expirations);
    const std::chrono::nanoseconds boot = read(CLOCK_BOOTTIME), running = read(CLOCK_MONOTONIC);
    const bool slept = hasSlept(m_boot, m_running, boot, running);
    m_boot = boot;
    m_running = running;
    if (!slept)
        return;
    qCInfo(logEngine) << "the computer slept: all lines are taken up again";
    Q_EMIT linesAreDead();
}

void Connectivity::hear(AddressWatch::Change change)
{
    const bool isAnother = change == AddressWatch::Change::Another;
    qCInfo(logEngine) << (isAnother ? "the network is another" : "the network changed in part");
    if (isAnother)
        Q_EMIT linesAreDead();
    else
        Q_EMIT linesAreDoubtful();
}

} // namespace petrel::engine
