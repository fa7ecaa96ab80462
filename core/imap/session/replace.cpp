#include "core/imap/session/replace.h"

#include "core/imap/session/exchange.h"

namespace petrel::imap {

Result<AppendUid> uidReplace(ImapSession &session, Uid old, const MailboxName &target, const MessageToAppend &message)
{
    if (!session.capabilities().has("REPLACE"))
        return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("no REPLACE"));
    Exchange &exchange = session.exchange();
    Command command("UID REPLACE");
    command.number(old.number()).mailbox(target);
    TRY(addMessage(command, session, message));
    AppendUid uid;
    const auto learn = [&uid](const ResponseCode &code) {
        const auto *told = std::get_if<AppendUid>(&code.value);
        if (told)
            uid = *told;
        return told != nullptr;
    };
    // APPENDUID comes before the old message goes, in an untagged OK (RFC 8508 section 3.3); some may tell it in the tagged one.
    const Result<StatusResponse> status = exchange.run(command, exchange.options().timeouts.append, [&](Response &response) {
        const auto *untagged = std::get_if<StatusResponse>(&response);
        return untagged && learn(untagged->code);
    });
    if (!status.ok() && status.error().kind == ErrorKind::NotFound && status.error().code == "NONEXISTENT")
        return Error(status.error()).withScope(ErrorScope::Message);
    (void)learn(TRY(status).code);
    return uid;
}

} // namespace petrel::imap
