#include "core/store/outbox_repository.h"

#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>
#include <initializer_list>

namespace petrel::store {

namespace {

Error cannotBecome(OutboxState from, OutboxState to)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never,
                     QStringLiteral("a message that is %1 cannot become %2").arg(outboxStateName(from), outboxStateName(to)));
}

/** Moves an item on, if it is in one of the states the step may start from. */
Status step(WriteTransaction &transaction, OutboxId id, std::initializer_list<OutboxState> from, OutboxState to)
{
    sqlite::Database &database = transaction.database();
    const auto present = TRY(database.integer("SELECT state FROM outbox WHERE id = ?", id));
    if (!present)
        return noSuchRow("outbox", id.number());
    const auto state = static_cast<OutboxState>(*present);
    if (std::find(from.begin(), from.end(), state) == from.end())
        return cannotBecome(state, to);
    TRY(database.run("UPDATE outbox SET state = ?, changed_at = ? WHERE id = ?", to, Clock::nowUtc(), id));
    transaction.changes().outbox();
    transaction.changes().attention();
    return {};
}

/** How many rows the last statement changed; whoever shows them hears of it. */
int told(WriteTransaction &transaction)
{
    const int changed = transaction.database().changedRows();
    if (changed > 0) {
        transaction.changes().outbox();
        transaction.changes().attention();
    }
    return changed;
}

/**
 * It is looked for, and told only then. Not where what turns up proves nothing: some have it from an earlier attempt, or
 * another message went out under its id.
 */
template <class... Values>
Status lookFor(sqlite::Database &database, const std::string &which, const Values &...values)
{
    return database.run("UPDATE outbox SET (looks, look_at, uncertain_told) = (SELECT 0, iif(proves, changed_at, 0), NOT proves FROM (SELECT "
                        "NOT EXISTS (SELECT 1 FROM outbox_recipient r WHERE r.outbox = outbox.id AND r.state = 1) "
                        "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = outbox.message_id AND o.id <> outbox.id) AS proves)) WHERE " + which,
                        values...);
}

Status writeError(sqlite::Database &database, OutboxId id, const QString &error, const QByteArray &serverText)
{
    return database.run("UPDATE outbox SET attempts = attempts + 1, last_error = ?, server_text = ? WHERE id = ?", error, serverText, id);
}

Status writeRecipients(sqlite::Database &database, OutboxId id, const QList<OutboxRecipient> &recipients)
{
    int position = 0;
    for (const OutboxRecipient &recipient : recipients)
        TRY(database.run("UPDATE outbox_recipient SET state = ?, reply = ? WHERE outbox = ? AND position = ?", recipient.state, recipient.reply, id,
                         position++));
    return {};
}

} // namespace

Result<OutboxId> OutboxRepository::insert(const OutboxItem &item)
{
    if (item.recipients.isEmpty() || item.raw.isNull() || item.messageId.isEmpty())
        return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never,
                         QStringLiteral("a message to send needs recipients, its bytes and a Message-ID"));
    sqlite::Database &database = m_transaction.database();
    const std::int64_t now = Clock::nowUtc();
    TRY(database.run("INSERT INTO outbox (account, message_id, envelope_from, subject, to_shown, raw, size, queued_at, changed_at, not_before, "
                     "ask_delivered, require_tls) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     item.account, item.messageId, item.envelopeFrom, item.subject, item.toShown, item.raw, item.size,
                     item.queuedAt != 0 ? item.queuedAt : now, now, item.notBefore, item.askDelivered, item.requireTls));
    const OutboxId id(database.lastInsertId());
    int position = 0;
    for (const OutboxRecipient &recipient : item.recipients)
        TRY(database.run("INSERT INTO outbox_recipient (outbox, position, address) VALUES (?, ?, ?)", id, position++, recipient.address));
    m_transaction.changes().outbox();
    return id;
}

Status OutboxRepository::sending(OutboxId id)
{
    return step(m_transaction, id, {OutboxState::Queued}, OutboxState::Sending);
}

Status OutboxRepository::sending(OutboxId id, const QList<OutboxRecipient> &answered)
{
    TRY(sending(id));
    return writeRecipients(m_transaction.database(), id, answered);
}

Status OutboxRepository::noteReports(OutboxId id, ReportPromise promise)
{
    return m_transaction.database().run("UPDATE outbox SET reports = ? WHERE id = ?", promise, id);
}

Status OutboxRepository::sent(OutboxId id, const QList<OutboxRecipient> &recipients)
{
    TRY(step(m_transaction, id, {OutboxState::Sending}, OutboxState::Sent));
    return writeRecipients(m_transaction.database(), id, recipients);
}

Status OutboxRepository::refused(OutboxId id, const QString &error, const QByteArray &serverText, const QList<OutboxRecipient> &recipients)
{
    TRY(step(m_transaction, id, {OutboxState::Queued, OutboxState::Sending}, OutboxState::Refused));
    TRY(writeError(m_transaction.database(), id, error, serverText));
    return writeRecipients(m_transaction.database(), id, recipients);
}

Status OutboxRepository::uncertain(OutboxId id, const QString &error)
{
    TRY(step(m_transaction, id, {OutboxState::Sending}, OutboxState::Uncertain));
    TRY(writeError(m_transaction.database(), id, error, {}));
    return lookFor(m_transaction.database(), "id = ?", id);
}

Status OutboxRepository::looking(OutboxId id, std::int64_t next)
{
    return m_transaction.database().run("UPDATE outbox SET looks = looks + 1, look_at = ? WHERE id = ? AND state = 4", next, id);
}

Result<bool> OutboxRepository::noteUncertainTold(OutboxId id)
{
    TRY(m_transaction.database().run("UPDATE outbox SET uncertain_told = 1 WHERE id = ? AND state = 4 AND uncertain_told = 0", id));
    return told(m_transaction) > 0;
}

Status OutboxRepository::found(OutboxId id, const QList<OutboxRecipient> &recipients, const QString &rest, const QByteArray &serverText)
{
    const auto isLeft = [&](RecipientState state) {
        return std::any_of(recipients.cbegin(), recipients.cend(), [&](const OutboxRecipient &recipient) { return recipient.state == state; });
    };
    const OutboxState now = isLeft(RecipientState::Pending) ? OutboxState::Queued : isLeft(RecipientState::Refused) ? OutboxState::Refused : OutboxState::Sent;
    TRY(step(m_transaction, id, {OutboxState::Uncertain}, now));
    TRY(m_transaction.database().run("UPDATE outbox SET last_error = ?, server_text = ?, look_at = 0 WHERE id = ?", rest, serverText, id));
    return writeRecipients(m_transaction.database(), id, recipients);
}

Status OutboxRepository::backOff(OutboxId id, const QString &error, const QByteArray &serverText, std::int64_t notBefore)
{
    TRY(step(m_transaction, id, {OutboxState::Queued, OutboxState::Sending}, OutboxState::Queued));
    // How long it is put off is counted from when it was first due: what was to go out next week does not wait since today.
    TRY(m_transaction.database().run("UPDATE outbox SET queued_at = max(queued_at, not_before) WHERE id = ? AND attempts = 0", id));
    TRY(m_transaction.database().run("UPDATE outbox SET not_before = ? WHERE id = ?", notBefore, id));
    return writeError(m_transaction.database(), id, error, serverText);
}

Status OutboxRepository::backOff(OutboxId id, const QString &error, const QByteArray &serverText, std::int64_t notBefore,
                                 const QList<OutboxRecipient> &recipients)
{
    TRY(backOff(id, error, serverText, notBefore));
    return writeRecipients(m_transaction.database(), id, recipients);
}

Result<bool> OutboxRepository::noteDelayTold(OutboxId id, std::int64_t since)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE outbox SET delay_told = ? WHERE id = ? AND delay_told <= ?", Clock::nowUtc(), id, since));
    return database.changedRows() > 0;
}

Status OutboxRepository::requeue(OutboxId id, OutboxState seen, std::int64_t notBefore)
{
    if (seen == OutboxState::Sending || seen == OutboxState::Sent)
        return cannotBecome(seen, OutboxState::Queued);
    TRY(step(m_transaction, id, {seen}, OutboxState::Queued));
    // Recipients the server took already stay Accepted: they must not get it twice.
    TRY(m_transaction.database().run("UPDATE outbox_recipient SET state = 0, reply = x'' WHERE outbox = ? AND state = 2", id));
    // "Try again" begins anew: it is told again, too, when it is put off for long.
    if (seen != OutboxState::Queued)
        TRY(m_transaction.database().run("UPDATE outbox SET queued_at = ?, delay_told = 0 WHERE id = ?", Clock::nowUtc(), id));
    return m_transaction.database().run("UPDATE outbox SET not_before = ?, attempts = 0, last_error = '', server_text = x'' WHERE id = ?", notBefore, id);
}

Status OutboxRepository::cancel(OutboxId id, std::optional<OutboxState> seen)
{
    if (seen && TRY(m_transaction.database().integer("SELECT 1 FROM outbox WHERE id = ? AND state <> ?", id, *seen)))
        return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("the message is no longer %1").arg(outboxStateName(*seen)));
    return step(m_transaction, id, {OutboxState::Queued, OutboxState::Refused, OutboxState::Uncertain}, OutboxState::Cancelled);
}

Result<int> OutboxRepository::markInterruptedAsUncertain()
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE outbox SET state = 4, changed_at = ?, last_error = 'Petrel ended before the server answered' WHERE state = 1", Clock::nowUtc()));
    const int interrupted = told(m_transaction);
    if (interrupted > 0)
        TRY(lookFor(database, "state = 4 AND look_at = 0 AND looks = 0"));
    return interrupted;
}

Result<int> OutboxRepository::markInterruptedAsUncertain(AccountId account)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE outbox SET state = 4, changed_at = ?, last_error = 'What the server answered could not be written down' "
                     "WHERE state = 1 AND account = ?",
                     Clock::nowUtc(), account));
    const int interrupted = told(m_transaction);
    if (interrupted > 0)
        TRY(lookFor(database, "state = 4 AND look_at = 0 AND looks = 0 AND account = ?", account));
    return interrupted;
}

} // namespace petrel::store
