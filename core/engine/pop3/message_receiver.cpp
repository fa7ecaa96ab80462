#include "core/engine/pop3/message_receiver.h"

#include "core/base/clock.h"
#include "core/pop3/fingerprint.h"

namespace petrel::engine {

MessageReceiver::MessageReceiver(PassContext &context, const pop3::LedgerPlan &plan, QHash<QByteArray, MessageId> headers)
    : m_context(context), m_plan(plan), m_headers(std::move(headers)), m_total(plan.retrieve.size())
{
    for (const pop3::Retrieval &retrieval : plan.retrieve)
        m_retrievals.insert(retrieval.message.number.number(), retrieval);
    for (const pop3::Retrieval &retrieval : plan.retrieve)
        m_bytesTotal += retrieval.message.size;
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

Status MessageReceiver::content(pop3::MessageNumber number, const QByteArray &bytes)
{
    TRY(m_intake->write(bytes));
    if (!m_pending.empty() && isLate()) // what came before it is to be seen, however long this one takes
        TRY(commit());
    const pop3::Retrieval *retrieval = retrievalOf(number);
    if (retrieval)
        tellBytes(std::min(m_intake->size(), retrieval->message.size));
    const MessageId shown = retrieval ? m_headers.value(retrieval->message.uidl) : MessageId();
    if (!shown.isNull() && m_context.awaited.coming)
        m_context.awaited.coming(shown, m_intake->size(), retrieval->message.size);
    return {};
}

Status MessageReceiver::complete(pop3::MessageNumber number)
{
    const pop3::Retrieval *retrieval = retrievalOf(number);
    if (!retrieval || !m_intake)
        return makeError(ErrorKind::Bug, QStringLiteral("a message was completed that nobody asked for"));
    Pending pending{*retrieval, TRY(m_intake->finish()), {}, pop3::headDigest(m_intake->head())};
    m_intake.reset();
    pending.key = retrieval->hasUsableId() ? retrieval->message.uidl : pop3::contentKey(pending.whole.blob.sha256);
    m_pendingBytes += pending.whole.message.size;
    m_pending.push_back(std::move(pending));
    noteOver(*retrieval);
    if (m_pending.size() == 1)
        m_pendingSince = Clock::nowUtc();
    // A slow line, or somebody who waits: what is here is to be seen.
    if (retrieval->isAwaited() || isLate())
        return commit();
    const bool isEnough = m_pendingBytes >= kBatchBytes || static_cast<int>(m_pending.size()) >= kBatchMessages;
    return isEnough ? beginCommit() : Status();
}

bool MessageReceiver::isLate() const
{
    return Clock::nowUtc() - m_pendingSince > kBatchSeconds;
}

Status MessageReceiver::refused(pop3::MessageNumber number, const Error &error)
{
    m_intake.reset();
    const pop3::Retrieval *retrieval = retrievalOf(number);
    if (!retrieval)
        return makeError(ErrorKind::Bug, QStringLiteral("a message was refused that nobody asked for"));
    m_refusals.append({retrieval->message, error.during(QStringLiteral("fetching message %1").arg(number.number()))});
    noteOver(*retrieval);
    return countAttempt(*retrieval);
}

/** Counted, whatever became of it. */
void MessageReceiver::noteOver(const pop3::Retrieval &retrieval)
{
    m_bytesOver += retrieval.message.size;
    tellBytes(0);
    m_context.tell(AccountStatus::Task::Fetching, {}, ++m_done, m_total);
}

void MessageReceiver::tellBytes(qint64 underWay) const
{
    if (m_context.fetched)
        m_context.fetched(m_bytesOver + underWay, m_bytesTotal);
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

Status MessageReceiver::commit()
{
    TRY(beginCommit());
    return settle();
}

/** What cannot be committed is still at the server. */
Status MessageReceiver::beginCommit()
{
    TRY(settle());
    if (m_pending.empty())
        return {};
    m_pendingBytes = 0;
    m_writing.begin([this, pendings = std::exchange(m_pending, {})]() mutable { return land(std::move(pendings)); });
    return {};
}

Status MessageReceiver::settle()
{
    if (!m_writing.isUnderWay())
        return {};
    const Landed landed = TRY(m_writing.settle());
    if (m_tellsArrivals)
        m_context.noteArrived(landed.inbox, landed.arrived);
    m_context.report.newMessages += static_cast<int>(landed.arrived.size());
    m_context.report.bodies += static_cast<int>(landed.arrived.size() + landed.completed.size());
    for (const MessageId message : landed.completed) {
        if (m_context.awaited.here)
            m_context.awaited.here(message);
    }
    m_stored += landed.stored;
    return {};
}

Result<MessageReceiver::Landed> MessageReceiver::land(std::vector<Pending> pendings) const
{
    Landed landed;
    TRY(m_context.store().write(u"retrieved messages", [&](store::WriteTransaction &tx) -> Status {
        std::vector<Pending *> fresh;
        for (Pending &pending : pendings) {
            if (TRY(isBodyOfHeader(tx, pending))) {
                landed.completed.append(m_headers.value(pending.key));
                continue;
            }
            if (pending.retrieval.compareContent())
                TRY(keep(tx, std::exchange(fresh, {}), landed)); // it may be one of these
            const QByteArray sha256 = pending.whole.blob.sha256;
            if (!TRY(isKnownAgain(tx, pending)))
                fresh.push_back(&pending);
            else if (pending.retrieval.reason == pop3::Retrieval::Reason::Damaged)
                landed.completed.append(TRY(tx.syncReader().messageHolding(m_context.account.id, sha256)));
        }
        return keep(tx, fresh, landed);
    }));
    for (const Pending &pending : pendings)
        landed.stored.append({pending.retrieval.message.number, pending.key});
    return landed;
}

/** Whether the header of this very message was shown until now: then it is here whole. */
Result<bool> MessageReceiver::isBodyOfHeader(store::WriteTransaction &tx, Pending &pending) const
{
    if (!m_headers.contains(pending.key))
        return false;
    const AccountId account = m_context.account.id;
    const MessageId shown = TRY(tx.syncReader().headerOf(account, pending.key, pending.head));
    if (shown.isNull())
        return false;
    const store::NewMessage &whole = pending.whole.message;
    TRY(MessageIntake::store(tx, {shown, {BodyState::Full, {}, whole.parts, whole.preview, whole.text}, std::move(pending.whole.blob)}));
    const store::Pop3Ledger::Stored stored{pending.key, pending.retrieval.message.size, shown, pending.head};
    TRY(tx.ledger().recordStored(account, std::span(&stored, 1)));
    return true;
}

/** The id under which the ledger knows the message of exactly this content, and which it has no longer; null: it is another message. */
Result<std::optional<QByteArray>> MessageReceiver::formerId(store::WriteTransaction &tx, const Pending &pending, bool isShown) const
{
    const QList<store::LedgerEntry> known = TRY(tx.syncReader().ledgerOf(m_context.account.id, pending.whole.blob.sha256));
    // Identical bytes that were deleted there and here may be another mail all the same, unless their Message-ID says that they are one (RFC 5322 3.6.4).
    const bool mayComeBack = isShown || !pending.whole.message.envelope.messageId.isEmpty();
    std::optional<QByteArray> former;
    for (const store::LedgerEntry &entry : known) {
        if (entry.uidl == pending.key)
            return std::optional(entry.uidl);
        // What is listed under its own id as well is there twice: a second copy is a second message.
        const bool isListed = entry.state != store::LedgerState::Gone && !m_plan.missing.contains(entry.uidl) && !pop3::isContentKey(entry.uidl);
        if (!isListed && (mayComeBack || entry.state != store::LedgerState::Gone))
            former = entry.uidl;
    }
    return former;
}

/** The message here that has this content and that no id names, as far as it can be this one. */
Result<MessageId> MessageReceiver::adoptable(store::WriteTransaction &tx, const Pending &pending, MessageId shown) const
{
    using Reason = pop3::Retrieval::Reason;
    const Reason reason = pending.retrieval.reason;
    if (reason == Reason::Unidentified || reason == Reason::SizeChanged || reason == Reason::CameBack)
        return shown; // the id itself may have stood for it
    return tx.ledger().unnamed(m_context.account.id, pending.whole.blob.sha256); // its row was lost with a damaged page
}

/** Whether this content was here before, under this id or another: then only the ledger is written. */
Result<bool> MessageReceiver::isKnownAgain(store::WriteTransaction &tx, Pending &pending) const
{
    const AccountId account = m_context.account.id;
    const qint64 size = pending.retrieval.message.size;
    const MessageId shown = TRY(tx.syncReader().messageHolding(account, pending.whole.blob.sha256));
    if (const auto former = TRY(formerId(tx, pending, !shown.isNull()))) {
        TRY(tx.ledger().recordAgain(account, {*former, pending.key, size, pending.head}));
    } else {
        const MessageId adopted = TRY(adoptable(tx, pending, shown));
        // What the id stood for until now is over: from here on it names this message, with the size the server tells now.
        if (pending.retrieval.compareContent() || !adopted.isNull())
            TRY(tx.ledger().forget(account, std::span(&pending.key, 1)));
        if (adopted.isNull())
            return false;
        const store::Pop3Ledger::Stored stored{pending.key, size, adopted, pending.head};
        TRY(tx.ledger().recordStored(account, std::span(&stored, 1)));
    }
    if (!shown.isNull()) // what is here by name may be damaged, and the server's copy may go
        (void)TRY(tx.blobs().insert(std::move(pending.whole.blob)));
    return true;
}

/** Messages that are new here, each with its ledger row. */
Status MessageReceiver::keep(store::WriteTransaction &tx, const std::vector<Pending *> &fresh, Landed &landed) const
{
    if (fresh.empty())
        return {};
    landed.inbox = TRY(tx.syncReader().deliveryFolder(m_context.account.id));
    std::vector<store::NewMessage> arrived;
    for (Pending *pending : fresh) {
        store::NewMessage &message = arrived.emplace_back(std::move(pending->whole.message));
        if (message.dateReceived == 0)
            message.dateReceived = Clock::nowUtc();
        message.fetchedBy = m_context.account.id;
        message.raw = TRY(tx.blobs().insert(std::move(pending->whole.blob)));
    }
    const QList<store::InsertedMessage> rows = TRY(tx.messages().insertMessages(landed.inbox, arrived));
    std::vector<store::Pop3Ledger::Stored> stored;
    for (const store::InsertedMessage &row : rows) {
        const Pending &pending = *fresh[stored.size()];
        landed.arrived.append(row.placement);
        stored.push_back({pending.key, pending.retrieval.message.size, row.message, pending.head});
    }
    return tx.ledger().recordStored(m_context.account.id, stored);
}

} // namespace petrel::engine
