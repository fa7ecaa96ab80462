// Mail sent without a window: queued in the outbox of a profile of its own, sent as the engine does, each message durable at every step.
// Tells on its output, as JSON, what sending alone took.
//
//     PETREL_BENCH_PASSWORD=... submit_many queue|send|each DIRECTORY PORT CA_FILE ADDRESS COUNT BYTES
//
// `queue` fills the outbox, `send` empties it over one connection; `each` queues and sends one at a time, each over a connection of its own.
#include "core/engine/account_keeping.h"
#include "core/engine/send/outgoing.h"
#include "core/engine/send/submission.h"
#include "core/secrets/memory_secret_store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <iostream>

using namespace petrel;

namespace {

struct Orders
{
    QString what;
    QString directory;
    quint16 port = 0;
    QString caFile;
    QString address;
    int count = 0;
    int bytes = 0;
};

/** What several runs of Submission took together. */
struct Sum
{
    qint64 nanoseconds = 0;
    engine::SyncReport report;
};

int fail(const Error &error)
{
    std::cerr << describe(error).toStdString() << '\n';
    return 1;
}

/** The account of this profile; made on the first run. */
Result<Account> accountIn(engine::Surroundings &around, const Orders &orders)
{
    const QList<Account> accounts = TRY(around.store.read([](const store::Reader &reader) { return reader.accounts(); }));
    if (!accounts.isEmpty())
        return accounts.first();
    QFile ca(orders.caFile);
    engine::AccountDraft draft;
    draft.account.name = QStringLiteral("Bench");
    draft.account.address = {QString(), orders.address};
    draft.account.incomingKind = IncomingKind::Pop3; // the copies in Sent stay here
    draft.account.outgoing = {QStringLiteral("localhost"), orders.port, Security::Tls, orders.address, ca.open(QIODevice::ReadOnly) ? ca.readAll() : QByteArray()};
    draft.account.incoming = draft.account.outgoing;
    const AccountId id = TRY(engine::keepAccount(around, draft, {}));
    return around.store.read([&](const store::Reader &reader) { return reader.account(id); });
}

Status queue(store::Store &store, const Account &account, const Orders &orders, int count)
{
    const QByteArray line = "Sail, tide and anchor: seventy bytes or so that say nothing at all to anybody.\r\n";
    const QByteArray body = line.repeated(std::max<qsizetype>(1, orders.bytes / line.size()));
    const QByteArray head = "From: " + orders.address.toUtf8() + "\r\nTo: " + orders.address.toUtf8() + "\r\nSubject: bench\r\n\r\n";
    for (int i = 0; i < count; ++i)
        (void)TRY(engine::queueRaw(store, account, head + body));
    return {};
}

Status send(engine::Surroundings &around, const Account &account, Sum &sum)
{
    QElapsedTimer timer;
    engine::PassContext context{around, account, {}, std::make_shared<net::Transcript>(), {}, {}};
    timer.start();
    TRY(engine::Submission(context).sendDue());
    sum.nanoseconds += timer.nsecsElapsed();
    sum.report += context.report;
    return {};
}

Status obey(const Orders &orders, Sum &sum)
{
    const auto store = TRY(store::Store::open(orders.directory));
    secrets::MemorySecretStore passwords;
    net::NetworkConnector connector;
    engine::Surroundings around{*store, passwords, connector};
    const Account account = TRY(accountIn(around, orders));
    TRY(passwords.write(account.outgoingSecret(), Secret(qgetenv("PETREL_BENCH_PASSWORD")), Deadline::never(), {}));
    if (orders.what == QLatin1String("queue"))
        return queue(*store, account, orders, orders.count);
    if (orders.what == QLatin1String("send"))
        return send(around, account, sum);
    for (int i = 0; i < orders.count; ++i) {
        TRY(queue(*store, account, orders, 1));
        TRY(send(around, account, sum));
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 8)
        return fail(makeError(ErrorKind::Invalid, QStringLiteral("submit_many queue|send|each DIRECTORY PORT CA_FILE ADDRESS COUNT BYTES")));
    Sum sum;
    if (const Status done = obey({words[1], words[2], words[3].toUShort(), words[4], words[5], words[6].toInt(), words[7].toInt()}, sum); !done)
        return fail(done.error());
    std::printf("{\"seconds\": %.6f, \"sent\": %d, \"roundTrips\": %d, \"bytesIn\": %lld, \"bytesOut\": %lld}\n", static_cast<double>(sum.nanoseconds) / 1e9,
                static_cast<int>(sum.report.sent), static_cast<int>(sum.report.roundTrips), static_cast<long long>(sum.report.bytesIn),
                static_cast<long long>(sum.report.bytesOut));
    return 0;
}
