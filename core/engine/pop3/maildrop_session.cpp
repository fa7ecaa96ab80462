#include "core/engine/pop3/maildrop_session.h"

#include "core/engine/server_connection.h"
#include "core/engine/sign_in.h"

#include <QLocale>

namespace petrel::engine {

namespace {

pop3::SessionOptions optionsFor(const PassContext &context)
{
    pop3::SessionOptions options;
    options.security = context.account.incoming.security;
    options.transcript = context.transcript.get();
    options.language = QLocale().bcp47Name().toUtf8();
    options.signInBy = Deadline::in(kSignInBudget);
    return options;
}

/** Told before the log-in, and once more after it: it may be this person's own. */
void noteDelay(PassContext &context, const pop3::Pop3Session &session)
{
    context.report.loginDelaySeconds = session.capabilities().loginDelaySeconds.value_or(context.report.loginDelaySeconds);
}

} // namespace

Result<std::unique_ptr<pop3::Pop3Session>> openMaildrop(PassContext &context)
{
    return signedIn(context, AccountSide::Incoming, [&](const sasl::Credentials &credentials) -> Result<std::unique_ptr<pop3::Pop3Session>> {
        const pop3::SessionOptions options = optionsFor(context);
        auto stream = TRY(openStream(context, context.account.incoming, options.signInBy));
        auto session = TRY(pop3::Pop3Session::open(std::move(stream), options, context.stop));
        noteDelay(context, *session);
        if (const Status in = session->logIn(credentials, context.stop); !in) {
            if (!session->isOver())
                (void)session->quit(context.stop);
            return in.error();
        }
        noteDelay(context, *session);
        return session;
    });
}

} // namespace petrel::engine
