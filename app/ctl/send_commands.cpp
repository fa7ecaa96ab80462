#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"
#include "core/base/clock.h"
#include "core/base/wake_signal.h"
#include "core/engine/imap/connection.h"
#include "core/engine/imap/own_mail.h"
#include "core/engine/imap/wish_push.h"
#include "core/engine/send/outgoing.h"
#include "core/engine/send/submission.h"

#include <QDateTime>
#include <QFile>

namespace petrel::ctl {

using namespace std::chrono_literals;

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

/** "2026-12-24T18:00:00", by this computer's clock where no zone is named. */
Result<std::int64_t> parseTime(const QString &word)
{
    const QDateTime time = QDateTime::fromString(word, Qt::ISODate);
    if (!time.isValid())
        return invalid(QStringLiteral("--not-before wants a time like 2026-12-24T18:00 or 2026-12-24T17:00Z, not \"%1\"").arg(word));
    return time.toSecsSinceEpoch();
}

Result<SendOptions> parseSendOptions(const Arguments &arguments)
{
    SendOptions options;
    if (arguments.has(QStringLiteral("not-before")))
        options.notBefore = TRY(parseTime(arguments.value(QStringLiteral("not-before"))));
    options.askDelivered = arguments.has(QStringLiteral("ask-delivered"));
    options.requireTls = arguments.has(QStringLiteral("require-tls"));
    return options;
}

/** As Cancel in the window: the text is never lost, it is a draft then. */
Status cancelSending(Session &session, OutboxId id)
{
    const auto [item, account] = TRY(session.store().read([&](const store::Reader &reader) -> Result<std::pair<OutboxItem, Account>> {
        OutboxItem item = TRY(reader.outboxItem(id));
        Account account = TRY(reader.account(item.account));
        return std::pair(std::move(item), std::move(account));
    }));
    const Result<PlacementId> draft = engine::returnToDrafts(session.store(), account, item);
    return draft ? Status() : Status(draft.error());
}

/** What became of a message that was handed over: its own row says it, the round it was sent in only where it still waits. */
ExitCode tellFate(const OutboxItem &item, const Status &round)
{
    switch (item.state) {
    case OutboxState::Sent:
        if (item.reports == ReportPromise::NotOffered)
            complain(QStringLiteral("It was sent, but the server makes no reports of delivery: nobody will tell when it arrives."));
        return Done;
    case OutboxState::Cancelled:
        return Done;
    case OutboxState::Refused: {
        complain(item.lastError);
        const bool inPart = std::any_of(item.recipients.cbegin(), item.recipients.cend(),
                                        [](const OutboxRecipient &one) { return one.state == RecipientState::Accepted; });
        return inPart ? InPart : Refused;
    }
    case OutboxState::Sending: // what became of it could not be written down
    case OutboxState::Uncertain:
        complain(QStringLiteral("It may have been sent; look before you send it again. ") + item.lastError);
        return InPart;
    case OutboxState::Queued:
        break;
    }
    complain(QStringLiteral("The message is safe in the outbox. ") + (round ? item.lastError : describe(round.error())));
    return round ? InPart : exitCodeOf(round.error());
}

/**
 * What sending has left for the IMAP side is recorded already: the copy for Sent, and what nobody knows the fate of. This does
 * it while we are at it. Whether the server files copies itself shows within seconds.
 */
Status settleAtImap(engine::PassContext &context)
{
    const auto imap = TRY(engine::openImap(context));
    TRY(engine::lookForUncertain(context, [&](const OutboxItem &item, int looksBefore) { return engine::lookAtServer(context, *imap, item, looksBefore); }));
    engine::WishPush wishes(context, *imap);
    const Deadline patience = Deadline::in(15s);
    WakeSignal never;
    for (std::int64_t wait = 0; wait >= 0 && wait <= 10 && !patience.passed();) {
        (void)never.sleep(Deadline::in(std::chrono::seconds(wait)), context.stop);
        TRY(wishes.pushAppends());
        const std::int64_t now = Clock::nowUtc();
        wait = TRY(context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).nextWishDue(context.account.id, now); })) - now;
    }
    imap->logout();
    return {};
}

} // namespace

Result<ExitCode> runSend(Session &session, const Arguments &arguments)
{
    const Account account = TRY(session.account(arguments.options.value(QStringLiteral("account"))));
    QFile file(arguments.words.first());
    const bool opened = arguments.words.first() == QStringLiteral("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return invalid(QStringLiteral("%1 cannot be read: %2").arg(arguments.words.first(), file.errorString()));
    const SendOptions options = TRY(parseSendOptions(arguments));
    const OutboxId id = TRY(engine::queueRaw(session.store(), account, file.readAll(), options));

    Status sent;
    const bool later = arguments.has(QStringLiteral("queue-only")) || options.notBefore > Clock::nowUtc();
    if (!later) {
        ProgressBar bar;
        engine::PassContext context = session.context(account, &bar);
        sent = engine::Submission(context).sendDue();
        const bool isForImap = account.incomingKind == IncomingKind::Imap && (context.report.sent > 0 || context.report.parked > 0);
        const Status settled = isForImap ? settleAtImap(context) : Status();
        if (!settled && sent)
            complain(QStringLiteral("What is to be looked up or filed in Sent comes with the next sync (%1).").arg(describe(settled.error())));
    }
    const OutboxItem item = TRY(session.store().read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
    if (session.json())
        printJson(QJsonDocument(toJson(item, account.name)));
    else
        printLine(QStringLiteral("%1 %2: %3").arg(id.number()).arg(outboxStateName(item.state), item.subject));
    return later ? Done : tellFate(item, sent);
}

Result<ExitCode> runOutboxCommand(Session &session, const Arguments &arguments)
{
    const QString verb = arguments.command.section(QLatin1Char(' '), 1);
    if (verb != QStringLiteral("list")) {
        bool ok = false;
        const OutboxId id(arguments.words.first().toLongLong(&ok));
        const bool cancel = verb == QStringLiteral("cancel");
        const Status done = cancel ? cancelSending(session, id)
                                   : session.store().write(u"outbox", [&](store::WriteTransaction &tx) -> Status {
                                         return tx.outbox().requeue(id, TRY(tx.reader().outboxItem(id)).state);
                                     });
        if (!ok || (!done && done.error().kind == ErrorKind::NotFound))
            return invalid(QStringLiteral("there is no message %1 in the outbox").arg(arguments.words.first()));
        TRY(Status(done));
        if (session.json())
            printJson(QJsonDocument(QJsonObject{{QStringLiteral("id"), qint64(id.number())}, {QStringLiteral("state"), cancel ? QStringLiteral("cancelled") : QStringLiteral("queued")}}));
        return Done;
    }
    QHash<AccountId, QString> names;
    for (const Account &account : TRY(session.store().read([](const store::Reader &reader) { return reader.accounts(); })))
        names.insert(account.id, account.name);
    const QList<OutboxItem> items = TRY(session.store().read([](const store::Reader &reader) { return reader.outbox(); }));
    if (session.json()) {
        QJsonArray array;
        for (const OutboxItem &item : items)
            array.append(toJson(item, names.value(item.account)));
        printJson(QJsonDocument(array));
        return Done;
    }
    Table table({QStringLiteral("ID"), QStringLiteral("STATE"), QStringLiteral("TO"), QStringLiteral("SUBJECT"), QStringLiteral("ERROR")});
    for (const OutboxItem &item : items)
        table.add({QString::number(item.id.number()), outboxStateName(item.state), item.toShown, item.subject, item.lastError});
    table.print();
    return Done;
}

} // namespace petrel::ctl
