#pragma once

#include "core/engine/workers/account_runner.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/patience.h"
#include "tests/support/threads_at_rest.h"

#include <QElapsedTimer>

namespace petrel::test {

/** How many commands the server has heard that begin so. */
inline int heard(Workbench &bench, const char *beginning)
{
    const std::lock_guard lock(bench.imap.mutex);
    return bench.imap.count(beginning);
}

inline bool idles(Workbench &bench, int times = 1)
{
    return heard(bench, "IDLE") >= times;
}

/** An account's workers, as the engine would have them. */
struct Running
{
    Running(Workbench &bench, net::Connector &connector)
        : around{*bench.store, bench.secrets, connector}, account(bench.account)
    {
        // Workers wait as at a server: where waiting ends at once they would ask and ask.
        if (auto *model = dynamic_cast<ModelConnector *>(&connector))
            model->linger();
        runner.emplace(engine::WorkerPlace{around, board, events, weather, account, {}});
        runner->start();
    }
    void goOffline()
    {
        weather.online = false;
        runner->interrupt();
    }
    void goOnline()
    {
        weather.online = true;
        runner->urge();
    }
    /** Milliseconds that ending them takes. */
    qint64 stop()
    {
        QElapsedTimer timer;
        timer.start();
        runner.reset();
        return timer.elapsed();
    }
    engine::Surroundings around;
    Account account;
    engine::EngineEvents events;
    engine::StatusBoard board{events};
    engine::Weather weather;
    std::optional<engine::AccountRunner> runner;
};

} // namespace petrel::test
