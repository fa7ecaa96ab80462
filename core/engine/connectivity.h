#pragma once

#include "core/engine/address_watch.h"

#include <QObject>

#include <chrono>
#include <memory>

class QSocketNotifier;

namespace petrel::engine {

/**
 * Tells when lines that were open are presumed dead: the computer slept, or is in another network; and when they are to be
 * doubted. Of sleep the two clocks tell that do and do not count it, of the network AddressWatch. The GUI thread, which is
 * never kept waiting; one wake-up in ten seconds.
 */
class Connectivity final : public QObject
{
    Q_OBJECT

public:
    explicit Connectivity(QObject *parent = nullptr);
    ~Connectivity() override;

    /**
     * Pure: whether so much more boot time than running time has passed that the computer slept. Less than a few seconds
     * is the time between two readings on a busy machine.
     */
    [[nodiscard]] static bool hasSlept(std::chrono::nanoseconds bootBefore, std::chrono::nanoseconds runningBefore,
                                       std::chrono::nanoseconds bootNow, std::chrono::nanoseconds runningNow);

Q_SIGNALS:
    /** Close what was open, try again at once. */
    void linesAreDead();
    /** Something changed that may have cost a line, or not: ask each for a sign of life. */
    void linesAreDoubtful();

private:
    void look();
    void hear(AddressWatch::Change change);

    int m_timer = -1; ///< a descriptor that becomes readable on time even when the time passed in sleep
    std::unique_ptr<QSocketNotifier> m_onTimer;
    std::chrono::nanoseconds m_boot{0};
    std::chrono::nanoseconds m_running{0};
    AddressWatch m_addresses;
};

} // namespace petrel::engine
