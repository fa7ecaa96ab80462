// Signing in at an issuer: the part of Engine that waits for the person in their browser.

#include "core/engine/engine_private.h"

#include "core/engine/sign_in.h"

namespace petrel::engine {

Ticket Engine::signIn(AccountDraft draft, SignInPlace place, const ReturnWords &words, QObject *context, std::function<void(SignInPage)> show, Done<SignedIn> done)
{
    StopSource source;
    d->signingIn.post([this, draft = std::move(draft), place, words, stop = source.get_token(), guard = QPointer<QObject>(context), show, done]() mutable {
        StopSource either;
        const StopCallback withTicket(stop, [&] { either.request_stop(); });
        const StopCallback withEngine(d->stopping.get_token(), [&] { either.request_stop(); });
        const auto tell = [&](const SignInPage &page) {
            d->deliver(guard, [show, page, stop] {
                if (!stop.stop_requested())
                    show(page);
            });
        };
        if (draft.account.id) {
            const auto kept = d->store->read([&](const store::Reader &reader) { return reader.account(draft.account.id); }, stop);
            draft.account.secretKey = kept ? kept->secretKey : QByteArray();
        }
        const Result<SignedIn> signedIn = signInAtIssuer(d->around, draft, place, words, tell, either.get_token());
        d->deliver(guard, [done, signedIn, stop] {
            if (!stop.stop_requested())
                done(signedIn);
        });
    });
    return Ticket(std::move(source));
}

void Engine::provideSignIn(AccountId account, const SignedIn &signedIn, QObject *context, Done<void> done)
{
    d->errands.post([this, account, signedIn, guard = QPointer<QObject>(context), done] {
        const auto keep = [&]() -> Status {
            const Account kept = TRY(d->store->read([&](const store::Reader &reader) { return reader.account(account); }));
            return keepGrant(d->around, kept, signedIn, d->stopping.get_token());
        };
        const Status kept = keep();
        d->urge(account);
        d->deliver(guard, [done, kept] { done(kept); });
    });
}

} // namespace petrel::engine
