#pragma once

#include "core/base/result.h"
#include "core/model/outbox.h"

#include <optional>

namespace petrel::store {

class WriteTransaction;

/**
 * Mail on its way out. Every step is guarded by the state it may start from; a step from another state
 * is Invalid and changes nothing, so that nothing is sent twice by two callers. NotFound for no such item.
 *
 *     Queued --sending--> Sending --sent--> Sent
 *       |  <---backOff-----  |  `--uncertain--> Uncertain --requeue--> Queued
 *       |                    |                     `--found--> Sent, Refused or Queued for the rest
 *       `------refused-------'----> Refused --requeue--> Queued
 *     Queued, Refused, Uncertain --cancel--> Cancelled --requeue--> Queued
 */
class OutboxRepository
{
public:
    explicit OutboxRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** id, state, attempts, errors and reports of `item` are ignored; queuedAt 0 means now. Invalid without recipients, raw or Message-ID. */
    [[nodiscard]] Result<OutboxId> insert(const OutboxItem &item);

    /** From Queued. Commit it immediately before the final dot, not earlier. */
    [[nodiscard]] Status sending(OutboxId id);
    /** The same, with what was said of each recipient: should nobody hear the answer, it tells who may have it. */
    [[nodiscard]] Status sending(OutboxId id, const QList<OutboxRecipient> &answered);
    /** Whether the server that is about to take it will report of it. */
    [[nodiscard]] Status noteReports(OutboxId id, ReportPromise promise);
    /** From Sending: the server took it. `recipients` in the order of the item, with what was said of each. */
    [[nodiscard]] Status sent(OutboxId id, const QList<OutboxRecipient> &recipients);
    /** From Queued or Sending: declined for good, or for some recipients only. Accepted ones are not asked again. */
    [[nodiscard]] Status refused(OutboxId id, const QString &error, const QByteArray &serverText, const QList<OutboxRecipient> &recipients);
    /** From Sending: the answer to the final dot never came. It is looked for from now on (SyncReader::dueFateLooks()), unless nothing could be proved by that. */
    [[nodiscard]] Status uncertain(OutboxId id, const QString &error);
    /** A look begins; `next`: when the following one is due, 0: never. Nothing for what is not Uncertain any more. */
    [[nodiscard]] Status looking(OutboxId id, std::int64_t next);
    /** True once for each that is Uncertain: the person sees it from now on. */
    [[nodiscard]] Result<bool> noteUncertainTold(OutboxId id);
    /** From Uncertain: it turned up. Sent; but Queued for those who stay Pending, else Refused for those who are; `rest` says so. */
    [[nodiscard]] Status found(OutboxId id, const QList<OutboxRecipient> &recipients, const QString &rest, const QByteArray &serverText);
    /**
     * From Queued, or from Sending when the server said "not now" to the final dot: tried again at `notBefore`. At the first
     * time queuedAt becomes the moment it was due, where that was later.
     */
    [[nodiscard]] Status backOff(OutboxId id, const QString &error, const QByteArray &serverText, std::int64_t notBefore);
    /** The same, with what was said of each recipient: only those who stay Pending are asked again. */
    [[nodiscard]] Status backOff(OutboxId id, const QString &error, const QByteArray &serverText, std::int64_t notBefore,
                                 const QList<OutboxRecipient> &recipients);

    /** True where it was not told since then (UTC seconds): the person is to be told that this one is put off for long. */
    [[nodiscard]] Result<bool> noteDelayTold(OutboxId id, std::int64_t since);

    /**
     * "Send it", of one that is Queued (now, without its hold), Refused, Uncertain or Cancelled. `seen` is the state in which
     * the person said so: in any other it is Invalid, for what has become Uncertain meanwhile may have arrived.
     */
    [[nodiscard]] Status requeue(OutboxId id, OutboxState seen, std::int64_t notBefore = 0);
    /** From Queued, Refused or Uncertain; from `seen` alone where it is given. */
    [[nodiscard]] Status cancel(OutboxId id, std::optional<OutboxState> seen = {});

    /** What of this account is Sending although nobody sends (the record of the outcome failed) is Uncertain. Returns how many. */
    [[nodiscard]] Result<int> markInterruptedAsUncertain(AccountId account);
    /** At start-up, before any worker: what was Sending when the program ended is Uncertain. Returns how many. */
    [[nodiscard]] Result<int> markInterruptedAsUncertain();

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
