#include "core/engine/pop3/message_receiver.h"

#include "core/base/clock.h"

namespace petrel::engine {

MessageReceiver::MessageReceiver(PassContext &context, FolderId inbox, const QList<pop3::Retrieval> &retrievals)
    : m_context(context), m_inbox(inbox), m_total(retrievals.size())
{
    for (const pop3::Retrieval &retrieval : retrievals)
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
    m_context.report.troubles.append(error.during(QStringLiteral("fetching message %1").arg(number.number())));
    m_context.tell(AccountStatus::Task::Fetching, {}, ++m_done, m_total);
    return {};
}

Status MessageReceiver::commit()
{
    if (m_pending.empty())
        return {};
    int added = 0;
    TRY(m_context.store().write(u"retrieved messages", [&](store::WriteTransaction &tx) -> Status {
        const auto ledger = TRY(tx.syncReader().ledger(m_context.account.id));
        QSet<QByteArray> seen;
        for (const auto &[key, entry] : ledger.asKeyValueRange()) {
            if (entry.state == store::LedgerState::Stored || entry.state == store::LedgerState::DeleSent)
                seen.insert(key);
        }
        for (Pending &pending : m_pending) {
            // A content without a usable id that is in the ledger was seen before, perhaps in this very batch.
            const bool again = !pending.retrieval.hasUsableId() && seen.contains(pending.key);
            if (!again)
                added += TRY(keep(tx, pending)) ? 1 : 0;
            seen.insert(pending.key);
        }
        return {};
    }));
    m_context.report.newMessages += added;
    m_context.report.bodies += added;
    for (const Pending &pending : m_pending)
        m_stored.append({pending.retrieval.message.number, pending.key});
    m_pending.clear();
    m_pendingBytes = 0;
    return {};
}

/** True when it is new here; false when a message with exactly this content is, whose copy at the server this then was. */
Result<bool> MessageReceiver::keep(store::WriteTransaction &tx, Pending &pending)
{
    const AccountId account = m_context.account.id;
    MessageId message;
    if (pending.retrieval.compareContent())
        message = TRY(tx.syncReader().messageHolding(account, pending.whole.blob.sha256));
    const bool isNew = message.isNull();
    if (isNew) {
        store::NewMessage &arrived = pending.whole.message;
        if (arrived.dateReceived == 0)
            arrived.dateReceived = Clock::nowUtc();
        arrived.raw = TRY(tx.blobs().insert(std::move(pending.whole.blob)));
        message = TRY(tx.messages().insertMessages(m_inbox, std::span(&arrived, 1))).first().message;
    }
    // What the id stood for until now is over: from here on it names this message, with the size the server tells now.
    if (pending.retrieval.compareContent())
        TRY(tx.ledger().forget(account, std::span(&pending.key, 1)));
    const store::Pop3Ledger::Listed listed{pending.key, pending.retrieval.message.size};
    TRY(tx.ledger().recordListed(account, std::span(&listed, 1)));
    TRY(tx.ledger().recordStored(account, pending.key, message));
    return isNew;
}

} // namespace petrel::engine
