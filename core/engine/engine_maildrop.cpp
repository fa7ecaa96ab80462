// What lies at a POP3 server: the part of Engine about mail that is not here, or not only.

#include "core/engine/engine_private.h"
#include "core/engine/pop3/maildrop_listing.h"

namespace petrel::engine {

Ticket Engine::listMaildrop(AccountId account, QObject *context, Done<QList<MaildropEntry>> done)
{
    StopSource source;
    const auto answer = [this, stop = source.get_token(), guard = QPointer<QObject>(context), done = std::move(done)](const Result<QList<MaildropEntry>> &listing) {
        d->deliver(guard, [stop, done, listing] {
            if (!stop.stop_requested())
                done(listing);
        });
    };
    AccountRunner *runner = d->runner(account);
    if (runner && d->workersMayRun)
        runner->listMaildrop({source.get_token(), answer});
    else
        answer(makeError(ErrorKind::Network, QStringLiteral("nothing is connected")));
    return Ticket(std::move(source));
}

void Engine::wishFromMaildrop(AccountId account, const QList<MaildropEntry> &entries, MaildropEntry::Wish wish, QObject *context, Done<void> done)
{
    d->wishes.post([this, account, entries, wish, guard = QPointer<QObject>(context), done = std::move(done)] {
        const Result<int> wished = engine::wishFromMaildrop(*d->store, account, entries, wish);
        if (wished) // first: a listing asked for by `done` shows what became of it
            QMetaObject::invokeMethod(&d->events, [this, account] { checkMail(account); }, Qt::QueuedConnection);
        d->answerWish(guard, done, wished ? Status() : Status(wished.error()));
    });
}

} // namespace petrel::engine
