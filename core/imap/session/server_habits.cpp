#include "core/imap/session/server_habits.h"

namespace petrel::imap {

namespace {

/** "Cyrus IMAP v2.4.16" in a greeting: older than 2.5. */
bool isOldCyrus(const QByteArray &greeting)
{
    const qsizetype at = greeting.indexOf("Cyrus IMAP");
    const qsizetype version = at < 0 ? -1 : greeting.indexOf('v', at);
    if (version < 0)
        return false;
    const QByteArrayList numbers = greeting.mid(version + 1).split('.');
    const int major = numbers.value(0).toInt(), minor = numbers.value(1).toInt();
    return major == 1 || (major == 2 && minor < 5);
}

} // namespace

ServerHabits habitsOf(const QByteArray &greeting, const Capabilities &capabilities)
{
    ServerHabits habits;
    habits.wantsId = greeting.contains("Coremail") || greeting.contains("QQMail");
    habits.brokenListExtended = isOldCyrus(greeting) || greeting.contains("Zimbra"); // which tells no version
    habits.commandsAtOnce = greeting.contains("Microsoft Exchange") ? 20 : habits.commandsAtOnce;
    habits.brokenQresync = capabilities.has("XAPPLEPUSHSERVICE");
    return habits;
}

} // namespace petrel::imap
