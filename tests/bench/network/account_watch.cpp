// An account's workers without a window: tells on its output, with the time, what came in and what they are at; obeys its
// input ("reconnect": the lines are presumed dead; the end of it ends the program). Times are of the clock that
// time.monotonic() in Python shows, so that a script can compare.
//
//     PETREL_BENCH_PASSWORD=... account_watch PROFILE ADDRESS
#include "core/base/clock.h"
#include "core/engine/workers/account_runner.h"
#include "core/secrets/memory_secret_store.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>
#include <mutex>

#include <unistd.h>

using namespace petrel;

namespace {

constexpr const char *kPhases[] = {"offline", "connecting", "working", "up-to-date", "waiting", "stopped"};

/** Lines with their time; any thread. */
class Teller
{
public:
    void tell(const char *what, qint64 number)
    {
        const std::lock_guard lock(m_mutex);
        timespec now{};
        ::clock_gettime(CLOCK_MONOTONIC, &now);
        std::printf("%s %lld %lld.%09ld\n", what, static_cast<long long>(number), static_cast<long long>(now.tv_sec), now.tv_nsec);
        std::fflush(stdout);
    }

private:
    std::mutex m_mutex;
};

int fail(const Error &error)
{
    std::cerr << describe(error).toStdString() << '\n';
    return 1;
}

Result<Account> accountOf(store::Store &store, const QString &address)
{
    for (const Account &account : TRY(store.read([](const store::Reader &reader) { return reader.accounts(); }))) {
        if (account.address.email == address)
            return account;
    }
    return makeError(ErrorKind::NotFound, QStringLiteral("no such account"));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 3)
        return fail(makeError(ErrorKind::Invalid, QStringLiteral("account_watch PROFILE ADDRESS")));
    Result<std::unique_ptr<store::Store>> store = store::Store::open(QString::fromLocal8Bit(argv[1]));
    if (!store)
        return fail(store.error());
    const Result<Account> account = accountOf(**store, QString::fromLocal8Bit(argv[2]));
    if (!account)
        return fail(account.error());
    secrets::MemorySecretStore passwords;
    if (const Status kept = passwords.write(account->incomingSecret(), Secret(qgetenv("PETREL_BENCH_PASSWORD")), Deadline::never(), {}); !kept)
        return fail(kept.error());

    Teller teller;
    qint64 rows = 0;
    const auto subscription = (*store)->subscribe([&](const ChangeSet &changes) {
        const qint64 before = rows;
        for (const ChangeSet::Placements &placements : changes.placements)
            rows += placements.inserted.size();
        if (rows != before)
            teller.tell("rows", rows);
    });
    net::NetworkConnector connector;
    engine::Surroundings around{**store, passwords, connector};
    engine::EngineEvents events;
    engine::StatusBoard board(events);
    engine::Weather weather;
    QObject::connect(&events, &engine::EngineEvents::accountStatusChanged, &events, [&](const engine::AccountStatus &status) {
        teller.tell(kPhases[static_cast<int>(status.phase)], status.done);
    });
    engine::AccountRunner runner(engine::WorkerPlace{around, board, events, weather, *account, {}});
    teller.tell("start", 0);
    runner.start();

    QSocketNotifier orders(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&orders, &QSocketNotifier::activated, &application, [&] {
        char order[64] = {};
        if (::read(STDIN_FILENO, order, sizeof order - 1) <= 0)
            return application.quit();
        teller.tell("told", 0);
        runner.reconnect();
    });
    return QCoreApplication::exec();
}
