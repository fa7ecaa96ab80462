#include "core/engine/pop3/maildrop_session.h"

#include "core/engine/server_connection.h"

#include <QLocale>

namespace petrel::engine {

Result<std::unique_ptr<pop3::Pop3Session>> openMaildrop(PassContext &context, sasl::Credentials &credentials)
{
    pop3::SessionOptions options;
    options.security = context.account.incoming.security;
    options.transcript = context.transcript.get();
    options.language = QLocale().bcp47Name().toUtf8();
    credentials.user = context.account.incoming.user;
    credentials.password = TRY(incomingPassword(context.around, context.account, context.stop));
    options.signInBy = Deadline::in(kSignInBudget);
    auto stream = TRY(openStream(context, context.account.incoming, options.signInBy));
    return pop3::Pop3Session::open(std::move(stream), options, context.stop);
}

} // namespace petrel::engine
