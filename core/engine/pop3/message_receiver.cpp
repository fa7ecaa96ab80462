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
    pending.key = retrieval->compareContent() ? pop3::contentKey(pending.whole.blob.sha256) : retrieval->message.uidl;
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
    const AccountId account = m_context.account.id;
    int added = 0;
    TRY(m_context.store().write(u"retrieved messages", [&](store::WriteTransaction &tx) -> Status {
        const auto ledger = TRY(tx.syncReader().ledger(account));
        for (Pending &pending : m_pending) {
            // Content that is here already under this key was seen before: it is not shown twice.
            const auto known = ledger.constFind(pending.key);
            if (known != ledger.cend() && known->state != store::LedgerState::Listed)
                continue;
            store::NewMessage &message = pending.whole.message;
            message.dateReceived = Clock::nowUtc();
            message.raw = TRY(tx.blobs().insert(std::move(pending.whole.blob)));
            const auto rows = TRY(tx.messages().insertMessages(m_inbox, std::span(&message, 1)));
            const store::Pop3Ledger::Listed listed{pending.key, message.size};
            TRY(tx.ledger().recordListed(account, std::span(&listed, 1)));
            TRY(tx.ledger().recordStored(account, pending.key, rows.first().message));
            ++added;
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

} // namespace petrel::engine
