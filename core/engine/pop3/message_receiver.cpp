#include "core/engine/pop3/message_receiver.h"

#include "core/base/clock.h"

namespace petrel::engine {

MessageReceiver::MessageReceiver(PassContext &context, FolderId inbox, const pop3::LedgerPlan &plan)
    : m_context(context), m_inbox(inbox), m_plan(plan), m_total(plan.retrieve.size())
{
    for (const pop3::Retrieval &retrieval : plan.retrieve)
        m_retrievals.insert(retrieval.message.number.number(), retrieval);
}

const pop3::Retrieval *MessageReceiver::retrievalOf(pop3::MessageNumber number) const
{
    const auto found = m_retrievals.constFind(number.number());
    return found == m_retrievals.cend() ? nullptr : &*found;
}

Status MessageReceiver::begin(pop3::MessageNumber)
{
    m_intake.emplace(m_context.store());
    return {};
}

Status MessageReceiver::content(pop3::MessageNumber, const QByteArray &bytes)
{
    return m_intake->write(bytes);
}

Status MessageReceiver::complete(pop3::MessageNumber number)
{
    const pop3::Retrieval *retrieval = retrievalOf(number);
    if (!retrieval || !m_intake)
        return makeError(ErrorKind::Bug, QStringLiteral("a message was completed that nobody asked for"));
    Pending pending{*retrieval, TRY(m_intake->finish()), {}};
    m_intake.reset();
    pending.key = retrieval->hasUsableId() ? retrieval->message.uidl : pop3::contentKey(pending.whole.blob.sha256);
    m_pendingBytes += pending.whole.message.size;
    m_pending.push_back(std::move(pending));
    m_context.tell(AccountStatus::Task::Fetching, {}, ++m_done, m_total);
    if (m_pendingBytes >= kBatchBytes || static_cast<int>(m_pending.size()) >= kBatchMessages)
        return commit();
    return {};
}

Status MessageReceiver::refused(pop3::MessageNumber number, const Error &error)
{
    m_intake.reset();
    m_context.report.troubles.append({PassTrouble::What::Message, {}, error.during(QStringLiteral("fetching message %1").arg(number.number()))});
    m_context.tell(AccountStatus::Task::Fetching, {}, ++m_done, m_total);
    const pop3::Retrieval *retrieval = retrievalOf(number);
    return retrieval ? countAttempt(*retrieval) : Status();
}

Status MessageReceiver::countAttempt()
{
    return m_done < m_total ? countAttempt(m_plan.retrieve.at(m_done)) : Status();
}

Status MessageReceiver::countAttempt(const pop3::Retrieval &retrieval)
{
    if (!retrieval.hasUsableId())
        return {}; // nothing to know it by next time; such are asked for last
    return m_context.store().write(u"attempt counted", [&](store::WriteTransaction &tx) {
        return tx.ledger().countAttempt(m_context.account.id, {retrieval.message.uidl, retrieval.message.size});
    });
}

/** What the ledger keeps already, for messages without a usable id; the whole ledger is read only when there is one. */
Result<QSet<QByteArray>> MessageReceiver::seenContents(store::WriteTransaction &tx, const std::vector<Pending> &pendings) const
{
    QSet<QByteArray> seen;
    if (std::all_of(pendings.cbegin(), pendings.cend(), [](const Pending &pending) { return pending.retrieval.hasUsableId(); }))
        return seen;
    const auto ledger = TRY(tx.syncReader().ledger(m_context.account.id));
    for (const auto &[key, entry] : ledger.asKeyValueRange()) {
        if (entry.state == store::LedgerState::Stored || entry.state == store::LedgerState::DeleSent)
            seen.insert(key);
    }
    return seen;
}

Status MessageReceiver::commit()
{
    if (m_pending.empty())
        return {};
    // What cannot be committed is still at the server.
    std::vector<Pending> pendings = std::exchange(m_pending, {});
    m_pendingBytes = 0;
    int added = 0;
    TRY(m_context.store().write(u"retrieved messages", [&](store::WriteTransaction &tx) -> Status {
        QSet<QByteArray> seen = TRY(seenContents(tx, pendings));
        std::vector<Pending *> fresh;
        for (Pending &pending : pendings) {
            // A content without a usable id that is in the ledger was seen before, perhaps in this very batch.
            const bool again = !pending.retrieval.hasUsableId() && seen.contains(pending.key);
            seen.insert(pending.key);
            if (!again && pending.retrieval.compareContent()) {
                added += TRY(keep(tx, std::exchange(fresh, {}))); // it may be one of these
                added += TRY(keepUnlessHere(tx, pending));
            } else if (!again) {
                fresh.push_back(&pending);
            }
        }
        added += TRY(keep(tx, fresh));
        return {};
    }));
    m_context.report.newMessages += added;
    m_context.report.bodies += added;
    for (const Pending &pending : pendings)
        m_stored.append({pending.retrieval.message.number, pending.key});
    return {};
}

/** The message here that has exactly this content; null: it is another one. */
Result<MessageId> MessageReceiver::holding(store::WriteTransaction &tx, const Pending &pending) const
{
    const AccountId account = m_context.account.id;
    const MessageId message = TRY(tx.syncReader().messageHolding(account, pending.whole.blob.sha256));
    if (message.isNull() || pending.retrieval.reason != pop3::Retrieval::Reason::Renumbered)
        return message;
    // Only a message whose own id has left the maildrop can be this one under a new id; a second copy is a second message.
    QList<QByteArray> former = TRY(tx.ledger().idsOf(account, message));
    former.removeIf([&](const QByteArray &id) { return !m_plan.missing.contains(id); });
    if (former.isEmpty())
        return MessageId();
    TRY(tx.ledger().forget(account, std::span(&former.first(), 1))); // one old id for each new one
    return message;
}

/** Messages that are new here, each with its ledger row; how many. */
Result<int> MessageReceiver::keep(store::WriteTransaction &tx, const std::vector<Pending *> &fresh)
{
    if (fresh.empty())
        return 0;
    std::vector<store::NewMessage> arrived;
    for (Pending *pending : fresh) {
        store::NewMessage &message = arrived.emplace_back(std::move(pending->whole.message));
        if (message.dateReceived == 0)
            message.dateReceived = Clock::nowUtc();
        message.raw = TRY(tx.blobs().insert(std::move(pending->whole.blob)));
    }
    const QList<store::InsertedMessage> rows = TRY(tx.messages().insertMessages(m_inbox, arrived));
    std::vector<store::Pop3Ledger::Stored> stored;
    for (const store::InsertedMessage &row : rows) {
        const Pending &pending = *fresh[stored.size()];
        stored.push_back({pending.key, pending.retrieval.message.size, row.message});
    }
    TRY(tx.ledger().recordStored(m_context.account.id, stored));
    return static_cast<int>(fresh.size());
}

/** Where the id leaves open which message it is; 0 when exactly this content is here, whose copy at the server this then was. */
Result<int> MessageReceiver::keepUnlessHere(store::WriteTransaction &tx, Pending &pending)
{
    const AccountId account = m_context.account.id;
    const MessageId message = TRY(holding(tx, pending));
    // What the id stood for until now is over: from here on it names this message, with the size the server tells now.
    TRY(tx.ledger().forget(account, std::span(&pending.key, 1)));
    if (message.isNull())
        return keep(tx, {&pending});
    (void)TRY(tx.blobs().insert(std::move(pending.whole.blob))); // what is here by name may be damaged, and the server's copy may go
    const store::Pop3Ledger::Stored stored{pending.key, pending.retrieval.message.size, message};
    TRY(tx.ledger().recordStored(account, std::span(&stored, 1)));
    return 0;
}

} // namespace petrel::engine
