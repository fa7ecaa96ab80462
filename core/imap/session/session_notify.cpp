// NOTIFY (RFC 5465 section 3): what to hear of without asking.
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"

namespace petrel::imap {

namespace {

/** The three belong together: RFC 5465 5.1 to 5.3 allow none of them alone, and counters of a folder need all. */
constexpr const char *kMessageEvents = "MessageNew MessageExpunge FlagChange";
constexpr const char *kFolderEvents = "MailboxName SubscriptionChange";

const char *filterWord(NotifyRequest::Others others)
{
    switch (others) {
    case NotifyRequest::Others::Inboxes: return "inboxes";
    case NotifyRequest::Others::Subscribed: return "subscribed";
    case NotifyRequest::Others::Personal: return "personal";
    case NotifyRequest::Others::None: break;
    }
    return nullptr;
}

void addEvents(Command &command, bool messages, bool folders)
{
    command.words("(");
    if (messages)
        command.closing(kMessageEvents);
    if (folders)
        command.closing(messages ? " " : "").closing(kFolderEvents);
    command.closing("))");
}

/** For each folder the first group that names it counts. */
Command notifyCommand(const NotifyRequest &request, bool canIdle)
{
    Command command("NOTIFY SET STATUS");
    // Expunges that shift numbers in mid-command are not worth it where IDLE brings them anyway.
    command.words(canIdle ? "(selected-delayed" : "(selected");
    addEvents(command, true, false);
    if (!request.named.isEmpty()) {
        command.words("(mailboxes (");
        for (qsizetype i = 0; i < request.named.size(); ++i)
            command.mailbox(request.named.at(i), i == 0 ? Command::Space::None : Command::Space::Before);
        command.closing(")");
        addEvents(command, true, request.folderList);
    }
    if (const char *filter = filterWord(request.others)) {
        command.words("(").closing(filter);
        addEvents(command, true, request.folderList);
    }
    const bool listAlone = request.folderList && request.others != NotifyRequest::Others::Personal;
    if (listAlone) {
        command.words("(personal");
        addEvents(command, false, true);
    }
    return command;
}

} // namespace

Result<QList<MailboxStatus>> ImapSession::notify(const NotifyRequest &request)
{
    if (!canNotify())
        return makeError(ErrorKind::Unsupported, ErrorScope::Connection, ErrorRetry::Never, QStringLiteral("no NOTIFY"));
    return m_exchange->notify(notifyCommand(request, canIdle()));
}

Status ImapSession::notifyNone()
{
    if (!canNotify())
        return makeError(ErrorKind::Unsupported, ErrorScope::Connection, ErrorRetry::Never, QStringLiteral("no NOTIFY"));
    m_exchange->stopNotifying();
    (void)TRY(m_exchange->run(Command("NOTIFY NONE"), m_exchange->options().timeouts.command));
    return {};
}

} // namespace petrel::imap
