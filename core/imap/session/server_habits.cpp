#include "core/imap/session/server_habits.h"

namespace petrel::imap {

ServerHabits habitsOf(const QByteArray &greeting, const Capabilities &capabilities)
{
    ServerHabits habits;
    habits.wantsId = greeting.contains("Coremail") || greeting.contains("QQMail");
    habits.brokenQresync = capabilities.has("XAPPLEPUSHSERVICE");
    return habits;
}

} // namespace petrel::imap
