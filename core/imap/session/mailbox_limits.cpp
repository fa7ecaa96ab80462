#include "core/imap/session/mailbox_limits.h"

#include "core/imap/session/exchange.h"

#include <limits>

namespace petrel::imap {

namespace {

constexpr std::uint64_t kStorageUnit = 1024; // RFC 9208 section 5.3.1

Error unsupported(const char *what)
{
    return makeError(ErrorKind::Unsupported, ErrorScope::Connection, ErrorRetry::Never, QLatin1String(what));
}

/** In pieces or bytes; what does not fit is as good as without end. */
std::int64_t scaled(std::uint64_t count, std::uint64_t unit)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(count > most / unit ? most : count * unit);
}

Quota quotaFrom(const QuotaResponse &told)
{
    Quota quota;
    quota.root = told.root;
    for (const QuotaResource &resource : told.resources) {
        if (resource.name == "STORAGE")
            quota.storage = Quota::Use{scaled(resource.usage, kStorageUnit), scaled(resource.limit, kStorageUnit)};
        else if (resource.name == "MESSAGE")
            quota.messages = Quota::Use{scaled(resource.usage, 1), scaled(resource.limit, 1)};
    }
    return quota;
}

/** One STATUS item that is too dear, or too rare, to be asked for with all folders. */
Result<MailboxStatus> statusItem(ImapSession &session, const MailboxName &folder, const char *item)
{
    MailboxStatus found;
    Exchange &exchange = session.exchange();
    const Command command = Command("STATUS").mailbox(folder).words(item);
    (void)TRY(exchange.run(command, exchange.options().timeouts.search, [&](Response &response) {
        const auto *told = std::get_if<MailboxStatus>(&response);
        const bool ours = told && told->name == folder;
        if (ours)
            found = *told;
        return ours;
    }));
    return found;
}

} // namespace

Result<QList<Quota>> quotaOf(ImapSession &session, const MailboxName &folder)
{
    if (!session.capabilities().has("QUOTA"))
        return unsupported("no QUOTA");
    QList<Quota> quotas;
    Exchange &exchange = session.exchange();
    (void)TRY(exchange.run(Command("GETQUOTAROOT").mailbox(folder), exchange.options().timeouts.command, [&](Response &response) {
        if (const auto *told = std::get_if<QuotaResponse>(&response))
            quotas.append(quotaFrom(*told));
        return std::holds_alternative<QuotaResponse>(response) || std::holds_alternative<QuotaRootResponse>(response);
    }));
    return quotas;
}

Result<std::optional<std::int64_t>> appendLimitOf(ImapSession &session, const MailboxName &folder)
{
    if (!session.capabilities().has("APPENDLIMIT"))
        return session.appendLimit();
    return TRY(statusItem(session, folder, "(APPENDLIMIT)")).appendLimit;
}

Error tooBig()
{
    return makeError(ErrorKind::Refused, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("longer than the server takes")).withServerText({}, "TOOBIG");
}

Result<std::int64_t> sizeOf(ImapSession &session, const MailboxName &folder)
{
    if (!session.capabilities().has("STATUS=SIZE"))
        return unsupported("no STATUS=SIZE");
    const MailboxStatus status = TRY(statusItem(session, folder, "(SIZE)"));
    if (!status.size)
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("STATUS was answered without the size"));
    return *status.size;
}

} // namespace petrel::imap
