// NOTIFY (RFC 5465): what is told about folders that are not selected.
#include "core/imap/grammar/modified_utf7.h"
#include "core/imap/session/exchange.h"
#include "core/imap/session/refusal.h"

#include <QStringDecoder>

namespace petrel::imap {

namespace {

/** Dovecot 2.3 tells names in UTF-8 here, whatever was agreed: they are the folders that LIST named in modified UTF-7. */
MailboxName asListed(const MailboxName &name)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(name.wire());
    if (fromModifiedUtf7(name.wire()) || utf8.hasError())
        return name;
    return MailboxName::fromText(text).valueOr(name);
}

} // namespace

Result<QList<MailboxStatus>> Exchange::notify(const Command &command)
{
    QList<MailboxStatus> counters;
    (void)TRY(run(command, m_options.timeouts.command, [&](Response &response) {
        auto *told = std::get_if<MailboxStatus>(&response);
        if (!told)
            return false;
        told->name = asListed(told->name);
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
        event.status->name = asListed(status->name);
        if (event.status->name == m_selected)
            return; // its own events tell that, with more in them
    } else if (const auto *listed = std::get_if<ListedMailbox>(&response)) {
        event.kind = MailboxEvent::Kind::FolderListed;
        event.listed = *listed;
        event.listed->name = asListed(listed->name);
        if (listed->oldName)
            event.listed->oldName = asListed(*listed->oldName);
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
