// Accounts, their secrets and tests: the part of Engine about who we are.

#include "core/engine/engine_private.h"

#include "core/base/log.h"
#include "core/engine/account_keeping.h"
#include "core/engine/account_test.h"

namespace petrel::engine {

namespace {

bool bringsSecret(const AccountDraft &draft)
{
    return draft.signedIn || !draft.incomingPassword.isEmpty() || !draft.outgoingPassword.isEmpty() || !draft.clientSecret.isEmpty() || !draft.clientPem.isEmpty();
}

} // namespace

void Engine::addAccount(AccountDraft draft, QObject *context, Done<AccountId> done)
{
    d->errands.post([this, draft = std::move(draft), guard = QPointer<QObject>(context), done] {
        const Result<AccountId> added = keepAccount(d->around, draft, d->stopping.get_token());
        if (added)
            d->reloadRunners();
        d->deliver(guard, [done, added] { done(added); });
    });
}

void Engine::updateAccount(AccountDraft draft, QObject *context, Done<void> done)
{
    d->errands.post([this, draft = std::move(draft), guard = QPointer<QObject>(context), done] {
        const Status updated = changeAccount(d->around, draft, d->stopping.get_token());
        if (updated)
            d->reloadRunners();
        if (updated && bringsSecret(draft)) // workers whose account is as it was go on, and may have stopped for want of it
            d->urge(draft.account.id);
        d->deliver(guard, [done, updated] { done(updated); });
    });
}

void Engine::removeAccount(AccountId account, QObject *context, Done<void> done)
{
    // Workers that go on would list its folders again.
    d->retire(account, [this, account, guard = QPointer<QObject>(context), done] {
        const Status removed = dropAccount(d->around, account, d->stopping.get_token());
        d->deliver(guard, [done, removed] { done(removed); });
    });
}

Ticket Engine::testAccount(AccountDraft draft, QObject *context, std::function<void(TestStep)> step, Done<void> done)
{
    StopSource source;
    d->errands.post([this, draft = std::move(draft), stop = source.get_token(), guard = QPointer<QObject>(context), step, done] {
        // The test ends with the ticket, and with the engine.
        StopSource either;
        const StopCallback withTicket(stop, [&] { either.request_stop(); });
        const StopCallback withEngine(d->stopping.get_token(), [&] { either.request_stop(); });
        PassContext pass{d->around, draft.account, either.get_token(), std::make_shared<net::Transcript>(), {}, {}};
        const Status tested = engine::testAccount(pass, draft, [&](const TestStep &one) {
            d->deliver(guard, [step, one, stop] {
                if (!stop.stop_requested())
                    step(one);
            });
        });
        d->deliver(guard, [done, tested, stop] {
            if (!stop.stop_requested())
                done(tested);
        });
    });
    return Ticket(std::move(source));
}

void Engine::provideSecret(AccountId account, AccountSide side, const Secret &password, QObject *context, Done<void> done)
{
    d->errands.post([this, account, side, password, guard = QPointer<QObject>(context), done] {
        const Status kept = keepTypedPassword(d->around, d->secrets, {account, side, password}, d->stopping.get_token());
        d->urge(account);
        d->deliver(guard, [done, kept] { done(kept); });
    });
}

std::optional<CertificateProblem> Engine::refusedCertificate(const QString &host, quint16 port) const
{
    return d->around.rejected->of(host, port);
}

} // namespace petrel::engine
