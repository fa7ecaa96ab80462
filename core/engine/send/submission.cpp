#include "core/engine/send/submission.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/retry_policy.h"
#include "core/engine/send/outgoing_content.h"
#include "core/engine/send/recipients.h"
#include "core/engine/send/sent_copy.h"
#include "core/engine/send/uncertain_fate.h"
#include "core/engine/server_connection.h"
#include "core/engine/sign_in.h"

#include <QCryptographicHash>

#include <optional>

namespace petrel::engine {

namespace {

/**
 * What servers put on their reports of this message (RFC 3461 section 4.4): the same in each attempt, and nothing of the person
 * in it, who may have chosen a Message-ID that tells of them.
 */
QByteArray envelopeId(const OutboxItem &item)
{
    return QCryptographicHash::hash(item.messageId, QCryptographicHash::Sha256).left(16).toHex();
}

/** For those who have not got it yet. */
smtp::Envelope envelopeOf(const OutboxItem &item, const smtp::ContentMeter &content)
{
    smtp::Envelope envelope;
    envelope.sender = item.envelopeFrom;
    envelope.size = content.size();
    envelope.eightBit = content.isEightBit();
    envelope.utf8Header = content.hasUtf8Header();
    envelope.requireTls = item.requireTls;
    if (item.askDelivered)
        envelope.reports = smtp::DeliveryStatusRequest{.onSuccess = true, .onDelay = true, .envelopeId = envelopeId(item)};
    for (const OutboxRecipient &recipient : item.recipients) {
        if (recipient.state == RecipientState::Pending)
            envelope.recipients.append(recipient.address);
    }
    return envelope;
}

/** The person took it back, or gave it up, while the server was asked: their word stands, and there is nothing to record. */
bool isTakenBack(const Status &recorded)
{
    return !recorded && (recorded.error().kind == ErrorKind::Invalid || recorded.error().kind == ErrorKind::NotFound);
}

/** The account's person wants it to reach all or nobody. Who has it from an earlier attempt makes that idle. */
bool isToReachAll(const Account &account, const OutboxItem &item)
{
    return account.partialRefusal == PartialRefusal::SendToNobody && !has(item.recipients, RecipientState::Accepted);
}

} // namespace

Status Submission::connect()
{
    // What it signs in with first: a server does not wait while the person is asked for it.
    return signedIn(m_context, AccountSide::Outgoing, [this](const sasl::Credentials &credentials) -> Status {
        disconnect();
        smtp::SessionOptions options;
        options.security = m_context.account.outgoing.security;
        options.transcript = m_context.transcript.get();
        options.signInBy = Deadline::in(kSignInBudget);
        auto stream = TRY(openStream(m_context, m_context.account.outgoing, options.signInBy));
        m_session = TRY(smtp::SmtpSession::open(std::move(stream), options, m_context.stop));
        return m_session->logIn(credentials, m_context.stop);
    });
}

Status Submission::sendDue()
{
    TRY(tellInterrupted());
    const Status sent = sendAll();
    TRY(tellUncertain());
    return sent;
}

Result<Deadline> Submission::whenNext() const
{
    const std::int64_t now = Clock::nowUtc();
    const auto at = [&](std::int64_t moment) { return moment == 0 ? Deadline::never() : Deadline::in(std::chrono::seconds(moment - now)); };
    const Deadline lineIsKept = m_line ? m_line->keptUntil() : Deadline::never();
    return m_context.store().read([&](const store::Reader &reader) -> Result<Deadline> {
        const store::SyncReader sync(reader);
        const AccountId account = m_context.account.id;
        const Deadline next = at(TRY(sync.nextOutboxDue(account, now))).earlierOf(lineIsKept);
        if (m_context.account.incomingKind == IncomingKind::Pop3)
            return next.earlierOf(at(TRY(sync.nextFateLook(account, now))));
        // Asked of the store, not of this run: the line went with the message, and it is a later run that succeeds.
        const bool isUntold = !TRY(sync.untoldUncertain(account, now)).isEmpty();
        return isUntold ? next.earlierOf(Deadline::in(kUntoldFor + std::chrono::seconds(1))) : next;
    });
}

Status Submission::sendAll()
{
    const QList<OutboxItem> due = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dueOutbox(m_context.account.id, Clock::nowUtc());
    }));
    if (due.isEmpty()) {
        if (m_line)
            m_line->closeIdle(m_context.stop);
        return {};
    }
    qint64 tried = 0;
    Status done;
    bool cutBefore = false;
    for (const OutboxItem &item : due) {
        m_context.tell(AccountStatus::Task::Sending, {}, tried++, due.size());
        m_nextIsShort = tried < due.size() && due.at(tried).size <= OutgoingContent::kShortBytes;
        // One connection for all, but a message that could only be given up by closing takes it along.
        if (!m_session || m_session->isOver()) {
            if (const Status connected = open(); !connected) {
                disconnect(); // nobody is signed in on it
                done = connected;
                break;
            }
        }
        const Status sent = send(item);
        if (sent) {
            done = {};
            continue;
        }
        done = sent;
        const Disposition disposition = after(sent.error());
        if (disposition == Disposition::AskPerson || disposition == Disposition::Leave || !m_session->isOver())
            break;
        // Perhaps it was this message that the server closed at: the next one gets a connection of its own, once.
        if (std::exchange(cutBefore, true))
            break;
    }
    leave();
    return done;
}

Status Submission::tellInterrupted()
{
    const bool interrupted = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).hasInterrupted(m_context.account.id);
    }));
    if (!interrupted)
        return {};
    m_hasUncertain = true;
    m_context.report.parked += TRY(m_context.store().write(u"interrupted", [&](store::WriteTransaction &tx) {
        return tx.outbox().markInterruptedAsUncertain(m_context.account.id);
    }));
    return {};
}

/** A maildrop has no Sent to be looked into; an IMAP account's own pass looks, and is waited for a while. */
Status Submission::tellUncertain()
{
    if (m_context.account.incomingKind == IncomingKind::Pop3)
        TRY(lookForUncertain(m_context));
    return tellUnlooked(m_context);
}

Status Submission::open()
{
    if (m_line && !m_session)
        m_session = m_line->take(m_context.stop);
    if (!m_session || m_session->isOver())
        return connect();
    m_counted = {m_session->stream().bytesIn(), m_session->stream().bytesOut(), m_session->roundTrips()};
    return {};
}

void Submission::disconnect()
{
    if (!m_session)
        return;
    if (!m_session->isOver())
        m_session->quit(m_context.stop);
    countTraffic();
    m_session.reset();
}

void Submission::leave()
{
    if (!m_line)
        return disconnect();
    countTraffic();
    m_line->keep(std::move(m_session));
}

void Submission::countTraffic()
{
    if (!m_session)
        return;
    const Traffic now{m_session->stream().bytesIn(), m_session->stream().bytesOut(), m_session->roundTrips()};
    m_context.report.bytesIn += now.bytesIn - m_counted.bytesIn;
    m_context.report.bytesOut += now.bytesOut - m_counted.bytesOut;
    m_context.report.roundTrips += now.roundTrips - m_counted.roundTrips;
    m_counted = {};
}

Status Submission::resetBehind(Status recorded)
{
    const Status reset = m_session->isOver() ? Status() : m_session->reset(m_context.stop);
    if (!reset)
        qCInfo(logEngine) << m_context.account.name << "the session ended behind a refusal:" << kindName(reset.error().kind);
    return recorded;
}

Status Submission::send(const OutboxItem &item)
{
    Result<OutgoingContent> content = OutgoingContent::open(m_context.store(), item.raw, item.size);
    const Result<smtp::ContentMeter> meter = content ? measured(*content) : content.error();
    if (!meter && meter.error().scope == ErrorScope::Message)
        return recordRefused(item, meter.error(), item.recipients); // damaged: only the person can write it anew
    if (isToReachAll(m_context.account, item) && has(item.recipients, RecipientState::Refused))
        return recordRefused(item, leftOut(item.recipients), item.recipients);
    const smtp::Envelope envelope = envelopeOf(item, TRY(Result<smtp::ContentMeter>(meter)));

    const Result<smtp::EnvelopeAnswer> answer = m_session->envelope(envelope, m_context.stop);
    if (!answer) {
        if (answer.error().scope != ErrorScope::Message)
            return notDelivered(item, answer.error(), Marked::No);
        return resetBehind(recordDeclined(item, answer.error()));
    }

    const Recipients recipients = asAnswered(item.recipients, answer->recipients);
    if (answer->allAccepted() || (answer->accepted() > 0 && !isToReachAll(m_context.account, item)))
        return deliver(item, recipients, *content);
    return resetBehind(recordDeclined(item, *answer, recipients));
}

Status Submission::recordDeclined(const OutboxItem &item, const smtp::EnvelopeAnswer &answer, const Recipients &answered)
{
    using Verdict = smtp::RecipientAnswer::Verdict;
    // Whom the server would have taken it for has it not, for nothing was sent.
    const std::optional<Recipients> kept = notedBeforeDot(item.recipients, answered);
    const Recipients recipients = kept.value_or(answered);
    const bool forGood = has(answered, RecipientState::Refused);
    const bool isGivenUp = forGood && isToReachAll(m_context.account, item); // the others are not asked again without them
    if (!forGood || (!isGivenUp && answer.accepted() == 0 && has(answered, RecipientState::Pending)))
        return postpone(item, refusalOf(answer.recipients, Verdict::RefusedForNow), recipients);
    const Error refusal = refusalOf(answer.recipients, Verdict::Refused);
    const bool othersWait = answer.accepted() > 0 || has(answered, RecipientState::Pending);
    return recordRefused(item, othersWait ? refusal.during(QStringLiteral("sending to all or to nobody")) : refusal, recipients);
}

Status Submission::recordDeclined(const OutboxItem &item, const Error &error)
{
    const bool isForNow = error.kind == ErrorKind::Throttled || error.retry == ErrorRetry::Backoff;
    return isForNow ? postpone(item, error, item.recipients) : recordRefused(item, error, item.recipients);
}

Status Submission::deliver(const OutboxItem &item, const Recipients &recipients, OutgoingContent &content)
{
    std::optional<Status> marked;
    const auto beforeFinalDot = [&]() -> Status {
        marked = m_context.store().write(u"sending", [&](store::WriteTransaction &tx) -> Status {
            if (item.askDelivered)
                TRY(tx.outbox().noteReports(item.id, m_session->capabilities().dsn ? ReportPromise::Given : ReportPromise::NotOffered));
            const std::optional<Recipients> told = notedBeforeDot(item.recipients, recipients);
            return told ? tx.outbox().sending(item.id, *told) : tx.outbox().sending(item.id);
        });
        return *marked;
    };
    const Result<smtp::Delivery> delivery = m_session->data(content, beforeFinalDot, m_context.stop, m_context.onlyTheEnd());
    if (!delivery) {
        // The dot was not sent, so nothing was delivered. Who took the message back meanwhile is not overruled.
        if (marked && !*marked)
            return isTakenBack(*marked) ? Status() : *marked;
        if (delivery.error().scope != ErrorScope::Message)
            return notDelivered(item, delivery.error(), marked ? Marked::Yes : Marked::No);
        return resetBehind(recordDeclined(item, delivery.error()));
    }
    switch (delivery->outcome) {
    case smtp::Delivery::Outcome::Accepted:
        return recordAccepted(item, recipients, content);
    case smtp::Delivery::Outcome::Refused: {
        const Error error = delivery->error.value_or(makeError(ErrorKind::Refused, QStringLiteral("the message was refused")));
        return resetBehind(recordDeclined(item, error)); // nothing is to be reset, but who hung up is found out here, not by the next message
    }
    case smtp::Delivery::Outcome::Uncertain: {
        const Error error = delivery->error.value_or(makeError(ErrorKind::Network, QStringLiteral("no answer to the final dot")));
        const bool isTold = TRY(m_context.store().write(u"uncertain", [&](store::WriteTransaction &tx) -> Result<bool> {
            TRY(tx.outbox().uncertain(item.id, describe(error)));
            return tx.syncReader().isToldUncertain(item.id);
        }));
        if (isTold)
            m_settled(item.id);
        m_hasUncertain = true;
        ++m_context.report.parked;
        return m_session->isOver() ? Status(error) : Status();
    }
    }
    return {};
}

Status Submission::recordAccepted(const OutboxItem &item, const Recipients &recipients, OutgoingContent &content)
{
    SentCopy copy = TRY(prepareSentCopy(m_context.store(), item, content));
    const bool waits = has(recipients, RecipientState::Pending);
    const bool refused = has(recipients, RecipientState::Refused);
    const Error error = partlySent(recipients);
    const std::int64_t next = Clock::nowUtc() + RetryPolicy::sendPause(item.attempts + 1).count();
    TRY(m_context.store().write(u"sent", [&](store::WriteTransaction &tx) -> Status {
        if (waits) {
            TRY(tx.outbox().backOff(item.id, describe(error), replyOf(recipients), next, recipients));
            TRY(noteDelay(tx, item));
        } else if (refused) {
            TRY(tx.outbox().refused(item.id, describe(error), replyOf(recipients), recipients));
        } else {
            TRY(tx.outbox().sent(item.id, recipients));
        }
        // Those who took it in an earlier attempt brought their copy with it: one message, one copy.
        return has(item.recipients, RecipientState::Accepted) ? Status() : recordSentCopy(tx, m_context.account, std::move(copy));
    }, m_nextIsShort ? store::Durability::WithTheNext : store::Durability::AtOnce));
    ++m_context.report.sent;
    if (waits) {
        m_context.report.troubles.append({PassTrouble::What::Outgoing, {}, error});
        return {};
    }
    m_settled(item.id);
    m_context.report.parked += refused ? 1 : 0;
    return {};
}

Status Submission::recordRefused(const OutboxItem &item, const Error &error, const Recipients &recipients)
{
    qCWarning(logEngine) << m_context.account.name << "outbox" << item.id.number() << kindName(error.kind) << error.code; // no words: they name recipients
    const Status recorded = m_context.store().write(u"refused", [&](store::WriteTransaction &tx) {
        return tx.outbox().refused(item.id, describe(error), error.serverText, recipients);
    });
    if (isTakenBack(recorded))
        return {};
    TRY(recorded);
    m_settled(item.id);
    ++m_context.report.parked;
    return {};
}

Status Submission::postpone(const OutboxItem &item, const Error &error, const Recipients &recipients)
{
    const int attempts = item.attempts + 1;
    m_context.report.troubles.append({PassTrouble::What::Outgoing, {}, error});
    const std::int64_t next = Clock::nowUtc() + RetryPolicy::sendPause(attempts).count();
    const Status recorded = m_context.store().write(u"sending postponed", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.outbox().backOff(item.id, describe(error), error.serverText, next, recipients));
        return noteDelay(tx, item);
    });
    return isTakenBack(recorded) ? Status() : recorded;
}

Status Submission::noteDelay(store::WriteTransaction &tx, const OutboxItem &item)
{
    const std::int64_t dueSince = item.attempts == 0 ? std::max(item.queuedAt, item.notBefore) : item.queuedAt;
    if (Clock::nowUtc() - dueSince < std::chrono::seconds(RetryPolicy::kTellOfDelayAfter).count())
        return {};
    if (TRY(tx.outbox().noteDelayTold(item.id, Clock::nowUtc() - std::chrono::seconds(RetryPolicy::kTellOfDelayAgain).count())))
        m_delayed.append(item.id);
    return {};
}

Status Submission::notDelivered(const OutboxItem &item, const Error &error, Marked marked)
{
    const Disposition disposition = after(error);
    if (disposition != Disposition::AskPerson && disposition != Disposition::Leave)
        TRY(postpone(item, error, item.recipients));
    else if (marked == Marked::Yes)
        TRY(queueAgain(item, error));
    return error;
}

Status Submission::queueAgain(const OutboxItem &item, const Error &error)
{
    return m_context.store().write(u"queued again", [&](store::WriteTransaction &tx) {
        return tx.outbox().backOff(item.id, describe(error), error.serverText, Clock::nowUtc());
    });
}

} // namespace petrel::engine
