#pragma once

#include "core/model/account.h"
#include "core/net/byte_stream.h"
#include "core/net/transcript.h"
#include "core/pop3/machine.h"
#include "core/sasl/authentication.h"

#include <chrono>
#include <functional>
#include <memory>

namespace petrel::pop3 {

/** How long one step may take. Servers drop an idle client after ten minutes (RFC 1939 section 3). */
struct Timeouts
{
    std::chrono::milliseconds greeting = std::chrono::seconds(60);
    std::chrono::milliseconds tls = std::chrono::seconds(30);
    std::chrono::milliseconds logIn = std::chrono::minutes(2);  ///< from AUTH or PASS to its last answer: large maildrops are counted here
    std::chrono::milliseconds command = std::chrono::minutes(1);
    std::chrono::milliseconds silence = std::chrono::minutes(1); ///< in a transfer: between two arrivals
    std::chrono::milliseconds quit = std::chrono::minutes(2);   ///< the server deletes here
};

struct SessionOptions
{
    Security security = Security::Tls;
    Timeouts timeouts;
    Limits limits;
    /** Caps every wait until AUTH or PASS is said, however the server dribbles; from there Timeouts::logIn caps them all. */
    Deadline signInBy = Deadline::never();
    int window = 100;                      ///< RETR and DELE in flight where PIPELINING is offered
    QByteArray language;                   ///< the person's, for what the server says to them: "de" (RFC 5646); empty: whatever it speaks
    net::Transcript *transcript = nullptr; ///< borrowed; gets every line, secrets left out
};

/** Receives retrieved messages, one at a time, in the order asked for. An Error it returns ends the session. */
class MessageSink
{
public:
    virtual ~MessageSink() = default;
    /** The server answered +OK: content follows. */
    [[nodiscard]] virtual Status begin(MessageNumber number) = 0;
    /** The next bytes, dot-stuffing removed, lines as the server sent them. At most a few ten KB. */
    [[nodiscard]] virtual Status content(MessageNumber number, const QByteArray &bytes) = 0;
    /** The final dot came: the message is whole. Nothing before this may be taken for a message. */
    [[nodiscard]] virtual Status complete(MessageNumber number) = 0;
    /** -ERR: this one is skipped, the others go on. */
    [[nodiscard]] virtual Status refused(MessageNumber number, const Error &error) = 0;
};

/** What UIDL told, with its oddities by name; all of them are survivable, see planLedger(). */
struct UidlListing
{
    QList<UidlEntry> entries;
    int empty = 0;      ///< lines without an id
    int repeated = 0;   ///< ids that occurred before
    int overlong = 0;   ///< longer than the 70 bytes of RFC 1939
    int unreadable = 0; ///< lines that were skipped
};

/** What became of a batch of DELE. Marked ones are gone only after QUIT is answered +OK. */
struct DeleteAnswers
{
    struct Refusal
    {
        MessageNumber number;
        Error error;
    };
    QList<MessageNumber> marked;
    QList<Refusal> refused;
};

/** How the session ended, which decides what became of the marked messages. */
struct QuitAnswer
{
    enum class Outcome {
        Committed, ///< +OK: everything marked is gone
        Partly,    ///< -ERR: some marked messages were not removed; the next listing tells which
        Unknown,   ///< no answer: the next listing tells
    };
    Outcome outcome = Outcome::Unknown;
    std::optional<Error> error; ///< for Partly and Unknown
};

/**
 * One POP3 session over one stream (RFC 1939): straight-line calls, a Result each. One thread, the one that
 * opened the stream; every call may block up to its timeout and ends within a moment of `stop`.
 *
 * An object exists only over an encrypted channel, or over a plain one for Security::None: no call that
 * carries a secret can be made before TLS. Errors by kind, beside Cancelled, Timeout, Network and Tls:
 * Auth ([AUTH], refused log-in), Throttled ([IN-USE], [LOGIN-DELAY], [SYS/TEMP]), Refused (-ERR, [SYS/PERM]),
 * Unsupported (no UIDL, no TOP), Protocol. Scope Message leaves the session usable; after Connection or
 * wider it is over and close() is all that is left (isOver()), but for uidl().
 */
class Pop3Session
{
public:
    /**
     * Greeting, STLS where asked for, CAPA; UTF8 and LANG where they are offered (RFC 6856). Before TLS only the greeting, CAPA and the answer to
     * STLS are read, and nothing of them is kept (RFC 2595 section 4). STLS not answered +OK is Tls and fatal,
     * as are bytes that follow that answer before the handshake.
     */
    [[nodiscard]] static Result<std::unique_ptr<Pop3Session>>
    open(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options, const StopToken &stop);

    /**
     * AUTH with the strongest offered mechanism (RFC 5034), or USER and PASS where none is offered; APOP where CAPA names neither, if the
     * greeting offered it and came over TLS. Never a second way after a refusal. Asks CAPA again, as servers change their mind with log-in.
     */
    [[nodiscard]] Status logIn(const sasl::Credentials &credentials, const StopToken &stop);

    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }
    [[nodiscard]] Result<Maildrop> stat(const StopToken &stop);
    /** Asked for whatever CAPA says. Unsupported ("no-uidl", scope Account) when the server has no UIDL; the session goes on all the same. */
    [[nodiscard]] Result<UidlListing> uidl(const StopToken &stop);
    [[nodiscard]] Result<QList<ListEntry>> list(const StopToken &stop);
    /**
     * RETRs in this order, a window of them in flight where PIPELINING is offered. Constant memory: content goes into
     * the sink as it comes. When it returns an Error, a message begun and not completed is the one it concerns:
     * connection lost, over Limits::maxMessageBytes, or the sink's own Error.
     */
    [[nodiscard]] Status retrieve(const QList<MessageNumber> &numbers, MessageSink &sink, const StopToken &stop);
    /** The header of each message (TOP n 0), in flight as with retrieve(); one that is refused is left out. At most 1 MiB of each. */
    using TakeHead = std::function<void(MessageNumber, const QByteArray &)>;
    [[nodiscard]] Status heads(const QList<MessageNumber> &numbers, const TakeHead &take, const StopToken &stop);
    /** The header and the first lines of the body. Unsupported when the server has no TOP. At most 1 MiB is kept. */
    [[nodiscard]] Result<QByteArray> top(MessageNumber number, int lines, const StopToken &stop);
    /** Marks messages, in windows where PIPELINING is offered. Record DeleteSent only for `marked`. */
    [[nodiscard]] Result<DeleteAnswers> dele(const QList<MessageNumber> &numbers, const StopToken &stop);
    [[nodiscard]] Status reset(const StopToken &stop);
    [[nodiscard]] Status noop(const StopToken &stop);
    /** Ends the session; the stream is closed afterwards in every case. */
    [[nodiscard]] QuitAnswer quit(const StopToken &stop);

    /** Drops the connection: marks are void, nothing is deleted. */
    void close();
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] int roundTrips() const { return m_machine.roundTrips(); }
    [[nodiscard]] const net::ByteStream &stream() const { return *m_stream; }

private:
    struct Wait
    {
        std::chrono::milliseconds timeout;
        const StopToken &stop;
    };

    Pop3Session(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options);

    [[nodiscard]] Status greet(const StopToken &stop);
    [[nodiscard]] Status startTls(const StopToken &stop);
    [[nodiscard]] Status askCapabilities(const StopToken &stop);
    [[nodiscard]] Status authenticate(sasl::Authentication authentication, const StopToken &stop);
    [[nodiscard]] Status settleTongue(const StopToken &stop);
    void allowForMaildrop();
    [[nodiscard]] Status apop(const sasl::Credentials &credentials, const QByteArray &timestamp, const StopToken &stop);
    [[nodiscard]] Status userAndPass(const sasl::Credentials &credentials, const StopToken &stop);
    [[nodiscard]] Status receiveMessage(MessageNumber number, MessageSink &sink, const StopToken &stop);
    [[nodiscard]] Result<QByteArray> receiveTop(const StopToken &stop);

    [[nodiscard]] Status queue(const QByteArray &keyword, const QByteArrayList &arguments, AnswerShape shape);
    [[nodiscard]] Status writeOutput();
    [[nodiscard]] Result<Event> nextEvent(const Wait &wait);
    [[nodiscard]] Result<StatusLine> nextStatus(const Wait &wait);
    [[nodiscard]] Result<StatusLine> ask(const QByteArray &keyword, const QByteArrayList &arguments, AnswerShape shape, const Wait &wait);
    /** A command whose +OK says nothing more, in the transaction state. */
    [[nodiscard]] Status simple(const QByteArray &keyword, const StopToken &stop);
    [[nodiscard]] Status eachLine(const Wait &wait, const std::function<void(const QByteArray &)> &take);
    /** One command a message, as many in flight as the server allows; `answer` reads each answer in turn. */
    [[nodiscard]] Status eachMessage(const QByteArray &keyword, const QList<MessageNumber> &numbers, AnswerShape shape,
                                     const std::function<Status(MessageNumber)> &answer, const QByteArrayList &further = {});
    /** The error as it goes to the caller: nothing the server said before TLS, and the session over when its scope says so. */
    [[nodiscard]] Error noted(Error error);
    [[nodiscard]] Wait command(const StopToken &stop) const { return {m_options.timeouts.command, stop}; }

    std::unique_ptr<net::ByteStream> m_stream;
    SessionOptions m_options;
    Machine m_machine;
    Capabilities m_capabilities;
    std::optional<QByteArray> m_timestamp; ///< for APOP, of a greeting that was heard over TLS
    bool m_over = false;
};

} // namespace petrel::pop3
