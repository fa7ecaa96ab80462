#pragma once

#include "core/model/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace petrel {

/**
 * The life of a message on its way out. The numbers are stored in the database: never change one.
 * Sending is committed immediately before the final dot; found at start-up it becomes Uncertain.
 */
enum class OutboxState { Queued = 0, Sending = 1, Sent = 2, Refused = 3, Uncertain = 4, Cancelled = 5 };

enum class RecipientState { Pending = 0, Accepted = 1, Refused = 2 };

/** What the person wishes of a message's way, beside whom it goes to. */
struct SendOptions
{
    std::int64_t notBefore = 0; ///< UTC seconds: not sent earlier; 0: at once
    bool askDelivered = false;  ///< the servers on the way are to report when it is delivered, late or lost (DSN, RFC 3461)
    bool requireTls = false;    ///< rather not delivered than passed on without TLS by anybody on the way (RFC 8689)

    friend bool operator==(const SendOptions &, const SendOptions &) = default;
};

/** Whether the server that took a message will see to the reports that were asked for. The numbers are stored in the database. */
enum class ReportPromise {
    None = 0,       ///< not asked for, or no server was asked yet
    Given = 1,      ///< it was told with the message
    NotOffered = 2, ///< it knows no such thing (DSN): the message went without, and nobody will report that it arrived
};

struct OutboxRecipient
{
    QByteArray address;  ///< as it goes into RCPT TO
    RecipientState state = RecipientState::Pending;
    QByteArray reply;    ///< the server's last words about it

    friend bool operator==(const OutboxRecipient &, const OutboxRecipient &) = default;
};

/** A message that waits to be sent, or whose fate is told. */
struct OutboxItem
{
    OutboxId id;
    AccountId account;
    QByteArray messageId;     ///< fixed when queued; a resend carries the same one
    QByteArray envelopeFrom;
    QList<OutboxRecipient> recipients;
    QString subject;
    QString toShown;
    BlobId raw;               ///< the bytes that go out, CRLF lines, no Bcc
    std::int64_t size = 0;
    OutboxState state = OutboxState::Queued;
    int attempts = 0;
    std::int64_t queuedAt = 0;   ///< UTC seconds
    std::int64_t notBefore = 0;  ///< UTC seconds: not sent earlier (undo send, send later, back-off)
    QString lastError;           ///< describe() of the last error
    QByteArray serverText;
    bool askDelivered = false;   ///< as in SendOptions
    bool requireTls = false;     ///< as in SendOptions
    ReportPromise reports = ReportPromise::None;

    friend bool operator==(const OutboxItem &, const OutboxItem &) = default;
};

/** "queued", "sending", "sent", "refused", "uncertain", "cancelled". */
[[nodiscard]] inline QString outboxStateName(OutboxState state)
{
    switch (state) {
    case OutboxState::Queued: return QStringLiteral("queued");
    case OutboxState::Sending: return QStringLiteral("sending");
    case OutboxState::Sent: return QStringLiteral("sent");
    case OutboxState::Refused: return QStringLiteral("refused");
    case OutboxState::Uncertain: return QStringLiteral("uncertain");
    case OutboxState::Cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

} // namespace petrel
