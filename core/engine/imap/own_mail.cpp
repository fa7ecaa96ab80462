#include "core/engine/imap/own_mail.h"

#include "core/engine/imap/translation.h"
#include "core/imap/session/server_search.h"
#include "core/mime/header_values.h"
#include "core/mime/outgoing_message.h"
#include "core/mime/parsed_message.h"

#include <QDateTime>

namespace petrel::engine {

namespace {

/** Where a server keeps the id that it has replaced. */
constexpr const char *kFormerIds[] = {"X-Microsoft-Original-Message-ID", "X-Google-Original-Message-ID"};
/** Of what a search finds the newest are compared; where there is no search, of all the folder's mail. */
constexpr std::uint32_t kNewestFound = 10;
constexpr std::uint32_t kNewestOfAll = 50;
/** By how much a server's clock may be behind ours. */
constexpr std::int64_t kClockSlack = 3600;

imap::SearchKey keyFor(const OwnMail &sought)
{
    const QString id = QString::fromUtf8(sought.messageId);
    imap::SearchKey bearsId = imap::SearchKey::header("Message-ID", id);
    for (const char *field : kFormerIds)
        bearsId = bearsId || imap::SearchKey::header(field, id);
    // A day earlier: by which clock and zone a server counts days is its own affair.
    const QDate day = QDateTime::fromSecsSinceEpoch(sought.since - kClockSlack, Qt::UTC).date().addDays(-1);
    return bearsId && imap::SearchKey::since(imap::SearchKey::Day::Received, day);
}

/** What may be it, in the selected folder. */
Result<imap::MessageSet> candidates(imap::ImapSession &session, const OwnMail &sought)
{
    if (sought.maySearch) {
        const Result<imap::NewestFound> found = imap::searchNewest(session, keyFor(sought), kNewestFound);
        if (found)
            return imap::MessageSet::uids(found->uids);
        if (!session.isAlive())
            return found.error();
    }
    return imap::MessageSet::newest(kNewestOfAll);
}

Result<bool> keepsFormerId(imap::ImapSession &session, Uid uid, const QByteArray &messageId)
{
    for (const imap::BodySection &section : TRY(session.fetchSections(uid, {"HEADER"}))) {
        for (const mime::HeaderField &field : mime::parseHeaderFields(section.bytes)) {
            const bool isKept = std::any_of(std::begin(kFormerIds), std::end(kFormerIds), [&](const char *name) { return field.name.compare(name, Qt::CaseInsensitive) == 0; });
            if (isKept && mime::parseMessageIds(field.raw).contains(messageId))
                return true;
        }
    }
    return false;
}

bool isForAccount(const Account &account, const OutboxItem &item)
{
    const QByteArray own = mime::asciiAddress(account.address.email);
    return std::any_of(item.recipients.cbegin(), item.recipients.cend(), [&](const OutboxRecipient &recipient) { return recipient.address.compare(own, Qt::CaseInsensitive) == 0; });
}

/** The server's name of the folder of this role; nothing: it has none, or it was not listed yet. */
Result<std::optional<imap::MailboxName>> serverFolder(PassContext &context, FolderRole role)
{
    return context.store().read([&](const store::Reader &reader) -> Result<std::optional<imap::MailboxName>> {
        const Result<FolderRow> folder = reader.folderByRole(context.account.id, role);
        if (!folder && folder.error().kind == ErrorKind::NotFound)
            return std::optional<imap::MailboxName>();
        return std::optional(TRY(imap::MailboxName::fromWire(TRY(store::SyncReader(reader).wireName(TRY(Result<FolderRow>(folder)).id)))));
    });
}

} // namespace

Result<Uid> findOwnMail(imap::ImapSession &session, const imap::MailboxName &folder, const OwnMail &sought)
{
    const Result<imap::SelectResult> there = session.select(folder, imap::ImapSession::Access::ReadOnly);
    if (!there && there.error().kind == ErrorKind::NotFound)
        return Uid();
    TRY(Result<imap::SelectResult>(there));
    const imap::MessageSet among = session.exists() == 0 ? imap::MessageSet::uids({}) : TRY(candidates(session, sought));
    if (among.set.isEmpty())
        return Uid();
    Uid found;
    QList<Uid> others;
    TRY(session.fetchHeaders(among, [&](imap::FetchedHeader &&header) -> Status {
        const store::NewMessage message = toNewMessage(header);
        if (header.internalDate != 0 && header.internalDate < sought.since - kClockSlack)
            return {};
        if (message.envelope.messageId == sought.messageId)
            found = message.uid;
        else if (sought.maySearch)
            others.append(message.uid);
        return {};
    }));
    for (qsizetype i = others.size() - 1; !found && i >= std::max<qsizetype>(0, others.size() - 3); --i)
        found = TRY(keepsFormerId(session, others.at(i), sought.messageId)) ? others.at(i) : Uid();
    return found;
}

Result<Found> lookAtServer(PassContext &context, imap::ImapSession &session, const OutboxItem &item, int looksBefore)
{
    const OwnMail sought{item.messageId, item.queuedAt, looksBefore == 0};
    const auto isIn = [&](FolderRole role) -> Result<bool> {
        const std::optional<imap::MailboxName> folder = TRY(serverFolder(context, role));
        return folder && TRY(findOwnMail(session, *folder, sought));
    };
    if (TRY(isIn(FolderRole::Sent)))
        return Found::InSent;
    return isForAccount(context.account, item) && TRY(isIn(FolderRole::Inbox)) ? Found::InInbox : Found::Nowhere;
}

} // namespace petrel::engine
