#pragma once

#include "core/imap/grammar/response_parser.h"
#include "core/imap/machine/command_queue.h"
#include "core/sasl/authentication.h"
#include "core/sasl/choice.h"

#include <memory>

namespace petrel::imap {

using Credentials = sasl::Credentials;

/** What a machine is told once. */
struct MachineOptions
{
    bool encrypted = false;     ///< TLS from the first byte
    bool requireTls = true;     ///< nothing but STARTTLS is possible until tlsEstablished()
    Limits limits;
    Quirks quirks = kAllQuirks;
    CommandQueue::Trace trace;  ///< may be empty
};

/**
 * The client side of RFC 3501 as a state machine without I/O: bytes in, events and bytes out. It
 * does the hard flows once: literals that wait for "+", AUTHENTICATE, IDLE, the STARTTLS boundary.
 *
 *     machine.receive(stream.readAvailable());
 *     while (auto event = TRY(machine.next())) ...
 *     stream.write(TRY(machine.takeOutput()));
 *
 * Errors of next(): Protocol or Tls, scope Connection or Account; after one the machine is dead and
 * repeats it. Tls: PREAUTH in clear text, or a byte behind the answer to STARTTLS. Protocol: a
 * greeting that is none, a tag never sent, "+" nobody waits for, or a response beyond the limits.
 * While TLS is required and not there, untagged data except CAPABILITY is dropped unseen, and the
 * server's words are never passed on.
 */
class ImapMachine
{
public:
    explicit ImapMachine(MachineOptions options);

    void receive(const QByteArray &bytes) { m_fragmentizer.feed(bytes); }
    /** The next event; nothing when more bytes are needed. */
    [[nodiscard]] Result<std::optional<Event>> next();
    /** What to send now, in stretches of about 64 KiB; call until empty. Errors only from sources of literals. */
    [[nodiscard]] Result<QByteArray> takeOutput();

    /** Queues a command. Invalid: it was built from arguments that cannot be sent. Ends a running IDLE first. */
    [[nodiscard]] Result<CommandId> enqueue(const Command &command);
    /** AUTHENTICATE with the best mechanism offered, else LOGIN. Auth: no credentials may or can be sent; see sasl/choice.h. */
    [[nodiscard]] Result<CommandId> login(const Credentials &credentials, sasl::Channel channel, const QByteArray &serverEndPoint = {});
    /** What came of login() when the server's answer meant this: see sasl::Authentication::settle(). Ok alone is not enough. */
    [[nodiscard]] Status settleLogin(Status said);
    [[nodiscard]] CommandId idle();
    /** Sends DONE as soon as the server allows it; nothing when IDLE is not running. */
    void endIdle();
    [[nodiscard]] CommandId startTls();
    /** COMPRESS DEFLATE: what is received after ReadyToCompress must have been expanded. */
    [[nodiscard]] CommandId compress();
    /** After the handshake: everything the server said in clear text is forgotten. */
    void tlsEstablished();

    /** As last told by CAPABILITY, in this or a status response; empty: unknown, ask. Cleared by STARTTLS and login. */
    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }
    /** The server does not mean this word (quirks of known servers). Lasts until capabilities are told again. */
    void ignoreCapability(QByteArrayView word) { m_capabilities.remove(word); }
    [[nodiscard]] bool isEncrypted() const { return m_options.encrypted; }
    [[nodiscard]] bool hasInFlight() const { return m_queue.hasInFlight(); }
    [[nodiscard]] int inFlight() const { return m_queue.inFlight(); } ///< sent, or being sent, and not answered
    /** UTF8=ACCEPT or IMAP4rev2 was enabled: names and quoted strings are UTF-8, and a search needs no charset. */
    [[nodiscard]] bool speaksUtf8() const { return m_parser.names == NameEncoding::Utf8; }

private:
    [[nodiscard]] Result<std::optional<Event>> handle(Response response);
    [[nodiscard]] Result<std::optional<Event>> greet(const Response &response);
    [[nodiscard]] Result<std::optional<Event>> handleStatus(StatusResponse status);
    [[nodiscard]] Result<std::optional<Event>> complete(StatusResponse status);
    [[nodiscard]] Result<std::optional<Event>> proceed(const QByteArray &challenge);
    [[nodiscard]] Status answerChallenge(const QByteArray &challenge);
    [[nodiscard]] CommandId authenticate(std::unique_ptr<sasl::Mechanism> mechanism);
    void learn(const ResponseCode &code);
    void learnLimit(const ResponseCode &code);
    void learnEncoding(const EnabledResponse &enabled);
    void traceServer(const RawResponse &raw) const;
    [[nodiscard]] Error die(Error error);
    [[nodiscard]] bool inClear() const { return m_options.requireTls && !m_options.encrypted; }

    enum class IdleState { None, Asked, Running, Leaving };

    MachineOptions m_options;
    ParserOptions m_parser;
    Fragmentizer m_fragmentizer;
    CommandQueue m_queue;
    Capabilities m_capabilities;
    bool m_greeted = false;
    IdleState m_idle = IdleState::None;
    bool m_leaveIdle = false;
    std::optional<sasl::Authentication> m_authentication; ///< from AUTHENTICATE until settleLogin()
    bool m_toldDuringLogin = false; ///< some servers tell the new capabilities before the OK
    std::optional<MessageLimit> m_limit; ///< told untagged, of the command that is answered next
    std::optional<Error> m_dead;
};

} // namespace petrel::imap
