#pragma once

#include "core/smtp/delivery_status.h"
#include "core/smtp/grammar.h"

#include <QList>

#include <optional>

namespace petrel::smtp {

/** Who sends what to whom, as MAIL and RCPT tell it. Addresses without angle brackets; an empty sender is `<>`. */
struct Envelope
{
    QByteArray sender;
    QByteArrayList recipients;
    qint64 size = 0;         ///< bytes of the message as it travels (ContentMeter), for SIZE; 0 when unknown
    bool eightBit = false;   ///< the content holds bytes above 127
    bool utf8Header = false; ///< header fields hold raw UTF-8 (RFC 6532): needs SMTPUTF8
    bool requireTls = false; ///< refused rather than passed on without TLS by anybody on the way (RFC 8689)
    qint64 releaseAt = 0;    ///< UTC seconds: the server keeps it back until then (RFC 4865); 0: at once
    std::optional<DeliveryStatusRequest> reports = {}; ///< asked for where the server can; a server without DSN reports as it likes
};

/** What the server said about one recipient. */
struct RecipientAnswer
{
    enum class Verdict { Accepted, RefusedForNow, Refused };
    QByteArray address;
    Verdict verdict = Verdict::Refused;
    Reply reply;
};

/** All answers to MAIL (accepted) and the RCPTs, in the order asked. What to do with a partial refusal is the caller's. */
struct EnvelopeAnswer
{
    QList<RecipientAnswer> recipients;

    [[nodiscard]] int accepted() const;
    [[nodiscard]] bool allAccepted() const { return accepted() == recipients.size(); }
};

/** What a reply to RCPT means for the recipient. */
[[nodiscard]] RecipientAnswer::Verdict verdictOf(const Reply &reply);

/** MAIL and one RCPT each, without line ends. */
struct EnvelopeCommands
{
    QByteArray mail;
    QByteArrayList recipients;
};

/**
 * The commands for this server at this moment (`now` in UTC seconds). Everything is checked before anything is sent; errors have scope Message:
 *   Refused "5.3.4"       larger than the server's SIZE (RFC 1870)
 *   Unsupported           the server lacks what the message needs, by code: "no-smtputf8" (an address outside ASCII or a raw header,
 *                         RFC 6531), "no-8bitmime" (RFC 6152), "no-requiretls", "no-futurerelease", "hold-too-long"
 *   Invalid               no recipient, or an address with what no address can hold
 */
[[nodiscard]] Result<EnvelopeCommands> envelopeCommands(const Envelope &envelope, const Capabilities &capabilities, qint64 now);

} // namespace petrel::smtp
