#pragma once

#include "core/model/account.h"

namespace petrel {

/**
 * Gmail's "recent:" before the user name: the mail of the last 30 days, to every program alike. That is asked for to leave
 * the mail to others too, so nothing is deleted at the server, whatever the account's rule says.
 */
[[nodiscard]] inline bool isInRecentMode(const ServerSettings &incoming)
{
    return incoming.user.startsWith(QLatin1String("recent:"), Qt::CaseInsensitive);
}

/** What becomes of the copy at a POP3 server in truth. */
[[nodiscard]] inline Pop3ServerCopy serverCopyInEffect(const Account &account)
{
    Pop3ServerCopy copy = account.pop3ServerCopy;
    if (isInRecentMode(account.incoming))
        copy.rule = Pop3ServerCopy::Rule::Keep;
    return copy;
}

} // namespace petrel
