#pragma once

#include "core/base/descriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace petrel::app {

/**
 * SIGTERM, SIGINT and SIGHUP (a log-out, a shutdown, Ctrl+C) as a Qt signal, so that the program ends as by "Quit": what
 * was written is kept, what was wished is recorded. A second one ends the process at once. Signals are not blocked:
 * programs that are started from here inherit nothing. One per process, made on the GUI thread.
 */
class EndSignals : public QObject
{
    Q_OBJECT
public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void asked();

private:
    Descriptor m_bell;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace petrel::app
