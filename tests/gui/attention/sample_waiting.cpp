#include "tests/gui/attention/sample_waiting.h"

namespace petrel::test {

std::int64_t at(qint64 offset) { return StandingClock::start().toSecsSinceEpoch() + offset; }

Account sampleAccount()
{
    Account account;
    account.id = AccountId(1);
    account.name = QStringLiteral("Home");
    account.address = {QStringLiteral("Nora Lindqvist"), QStringLiteral("nora@postbox.example")};
    account.incoming.host = QStringLiteral("imap.postbox.example");
    account.outgoing.host = QStringLiteral("smtp.postbox.example");
    return account;
}

OutboxRecipient recipient(const char *address, RecipientState state, const QByteArray &reply) { return {address, state, reply}; }

OutboxItem outgoing(int id, OutboxState state, const QString &subject)
{
    OutboxItem item;
    item.id = OutboxId(id);
    item.account = AccountId(1);
    item.subject = subject;
    item.toShown = QStringLiteral("Priya Raman");
    item.recipients = {recipient("priya@raman.example")};
    item.state = state;
    item.queuedAt = at(-600);
    return item;
}

ui::AttentionStory parkedMove(int placement, qint64 since, const QString &subject)
{
    ui::AttentionStory story;
    story.item.subject = store::AttentionItem::Subject::Wish;
    story.item.account = AccountId(1);
    story.item.placement = PlacementId(placement);
    story.item.title = subject;
    story.item.error = QStringLiteral("not-found: the target folder is gone [TRYCREATE]; the server says: No such mailbox");
    story.item.since = at(since);
    story.account = sampleAccount();
    story.from = {QStringLiteral("Lars Eide"), QStringLiteral("lars@eide.example")};
    story.wants.folder = FolderId(7);
    story.home.id = FolderId(1);
    story.home.role = FolderRole::Inbox;
    story.target.id = FolderId(7);
    story.target.name = QStringLiteral("Tenders 2024");
    return story;
}

ui::AttentionStory parkedAppend(int wish, qint64 since)
{
    ui::AttentionStory story;
    story.item.subject = store::AttentionItem::Subject::Append;
    story.item.account = AccountId(1);
    story.item.append = WishId(wish);
    story.item.title = QStringLiteral("Notes for Monday");
    story.item.error = QStringLiteral("quota: APPEND refused [OVERQUOTA]");
    story.item.since = at(since);
    story.account = sampleAccount();
    story.home.id = FolderId(3);
    story.home.role = FolderRole::Sent;
    return story;
}

ui::AttentionStory parkedCopy(int wish, qint64 since)
{
    ui::AttentionStory story = parkedAppend(wish, since);
    story.item.isCopy = true;
    story.item.title = QStringLiteral("Minutes of the harbour board");
    story.item.error = QStringLiteral("refused: COPY refused [NOPERM]");
    story.home.id = FolderId(8);
    story.home.role = FolderRole::None;
    story.home.name = QStringLiteral("Board");
    return story;
}

ui::AttentionStory unsent(const OutboxItem &item, qint64 since)
{
    ui::AttentionStory story;
    story.item.subject = store::AttentionItem::Subject::Outgoing;
    story.item.account = item.account;
    story.item.outbox = item.id;
    story.item.outboxState = item.state;
    story.item.title = item.subject;
    story.item.error = item.lastError;
    story.item.since = at(since);
    story.account = sampleAccount();
    story.outgoing = item;
    return story;
}

void fillWithWaiting(MemoryAttentionSource &source)
{
    OutboxItem counting = outgoing(1, OutboxState::Queued, QStringLiteral("Ferry terminal: revised sections"));
    counting.notBefore = at(7);
    OutboxItem later = outgoing(2, OutboxState::Queued, QStringLiteral("Good morning"));
    later.toShown = QStringLiteral("Mateus Oliveira, Tove Hagen");
    later.notBefore = StandingClock::start().toSecsSinceEpoch() + 4 * 86400 - 6240;
    OutboxItem refused = outgoing(3, OutboxState::Refused, QStringLiteral("Plans and pictures"));
    refused.toShown = QStringLiteral("Priya Raman, Henrik Moe");
    refused.recipients = {recipient("priya@raman.example", RecipientState::Accepted, "250 2.1.5 Ok"),
                          recipient("henrik.moe@bergstad.example", RecipientState::Refused, "552 5.3.4 Message size 38000000 exceeds limit 25000000")};
    refused.lastError = QStringLiteral("refused: sent to the others, but not to henrik.moe@bergstad.example");
    refused.serverText = refused.recipients.last().reply;
    OutboxItem uncertain = outgoing(4, OutboxState::Uncertain);
    uncertain.lastError = QStringLiteral("network: no answer to the final dot");
    source.items = {counting, later, outgoing(5, OutboxState::Sending, QStringLiteral("Choir on Saturday")), refused, uncertain};
    source.stories = {parkedMove(11, -1200), unsent(uncertain, -60), unsent(refused, -2400), parkedCopy(6, -4500), parkedAppend(5, -90000)};
}

QString plain(QString text)
{
    text.removeIf([](QChar c) { return (c.unicode() >= 0x2066 && c.unicode() <= 0x2069) || c.unicode() == 0x200B; });
    return text;
}

} // namespace petrel::test
