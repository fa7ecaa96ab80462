#include "core/pop3/ledger_planner.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace petrel::pop3 {

namespace {

constexpr std::int64_t kSecondsPerDay = 24 * 3600;
constexpr const char *kContentKey = " sha256:";

/** How often each usable id occurs in the listing. */
QHash<QByteArray, int> occurrences(const QList<ServerMessage> &server)
{
    QHash<QByteArray, int> count;
    for (const ServerMessage &message : server)
        ++count[message.uidl];
    return count;
}

bool identifies(const QByteArray &uidl, int occurrences)
{
    return !uidl.isEmpty() && uidl.size() <= kMaxUidlBytes && occurrences == 1;
}

/**
 * Unknown sizes agree with everything while the message was never deleted: many ledgers and some servers
 * have none. Once DELE was sent the id may name another message, and only a known size speaks against that.
 */
bool sizesAgree(const LedgerRow &row, const ServerMessage &message)
{
    if (row.state == LedgerState::DeleteSent)
        return row.size != 0 && row.size == message.size;
    return row.size == 0 || message.size == 0 || row.size == message.size;
}

/** Whether the server's copy of a message that is durable here should go now. */
bool wantsDelete(const LedgerFacts &facts, const LedgerRow &row)
{
    if (row.want == LedgerWant::Delete)
        return true;
    switch (facts.serverCopy.rule) {
    case Pop3ServerCopy::Rule::DeleteAfterDownload: return true;
    case Pop3ServerCopy::Rule::Keep: return false;
    case Pop3ServerCopy::Rule::DeleteAfterDays: return facts.now - row.since >= facts.serverCopy.days * kSecondsPerDay;
    case Pop3ServerCopy::Rule::DeleteWithLocal: return facts.deletedHere.contains(row.uidl);
    }
    return false;
}

/** Whether its RETR failed so often, and so lately, that this session leaves it alone. */
bool isPostponed(const LedgerFacts &facts, const LedgerRow &row)
{
    if (row.attempts < kPromptAttempts || row.lastTried > facts.now) // a clock that went back postpones nothing
        return false;
    constexpr std::int64_t kHour = 3600;
    const std::int64_t pause = row.attempts - kPromptAttempts >= 5 ? kSecondsPerDay : kHour << (row.attempts - kPromptAttempts);
    return facts.now - row.lastTried < pause;
}

/** Whether its header is enough, as far as its size and its row tell. `missing`: sizes of stored messages that are not listed. */
bool isHeaderEnough(const LedgerFacts &facts, const LedgerRow *row, const ServerMessage &message, const QSet<qint64> &missing)
{
    if (row && (row->state != LedgerState::Listed || row->want == LedgerWant::Fetch))
        return false;
    if (row && row->isHeaderOnly() && facts.deletedHere.contains(row->uidl))
        return true; // the person saw it, and wants nothing of it
    const qint64 limit = facts.serverCopy.headerOnlyAbove;
    return facts.hasTop && limit > 0 && message.size > limit && !missing.contains(message.size);
}

struct Candidate
{
    Retrieval retrieval;
    int attempts = 0;
};

/** What the person asked for, then untried before tried, those we can count attempts of before the others, newest before older. */
bool comesFirst(const Candidate &a, const Candidate &b)
{
    if (a.retrieval.isAwaited() != b.retrieval.isAwaited())
        return a.retrieval.isAwaited();
    if (a.attempts != b.attempts)
        return a.attempts < b.attempts;
    if (a.retrieval.hasUsableId() != b.retrieval.hasUsableId())
        return a.retrieval.hasUsableId();
    return a.retrieval.message.number > b.retrieval.message.number;
}

QList<Retrieval> inOrder(QList<Candidate> candidates)
{
    std::sort(candidates.begin(), candidates.end(), comesFirst);
    QList<Retrieval> order;
    order.reserve(candidates.size());
    for (Candidate &candidate : candidates)
        order.append(std::move(candidate.retrieval));
    return order;
}

/** A row whose id is not in the listing. */
void planUnlisted(const LedgerFacts &facts, const LedgerRow &row, LedgerPlan &plan)
{
    switch (row.state) {
    case LedgerState::Listed:
        if (!row.isHeaderOnly() || (facts.deletedHere.contains(row.uidl) && facts.now - row.since >= kForgetGoneAfterSeconds))
            plan.forget.append(row.uidl);
        else
            plan.missingHeaders.insert(row.uidl);
        break;
    case LedgerState::Stored:
        if (!isContentKey(row.uidl)) // no server ever lists those
            plan.missing.insert(row.uidl); // perhaps only today: Gmail shows a window of the mailbox
        break;
    case LedgerState::DeleteSent:
        plan.confirmGone.append(row.uidl);
        break;
    case LedgerState::Gone:
        if (facts.now - std::max(row.deleted, row.since) >= kForgetGoneAfterSeconds)
            plan.forget.append(row.uidl);
        break;
    }
}

/** Null for a message that is here, as far as its id tells. `someMissing`: stored messages are not listed. */
std::optional<Retrieval::Reason> reasonToRetrieve(const LedgerFacts &facts, const LedgerRow *row, const ServerMessage &message, bool someMissing)
{
    using Reason = Retrieval::Reason;
    if (row && row->state == LedgerState::Listed && row->want == LedgerWant::Fetch)
        return Reason::Wanted;
    if (row && row->state == LedgerState::Stored && row->want == LedgerWant::Fetch)
        return Reason::Damaged;
    if (!row)
        return someMissing ? Reason::Renumbered : Reason::New;
    if (row->state == LedgerState::Listed)
        return someMissing ? Reason::Renumbered : Reason::Unfinished;
    if (row->state == LedgerState::Gone)
        return Reason::CameBack;
    if (!sizesAgree(*row, message))
        return Reason::SizeChanged;
    if (row->byHead && wantsDelete(facts, *row))
        return Reason::KnownByHead;
    return std::nullopt;
}

/** The sizes of stored messages that are not listed. */
QSet<qint64> sizesOfMissing(const LedgerFacts &facts, const LedgerPlan &plan)
{
    QSet<qint64> sizes;
    for (const LedgerRow &row : facts.ledger) {
        if (plan.missing.contains(row.uidl))
            sizes.insert(row.size);
    }
    return sizes;
}

/** A message with a usable id; `row` is null when it is new. */
void planListed(const LedgerFacts &facts, const LedgerRow *row, const ServerMessage &message, const QSet<qint64> &missingSizes, LedgerPlan &plan,
                QList<Candidate> &candidates)
{
    const bool isListedOnly = row && row->state == LedgerState::Listed;
    if (isListedOnly && row->want == LedgerWant::Delete && row->size == message.size) {
        plan.dele.append(message);
        return;
    }
    if (isHeaderEnough(facts, row, message, missingSizes)) {
        if (!row || !row->isHeaderOnly())
            plan.headers.append(message);
        return;
    }
    const auto reason = reasonToRetrieve(facts, row, message, !plan.missing.isEmpty());
    if (reason && row && isPostponed(facts, *row))
        plan.postponed.append(message);
    else if (reason)
        candidates.append(Candidate{{message, *reason}, row ? row->attempts : 0});
    else if (wantsDelete(facts, *row))
        plan.dele.append(message);
}

} // namespace

LedgerPlan planLedger(const LedgerFacts &facts)
{
    const QHash<QByteArray, int> listed = occurrences(facts.server);
    QHash<QByteArray, const LedgerRow *> rows;
    LedgerPlan plan;
    for (const LedgerRow &row : facts.ledger) {
        rows.insert(row.uidl, &row);
        if (!listed.contains(row.uidl))
            planUnlisted(facts, row, plan);
    }
    const QSet<qint64> missingSizes = sizesOfMissing(facts, plan);
    QList<Candidate> candidates;
    for (const ServerMessage &message : facts.server) {
        if (identifies(message.uidl, listed.value(message.uidl)))
            planListed(facts, rows.value(message.uidl), message, missingSizes, plan, candidates);
        else
            candidates.append(Candidate{{message, Retrieval::Reason::Unidentified}});
    }
    plan.retrieve = inOrder(std::move(candidates));
    return plan;
}

bool deletesAtOnce(const Pop3ServerCopy &serverCopy)
{
    return serverCopy.rule == Pop3ServerCopy::Rule::DeleteAfterDownload
        || (serverCopy.rule == Pop3ServerCopy::Rule::DeleteAfterDays && serverCopy.days <= 0);
}

QList<ServerMessage> joinListings(const QList<UidlEntry> &uidls, const QList<ListEntry> &sizes)
{
    QHash<MessageNumber, qint64> sizeOf;
    for (const ListEntry &entry : sizes)
        sizeOf.insert(entry.number, entry.size);
    QList<ServerMessage> messages;
    messages.reserve(std::max(uidls.size(), sizes.size()));
    for (const UidlEntry &entry : uidls)
        messages.append({entry.number, entry.uidl, sizeOf.take(entry.number)});
    // What UIDL left out, or garbled, is there all the same: it is known by its content.
    for (const ListEntry &entry : sizes) {
        if (sizeOf.remove(entry.number))
            messages.append({entry.number, {}, entry.size});
    }
    return messages;
}

QByteArray contentKey(const QByteArray &sha256)
{
    return kContentKey + sha256.toHex();
}

bool isContentKey(QByteArrayView key)
{
    return key.startsWith(kContentKey);
}

} // namespace petrel::pop3
