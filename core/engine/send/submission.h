#pragma once

#include "core/engine/pass_context.h"
#include "core/engine/send/outgoing_content.h"
#include "core/engine/send/recipients.h"
#include "core/engine/send/submission_line.h"
#include "core/smtp/session.h"

#include <functional>
#include <memory>

namespace petrel::engine {

/**
 * Sends what is due in the account's outbox, all over one connection. The row is committed as "sending"
 * immediately before the final dot, so a crash or cut after it is found as "uncertain" and never sent
 * again by itself. That note is on the disk before the dot leaves. The one that it was taken outlives the program's end at once,
 * and a power cut with the next message's note where a short one follows, else at once, too: who loses power in that moment finds
 * one message uncertain, and looked for, that was sent. The copy in Sent is recorded in the transaction that records the acceptance; failing
 * to append it never resends. One message at which the server closes holds up no other: it is
 * tried again later; nor does one whose content is damaged here: it ends as Refused. Recipients who are refused for now are asked again later, alone, and those
 * who are refused for good never: the item ends as Refused, naming them, once nobody is left to ask. "Not now" is asked again for ever,
 * after longer and longer pauses: only the person or a "never" ends it. Where the account sends to all or to nobody, the message
 * is given up before it leaves as soon as one recipient is declined.
 */
class Submission
{
public:
    /** `settled` hears of each verdict (sent, refused, uncertain) as it falls, not when the round is over: that may take a minute more. `line`: where the connection is found and left; null: it is closed. */
    explicit Submission(PassContext &context, std::function<void(OutboxId)> settled = [](OutboxId) {}, SubmissionLine *line = nullptr)
        : m_context(context), m_settled(std::move(settled)), m_line(line)
    {
    }

    /** Errors concern the connection or the account (it stays queued); what is said of one message is in its row. */
    [[nodiscard]] Status sendDue();
    /** When there is something to do again unasked: a message is due, the kept line has waited long enough, or what nobody could look for is to be told. */
    [[nodiscard]] Result<Deadline> whenNext() const;
    /** Something became uncertain in this run: the account's IMAP side is to look for it, see lookForUncertain(). */
    [[nodiscard]] bool hasUncertain() const { return m_hasUncertain; }
    /** Those put off for so long by now that the person is to be told, see OutboxRepository::noteDelayTold(). */
    [[nodiscard]] const QList<OutboxId> &delayed() const { return m_delayed; }

private:
    /** What is still Sending when nobody sends: the record of its outcome failed (the disk was full), and nobody can know it any more. */
    [[nodiscard]] Status tellInterrupted();
    [[nodiscard]] Status sendAll();
    [[nodiscard]] Status tellUncertain();
    /** The kept connection where it answers, else a new one. */
    [[nodiscard]] Status open();
    [[nodiscard]] Status connect();
    void disconnect();
    /** For the next message; without a line: QUIT. */
    void leave();
    void countTraffic();
    /** RSET behind a refusal, which is written down by then: a server that hangs up instead has said what it had to say. Returns `recorded`. */
    [[nodiscard]] Status resetBehind(Status recorded);
    [[nodiscard]] Status send(const OutboxItem &item);
    [[nodiscard]] Status deliver(const OutboxItem &item, const Recipients &recipients, OutgoingContent &content);
    /** Nobody has it: the server takes it for none, or not for all where the person wants all or nobody. */
    [[nodiscard]] Status recordDeclined(const OutboxItem &item, const smtp::EnvelopeAnswer &answer, const Recipients &answered);
    /** The server took it for some: a copy into Sent, and the others asked again later or given up. */
    [[nodiscard]] Status recordAccepted(const OutboxItem &item, const Recipients &recipients, OutgoingContent &content);
    [[nodiscard]] Status recordDeclined(const OutboxItem &item, const Error &error);
    [[nodiscard]] Status recordRefused(const OutboxItem &item, const Error &error, const Recipients &recipients);
    /** Whether it waits for so long by now that the person is to be told, and was not yet. */
    [[nodiscard]] Status noteDelay(store::WriteTransaction &tx, const OutboxItem &item);
    /** Told in the report, and tried again after RetryPolicy's pause, as long as it takes. */
    [[nodiscard]] Status postpone(const OutboxItem &item, const Error &error, const Recipients &recipients);
    enum class Marked { No, Yes }; ///< as Sending
    /** The connection went before the final dot, perhaps at this very message: counted as an attempt, unless the person stopped it. */
    [[nodiscard]] Status notDelivered(const OutboxItem &item, const Error &error, Marked marked);
    /** Back in the queue, to be sent on the next connection. */
    [[nodiscard]] Status queueAgain(const OutboxItem &item, const Error &error);

    PassContext &m_context;
    std::unique_ptr<smtp::SmtpSession> m_session;
    std::function<void(OutboxId)> m_settled;
    SubmissionLine *m_line;
    struct Traffic
    {
        qint64 bytesIn = 0;
        qint64 bytesOut = 0;
        int roundTrips = 0;
    };
    Traffic m_counted; ///< of m_session, already in the report or in that of an earlier run
    QList<OutboxId> m_delayed;
    bool m_hasUncertain = false;
    bool m_nextIsShort = false; ///< the next message follows at once, and its own note comes soon
};

} // namespace petrel::engine
