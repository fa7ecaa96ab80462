// NOTIFY (RFC 5465): what is told about folders that are not selected.
#include "core/imap/grammar/notified_name.h"
#include "core/imap/session/exchange.h"

namespace petrel::imap {

Result<QList<MailboxStatus>> Exchange::notify(const Command &command)
{
    QList<MailboxStatus> counters;
    (void)TRY(run(command, m_options.timeouts.command, [&](Response &response) {
        auto *told = std::get_if<MailboxStatus>(&response);
        if (!told)
            return false;
        told->name = notifiedName(told->name);
        if (counters.size() < m_options.limits.folders)
            counters.append(std::move(*told));
        return true;
    }));
    m_notifies = true;
    return counters;
}

void Exchange::noteOtherFolder(const Response &response)
{
    MailboxEvent event;
    if (const auto *status = std::get_if<MailboxStatus>(&response)) {
        event.kind = MailboxEvent::Kind::FolderStatus;
        event.status = *status;
        event.status->name = notifiedName(status->name);
        if (event.status->name == m_selected)
            return; // its own events tell that, with more in them
    } else if (const auto *listed = std::get_if<ListedMailbox>(&response)) {
        event.kind = MailboxEvent::Kind::FolderListed;
        event.listed = *listed;
        event.listed->name = notifiedName(listed->name);
        if (listed->oldName)
            event.listed->oldName = notifiedName(*listed->oldName);
    } else {
        return;
    }
    addEvent(std::move(event));
}

void Exchange::dropEventsOfSelected()
{
    m_events.removeIf([](const MailboxEvent &event) { return event.concernsSelected(); });
}

} // namespace petrel::imap
