#pragma once

#include "core/imap/grammar/capabilities.h"

namespace petrel::imap {

/** What is known of a server before it has shown it, from its greeting and capabilities. One line each, with a test. */
struct ServerHabits
{
    bool wantsId = false;       ///< 163.com, 126.com (Coremail), QQ: SELECT fails until ID was sent
    bool brokenListExtended = false; ///< Cyrus before 2.5: LIST with RETURN (SUBSCRIBED) names other folders than there are; old Zimbra breaks off at it
    int commandsAtOnce = 50;    ///< sent ahead of their answers: 20 at Microsoft's, which ends the session at some fifty STATUS
    bool brokenQresync = false; ///< iCloud: ENABLE is never confirmed and VANISHED comes malformed
};

[[nodiscard]] ServerHabits habitsOf(const QByteArray &greeting, const Capabilities &capabilities);

} // namespace petrel::imap
