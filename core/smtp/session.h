#pragma once

#include "core/model/account.h"
#include "core/net/byte_stream.h"
#include "core/net/transcript.h"
#include "core/sasl/authentication.h"
#include "core/smtp/envelope.h"
#include "core/smtp/machine.h"
#include "core/smtp/message_source.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace petrel::smtp {

/** How long one step may take: the least a client should wait by RFC 5321 section 4.5.3.2. */
struct Timeouts
{
    std::chrono::milliseconds greeting = std::chrono::minutes(5);
    std::chrono::milliseconds command = std::chrono::minutes(5);   ///< EHLO, AUTH, MAIL, RCPT, RSET
    std::chrono::milliseconds tls = std::chrono::seconds(30);
    std::chrono::milliseconds data = std::chrono::minutes(2);      ///< DATA until 354
    std::chrono::milliseconds block = std::chrono::minutes(3);     ///< until one block of content has left
    std::chrono::milliseconds afterDot = std::chrono::minutes(10); ///< giving up earlier is how doubles are made
    std::chrono::milliseconds sign = std::chrono::seconds(8);      ///< of life, on a line that was silent
    std::chrono::milliseconds quit = std::chrono::seconds(5);      ///< a courtesy; nothing hangs on it
};

struct SessionOptions
{
    Security security = Security::Tls;
    Timeouts timeouts;
    Limits limits;
    /** Caps every wait until the sign-in is done, however the server dribbles; never(): the timeouts alone hold. */
    Deadline signInBy = Deadline::never();
    /** The local address for EHLO's address literal; empty gives the neutral [127.0.0.1], which tells nothing of us. */
    QByteArray localAddress;
    net::Transcript *transcript = nullptr; ///< borrowed; gets every line, secrets and content left out
};

/** What became of a message after its final dot. */
struct Delivery
{
    enum class Outcome {
        Accepted,  ///< 2yz: the server has it
        Refused,   ///< 4yz or 5yz: it certainly does not; error.retry tells which
        Uncertain, ///< no answer, or none that can be read: it may have it. Never send again by yourself
    };
    Outcome outcome = Outcome::Uncertain;
    Reply reply;                 ///< for Accepted and Refused
    std::optional<Error> error;  ///< for Refused and Uncertain
};

/**
 * One submission session over one stream (RFC 5321, 6409): straight-line calls, a Result each; several messages one
 * after the other. One thread, the one that opened the stream; each call ends within a moment of `stop`.
 *
 * An object exists only over an encrypted channel, or over a plain one for Security::None: no call that
 * carries a secret or mail can be made before TLS. Errors by kind, beside Cancelled, Timeout, Network and Tls: Auth,
 * Throttled (4yz; 421 with scope Connection), Refused (5yz), Quota, Unsupported, Invalid (CR, LF or NUL
 * in an argument), Protocol. Scope Message leaves the session usable after reset(); after Connection or
 * wider it is over (isOver()).
 *
 *     session->logIn(credentials, stop);
 *     answer = session->envelope(envelope, stop);            // MAIL and every RCPT
 *     delivery = session->data(source, commitSending, stop); // or session->reset(stop)
 */
class SmtpSession
{
public:
    /**
     * Greeting, EHLO (HELO where that is refused), and for Security::Starttls STARTTLS, TLS and EHLO again;
     * nothing heard before TLS is kept (RFC 3207 section 4.2). STARTTLS missing or not answered 220 is Tls
     * and fatal, as are bytes that follow that answer before the handshake.
     */
    [[nodiscard]] static Result<std::unique_ptr<SmtpSession>>
    open(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options, const StopToken &stop);

    /** AUTH with the strongest offered mechanism (RFC 4954, sasl/choice.h); never a second mechanism after a refusal. */
    [[nodiscard]] Status logIn(const sasl::Credentials &credentials, const StopToken &stop);

    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }

    /**
     * MAIL FROM and all RCPT TO, with DATA behind them in one packet where PIPELINING is offered and CHUNKING is not (RFC 2920); every
     * reply is read before it returns. An Error means the transaction did not begin: MAIL refused, or what envelopeCommands() found
     * beforehand. Refused recipients are no Error, even if none is left.
     */
    [[nodiscard]] Result<EnvelopeAnswer> envelope(const Envelope &envelope, const StopToken &stop);

    /**
     * DATA (unless it was sent along), the content, and the final dot; or, where CHUNKING and PIPELINING are offered, the content in
     * BDAT chunks and an empty last one in the place of the dot (RFC 3030). `beforeFinalDot` runs when everything but the dot has left:
     * commit "sending" there; its Error ends the connection without the dot. An Error of data() means the dot was not
     * sent, so the message was not delivered; from the dot on the answer is a Delivery. Stop after the dot is Uncertain too;
     * `afterDot` is a stop of its own for that wait, for who would rather hear the answer.
     */
    [[nodiscard]] Result<Delivery>
    data(MessageSource &source, const std::function<Status()> &beforeFinalDot, const StopToken &stop);
    [[nodiscard]] Result<Delivery>
    data(MessageSource &source, const std::function<Status()> &beforeFinalDot, const StopToken &stop, const StopToken &afterDot);

    /** Gives up a transaction that envelope() began. By RSET, or by closing where the server waits for content already (see isOver()). */
    [[nodiscard]] Status reset(const StopToken &stop);
    [[nodiscard]] Status noop(const StopToken &stop);
    /** NOOP on a line that was silent and may be dead, or closed by the server meanwhile: the session is over unless it says yes within Timeouts::sign. */
    [[nodiscard]] Status confirm(const StopToken &stop);
    /** Says QUIT, waits briefly for 221, and closes in every case. */
    void quit(const StopToken &stop);

    /** Drops the connection. Safe in every state and twice. */
    void close();
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] int roundTrips() const { return m_machine.roundTrips(); }
    [[nodiscard]] const net::ByteStream &stream() const { return *m_stream; }

private:
    using Milliseconds = std::chrono::milliseconds;

    SmtpSession(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options);

    [[nodiscard]] Status greet(const StopToken &stop);
    [[nodiscard]] Status hello(const StopToken &stop);
    [[nodiscard]] Status startTls(const StopToken &stop);
    [[nodiscard]] Status authenticate(sasl::Authentication authentication, const StopToken &stop);
    [[nodiscard]] Result<Reply> askSecretly(const QByteArray &line, const QByteArray &visible, const StopToken &stop);
    [[nodiscard]] Result<EnvelopeAnswer> envelopeAtOnce(const EnvelopeCommands &commands, const QByteArrayList &recipients, const StopToken &stop);
    [[nodiscard]] Result<EnvelopeAnswer> envelopeInSteps(const EnvelopeCommands &commands, const QByteArrayList &recipients, const StopToken &stop);
    [[nodiscard]] Status hearRest(EnvelopeAnswer &answer, const QByteArrayList &recipients, const StopToken &stop);
    [[nodiscard]] Result<Reply> hearStep(const StopToken &stop);
    [[nodiscard]] Error senderRefused(const Reply &reply);
    [[nodiscard]] Status hearDataReply(bool somebodyTakesIt, const StopToken &stop);
    [[nodiscard]] Status startData(const StopToken &stop);
    [[nodiscard]] Status sendContent(MessageSource &source, const StopToken &stop);
    [[nodiscard]] Status sendBlock(const QByteArray &block, const StopToken &stop);
    [[nodiscard]] Status refuseEarlyReplies();
    [[nodiscard]] Delivery awaitDelivery(const StopToken &stop);

    [[nodiscard]] Status queue(const QByteArray &command);
    [[nodiscard]] Status writeOutput();
    [[nodiscard]] Result<Reply> nextReply(Milliseconds timeout, const StopToken &stop);
    [[nodiscard]] Result<Reply> nextReply(const Deadline &deadline, const StopToken &stop);
    [[nodiscard]] Result<Reply> ask(const QByteArray &command, Milliseconds timeout, const StopToken &stop);
    /** BDAT (RFC 3030) instead of DATA: where a message can be given up without giving up the connection. Alone each chunk would be a turn. */
    [[nodiscard]] bool usesChunks() const { return m_capabilities.chunking && m_capabilities.pipelining; }
    [[nodiscard]] bool awaitsContent() const { return m_dataReply && m_dataReply->code == 354; }
    /** The error as it goes to the caller: nothing the server said before TLS, and the session over when its scope says so. */
    [[nodiscard]] Error noted(Error error);

    std::unique_ptr<net::ByteStream> m_stream;
    SessionOptions m_options;
    Machine m_machine;
    Capabilities m_capabilities;
    std::optional<Reply> m_dataReply; ///< to the DATA that envelope() sent along, until data() or reset()
    bool m_over = false;
};

} // namespace petrel::smtp
