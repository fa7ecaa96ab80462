#include "core/engine/pop3/maildrop_pass.h"

#include "core/base/clock.h"
#include "core/pop3/fingerprint.h"
#include "core/engine/pop3/large_messages.h"
#include "core/engine/pop3/maildrop_session.h"
#include "core/engine/pop3/message_receiver.h"
#include "core/engine/retry_policy.h"
#include "core/engine/send/uncertain_fate.h"
#include "core/model/recent_mode.h"

namespace petrel::engine {

namespace {

pop3::LedgerState asPlanned(store::LedgerState state)
{
    switch (state) {
    case store::LedgerState::Listed: return pop3::LedgerState::Listed;
    case store::LedgerState::Stored: return pop3::LedgerState::Stored;
    case store::LedgerState::DeleSent: return pop3::LedgerState::DeleteSent;
    case store::LedgerState::Gone: return pop3::LedgerState::Gone;
    }
    return pop3::LedgerState::Listed;
}

pop3::LedgerRow toRow(const store::LedgerEntry &entry)
{
    pop3::LedgerRow row;
    row.uidl = entry.uidl;
    row.state = asPlanned(entry.state);
    row.size = entry.size;
    row.since = entry.firstSeen;
    row.deleted = entry.deleSent;
    row.attempts = entry.attempts;
    row.lastTried = entry.lastTried;
    row.head = entry.head;
    row.byHead = entry.byHead;
    row.want = static_cast<pop3::LedgerWant>(entry.want);
    return row;
}

} // namespace

MaildropPass::MaildropPass(PassContext &context) : m_context(context), m_copy(serverCopyInEffect(context.account)) {}

Status MaildropPass::run()
{
    m_session = TRY(openMaildrop(m_context));

    const Status done = [&]() -> Status {
        const pop3::LedgerPlan plan = TRY(this->plan());
        const Status retrieved = retrieve(plan);
        // What is durable here may go, whatever befell the others, as long as the session lives.
        if (!m_session->isOver())
            TRY(remove(plan));
        if (!m_session->isOver() && canTop(*m_session) && m_marked.isEmpty())
            m_unfetched.name(*m_session, m_context.stop);
        return retrieved;
    }();
    // Marks are void unless QUIT is answered.
    const Status left = leave();
    m_unfetched.tell(m_context.report);
    tellExpiry();
    m_context.report.moreAtOnce = m_session->capabilities().showsParts && m_foundNews;
    m_context.report.bytesIn += m_session->stream().bytesIn();
    m_context.report.bytesOut += m_session->stream().bytesOut();
    m_context.report.roundTrips += m_session->roundTrips();
    TRY(Status(done));
    TRY(Status(left));
    TRY(lookForUncertain(m_context)); // perhaps it came back
    return m_context.store().write(u"maildrop looked at", [&](store::WriteTransaction &tx) { return tx.folders().noteLook(m_inbox, Clock::nowUtc()); });
}

Result<pop3::LedgerPlan> MaildropPass::plan()
{
    const AccountId account = m_context.account.id;
    const pop3::UidlListing uidls = TRY(listIds());
    const QList<pop3::ListEntry> sizes = TRY(m_session->list(m_context.stop));

    pop3::LedgerFacts facts;
    facts.server = pop3::joinListings(uidls.entries, sizes);
    tellUnreadable(uidls.unreadable - (facts.server.size() - uidls.entries.size()));
    facts.serverCopy = m_copy;
    facts.now = Clock::nowUtc();
    facts.hasTop = canTop(*m_session);
    bool lacksDigests = false; // stored by a Petrel that did not remember them
    TRY(m_context.store().read([&](const store::Reader &reader) -> Status {
        const FolderRow inbox = TRY(reader.folderByRole(account, FolderRole::Inbox));
        m_inbox = inbox.id;
        m_wasLookedAt = inbox.lastSync != 0;
        for (const store::LedgerEntry &entry : TRY(store::SyncReader(reader).ledger(account))) {
            facts.ledger.append(toRow(entry));
            lacksDigests = lacksDigests || (entry.digest.isEmpty() && !entry.message.isNull());
            const bool wasShown = entry.state == store::LedgerState::Stored || facts.ledger.constLast().isHeaderOnly();
            if (wasShown && entry.message.isNull())
                facts.deletedHere.insert(entry.uidl);
            else if (facts.ledger.constLast().isHeaderOnly())
                m_headers.insert(entry.uidl, entry.message);
        }
        return {};
    }));
    pop3::LedgerPlan plan = pop3::planLedger(facts);

    std::vector<store::Pop3Ledger::Listed> listed;
    for (const pop3::Retrieval &retrieval : plan.retrieve) {
        if (!retrieval.compareContent())
            listed.push_back({retrieval.message.uidl, retrieval.message.size});
    }
    TRY(m_context.store().write(u"maildrop listed", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.ledger().recordListed(account, listed));
        TRY(tx.ledger().markGone(account, plan.confirmGone));
        if (lacksDigests)
            TRY(tx.ledger().rememberDigests(account));
        return tx.ledger().forget(account, plan.forget);
    }));
    TRY(recogniseByHead(facts.ledger, plan));
    LargeMessages large(m_context, *m_session);
    if (m_wasLookedAt)
        large.tellArrivals();
    TRY(large.showHeaders(facts.ledger, plan));
    leaveTooLarge(plan);
    for (const pop3::ServerMessage &message : std::as_const(plan.postponed))
        m_unfetched.add(message, makeError(ErrorKind::Refused, ErrorScope::Message, ErrorRetry::Backoff, QStringLiteral("fetching failed so far; it is tried again later")));
    return plan;
}

/** Without UIDL each message is known by its content alone, fetched whole: that goes where none of them stays. */
Result<pop3::UidlListing> MaildropPass::listIds()
{
    Result<pop3::UidlListing> listing = m_session->uidl(m_context.stop);
    const bool canDoWithout = !listing && listing.error().code == "no-uidl" && pop3::deletesAtOnce(m_copy);
    return canDoWithout ? pop3::UidlListing() : std::move(listing);
}

/** What could not be kept in any case is not asked for. */
void MaildropPass::leaveTooLarge(pop3::LedgerPlan &plan)
{
    const qint64 most = pop3::Limits().maxMessageBytes;
    const auto isTooLarge = [most](const pop3::Retrieval &retrieval) { return retrieval.message.size > most; };
    const Error error = makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Backoff, QStringLiteral("a message of more than %1 bytes").arg(most)).withServerText({}, "too-large");
    for (const pop3::Retrieval &retrieval : std::as_const(plan.retrieve)) {
        if (isTooLarge(retrieval))
            m_unfetched.add(retrieval.message, error);
    }
    plan.retrieve.removeIf(isTooLarge);
}

/**
 * Messages under new ids that are known by header and size are not fetched again. Where mail is deleted at once they are all the same: only the
 * whole content tells that it is here.
 */
Status MaildropPass::recogniseByHead(const QList<pop3::LedgerRow> &ledger, pop3::LedgerPlan &plan)
{
    if (!canTop(*m_session) || pop3::deletesAtOnce(m_copy))
        return {};
    QList<pop3::FormerHead> former;
    QSet<qint64> sizes;
    for (const pop3::LedgerRow &row : ledger) {
        if (!plan.missing.contains(row.uidl) || row.head.isEmpty())
            continue;
        former.append({row.uidl, row.size, row.head});
        sizes.insert(row.size);
    }
    QHash<pop3::MessageNumber, pop3::ServerMessage> candidates;
    for (const pop3::Retrieval &retrieval : plan.retrieve) {
        if (retrieval.reason == pop3::Retrieval::Reason::Renumbered && sizes.contains(retrieval.message.size))
            candidates.insert(retrieval.message.number, retrieval.message);
    }
    QList<pop3::ListedHead> listed;
    TRY(m_session->heads(candidates.keys(), [&](pop3::MessageNumber number, const QByteArray &head) {
        listed.append({number, candidates.value(number).size, pop3::headDigest(head)});
    }, m_context.stop));
    const auto pairs = pop3::matchByHead(former, listed);
    if (pairs.isEmpty())
        return {};
    QSet<pop3::MessageNumber> known;
    using KnownBy = store::Pop3Ledger::Renamed::KnownBy;
    TRY(m_context.store().write(u"maildrop known again", [&](store::WriteTransaction &tx) -> Status {
        for (const auto &[from, number] : pairs) {
            const pop3::ServerMessage &message = candidates[number];
            TRY(tx.ledger().recordAgain(m_context.account.id, {from, message.uidl, message.size, {}, KnownBy::Head}));
            known.insert(number);
        }
        return {};
    }));
    for (const auto &[from, number] : pairs)
        plan.missing.remove(from);
    plan.retrieve.removeIf([&](const pop3::Retrieval &retrieval) { return known.contains(retrieval.message.number); });
    return {};
}

/** Lines of UIDL that made no sense, beyond those whose messages LIST names: something may be there that is never fetched. */
void MaildropPass::tellUnreadable(qsizetype lines)
{
    if (lines <= 0)
        return;
    const Error error = makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Backoff, QStringLiteral("the server's list of messages cannot be read wholly"));
    m_context.report.troubles.append(QList<PassTrouble>(lines, {PassTrouble::What::Message, {}, error}));
}

/** The server deletes mail on its own before the person wants it to (EXPIRE, RFC 2449 section 6.7). */
void MaildropPass::tellExpiry()
{
    const std::optional<int> days = m_session->capabilities().expireDays;
    const bool isKept = m_copy.rule != Pop3ServerCopy::Rule::DeleteAfterDownload;
    const bool isLongEnough = m_copy.rule == Pop3ServerCopy::Rule::DeleteAfterDays && days && *days >= m_copy.days;
    if (!days || !isKept || isLongEnough)
        return;
    const Error error = makeError(ErrorKind::Unsupported, QStringLiteral("the server deletes mail by itself")).withServerText(QByteArray::number(*days), "EXPIRE");
    m_context.report.troubles.append({PassTrouble::What::Expiry, {}, error});
}

Status MaildropPass::retrieve(const pop3::LedgerPlan &plan)
{
    if (plan.retrieve.isEmpty())
        return {};
    QList<pop3::MessageNumber> numbers;
    for (const pop3::Retrieval &retrieval : plan.retrieve)
        numbers.append(retrieval.message.number);
    m_context.tell(AccountStatus::Task::Fetching, {}, 0, numbers.size());
    MessageReceiver receiver(m_context, plan, m_headers);
    if (m_wasLookedAt)
        receiver.tellArrivals();
    const Status retrieved = m_session->retrieve(numbers, receiver, m_context.stop);
    const Status committed = receiver.commit();
    m_storedNow = receiver.stored();
    for (const MessageReceiver::Refused &refused : receiver.refusals())
        m_unfetched.add(refused.message, refused.error);
    m_foundNews = m_foundNews || !m_storedNow.isEmpty();
    if (!retrieved && countsAsAttempt(retrieved.error()))
        TRY(receiver.countAttempt());
    return committed ? retrieved : committed;
}

Status MaildropPass::remove(const pop3::LedgerPlan &plan)
{
    QList<pop3::MessageNumber> numbers;
    QHash<quint32, QByteArray> keys;
    const auto wanted = [&](pop3::MessageNumber number, const QByteArray &key) {
        numbers.append(number);
        keys.insert(number.number(), key);
    };
    for (const pop3::ServerMessage &message : plan.dele)
        wanted(message.number, message.uidl);
    if (pop3::deletesAtOnce(m_copy)) {
        for (const auto &[number, key] : std::as_const(m_storedNow))
            wanted(number, key);
    }
    if (numbers.isEmpty())
        return {};
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, numbers.size());
    const pop3::DeleteAnswers answers = TRY(m_session->dele(numbers, m_context.stop));
    for (const pop3::DeleteAnswers::Refusal &refusal : answers.refused)
        m_context.report.troubles.append({PassTrouble::What::Message, {}, refusal.error.during(QStringLiteral("deleting message %1").arg(refusal.number.number()))});
    for (const pop3::MessageNumber number : answers.marked)
        m_marked.insert(keys.value(number.number()));
    Status noted = m_context.store().write(u"dele sent", [&](store::WriteTransaction &tx) {
        return tx.ledger().markDeleSent(m_context.account.id, m_marked);
    });
    if (!noted)
        m_session->close(); // without QUIT nothing is deleted, and the ledger stays right
    return noted;
}

Status MaildropPass::leave()
{
    if (m_session->isOver())
        return {}; // no QUIT was said: the server keeps everything, the ledger says so
    const pop3::QuitAnswer answer = m_session->quit(m_context.stop);
    // Partly or unknown: the next listing tells; until then they count as marked.
    if (m_marked.isEmpty() || answer.outcome != pop3::QuitAnswer::Outcome::Committed)
        return {};
    return m_context.store().write(u"quit answered", [&](store::WriteTransaction &tx) {
        return tx.ledger().markGone(m_context.account.id, QList<QByteArray>(m_marked.cbegin(), m_marked.cend()));
    });
}

} // namespace petrel::engine
