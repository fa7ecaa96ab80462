#include "core/engine/pop3/large_messages.h"

#include "core/base/clock.h"
#include "core/engine/message_intake.h"

#include <algorithm>

namespace petrel::engine {

namespace {

/** So many headers make one transaction. */
constexpr qsizetype kAtOnce = 32;

} // namespace

Status LargeMessages::showHeaders(const QList<pop3::LedgerRow> &ledger, pop3::LedgerPlan &plan)
{
    for (const pop3::LedgerRow &row : ledger) {
        if (plan.missingHeaders.contains(row.uidl))
            m_former.append({row.uidl, row.size, row.head});
    }
    for (qsizetype begun = 0; begun < plan.headers.size(); begun += kAtOnce) {
        const QList<pop3::ServerMessage> messages = plan.headers.mid(begun, kAtOnce);
        const QList<Head> heads = TRY(fetch(messages));
        TRY(keep(heads, plan));
        for (const pop3::ServerMessage &message : messages) {
            const bool isHere = std::any_of(heads.cbegin(), heads.cend(), [&](const Head &head) { return head.message == message; });
            if (!isHere)
                plan.retrieve.append({message, pop3::Retrieval::Reason::Unfinished});
        }
    }
    return {};
}

Result<QList<LargeMessages::Head>> LargeMessages::fetch(const QList<pop3::ServerMessage> &messages)
{
    QHash<pop3::MessageNumber, pop3::ServerMessage> asked;
    QList<pop3::MessageNumber> numbers;
    for (const pop3::ServerMessage &message : messages) {
        asked.insert(message.number, message);
        numbers.append(message.number);
    }
    QList<Head> heads;
    TRY(m_session.heads(numbers, [&](pop3::MessageNumber number, const QByteArray &head) {
        const pop3::ServerMessage message = asked.value(number);
        const QByteArray digest = head.size() < pop3::kMaxHeadBytes ? pop3::headDigest(head) : QByteArray(); // else it was cut
        if (!digest.isEmpty())
            heads.append({message, digest, MessageIntake::fromHeader(head, message.size)});
    }, m_context.stop));
    return heads;
}

Status LargeMessages::keep(const QList<Head> &heads, pop3::LedgerPlan &plan)
{
    QList<pop3::ListedHead> listed;
    for (const Head &head : heads)
        listed.append({head.message.number, head.message.size, head.digest});
    QHash<pop3::MessageNumber, QByteArray> formerIds;
    const auto pairs = pop3::matchByHead(m_former, listed);
    for (const auto &[from, number] : pairs)
        formerIds.insert(number, from);

    const AccountId account = m_context.account.id;
    QList<PlacementId> arrived;
    FolderId inbox;
    TRY(m_context.store().write(u"headers of large messages", [&](store::WriteTransaction &tx) -> Status {
        inbox = TRY(tx.syncReader().deliveryFolder(account));
        for (const Head &head : heads) {
            const store::Pop3Ledger::Listed entry{head.message.uidl, head.message.size};
            if (const auto from = formerIds.constFind(head.message.number); from != formerIds.cend()) {
                TRY(tx.ledger().renameHeader(account, *from, entry));
                continue;
            }
            store::NewMessage message = head.shown;
            if (message.dateReceived == 0)
                message.dateReceived = Clock::nowUtc();
            message.fetchedBy = account;
            const store::InsertedMessage row = TRY(tx.messages().insertMessages(inbox, std::span(&message, 1))).first();
            arrived.append(row.placement);
            TRY(tx.ledger().recordHeader(account, {entry.uidl, entry.size, row.message, head.digest}));
        }
        return {};
    }));
    if (m_tellsArrivals)
        m_context.noteArrived(inbox, arrived);
    m_context.report.newMessages += static_cast<int>(heads.size() - formerIds.size());
    for (const auto &[from, number] : pairs)
        plan.missingHeaders.remove(from);
    m_former.removeIf([&](const pop3::FormerHead &former) { return !plan.missingHeaders.contains(former.uidl); });
    return {};
}

} // namespace petrel::engine
