#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <optional>

namespace petrel::pop3 {

/** The number of a message within one session (RFC 1939 section 5). Never kept beyond the session. */
using MessageNumber = StrongId<struct MessageNumberTag, quint32>;

/** What a server may send before the connection is given up. */
struct Limits
{
    qint64 maxLineBytes = 64 * 1024;            ///< one status or listing line
    qint64 maxListingLines = 1'000'000;         ///< lines of one UIDL or LIST answer
    qint64 maxListingBytes = 64 * 1024 * 1024;  ///< of all these lines
    qint64 maxCapabilityLines = 1'000;
    qint64 maxMessageBytes = 512 * 1024 * 1024; ///< one message, as it goes into the sink
};

/** Response codes of RFC 2449 section 8, RFC 3206 and RFC 6856; IMAP's wording where there is none. */
enum class ResponseCode { None, Auth, InUse, LoginDelay, SysTemp, SysPerm, Other };

/** `+OK` or `-ERR` with its optional code and its text. */
struct StatusLine
{
    enum class Verdict { Ok, Err };
    Verdict verdict = Verdict::Err;
    ResponseCode code = ResponseCode::None;
    QByteArray codeText; ///< as sent, without brackets: "SYS/TEMP"
    QByteArray text;     ///< what follows, as bytes

    [[nodiscard]] bool ok() const { return verdict == Verdict::Ok; }
    friend bool operator==(const StatusLine &, const StatusLine &) = default;
};

/** What CAPA told (RFC 2449 section 6). A server without CAPA leaves everything false. */
struct Capabilities
{
    bool known = false; ///< CAPA was answered
    bool stls = false;
    bool user = false;
    bool top = false;
    bool uidl = false;
    bool pipelining = false;
    bool utf8 = false;
    bool lang = false;
    bool respCodes = false;
    bool authRespCode = false;
    bool showsParts = false; ///< Gmail (X-GOOGLE-RICO): a few hundred messages a session, others in the next one
    QByteArrayList sasl;  ///< mechanism names, upper case
    std::optional<int> loginDelaySeconds;
    std::optional<int> expireDays; ///< absent also for NEVER
    QByteArray implementation;

    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

/** STAT: a hint for progress, never a proof of anything. */
struct Maildrop
{
    quint32 messages = 0;
    qint64 octets = 0;
    friend bool operator==(const Maildrop &, const Maildrop &) = default;
};

/** A line of LIST. The size is a hint: servers count differently, or lie. */
struct ListEntry
{
    MessageNumber number;
    qint64 size = 0;
    friend bool operator==(const ListEntry &, const ListEntry &) = default;
};

/** RFC 1939 says 70; longer ids exist and are taken up to here. */
inline constexpr qsizetype kMaxUidlBytes = 1000;

/** A line of UIDL. The id is empty where the server sent only a number; of one that is too long so much is kept that it shows. */
struct UidlEntry
{
    MessageNumber number;
    QByteArray uidl;
    friend bool operator==(const UidlEntry &, const UidlEntry &) = default;
};

/** Errors: Protocol when the line is neither +OK nor -ERR. An empty text is legal. */
[[nodiscard]] Result<StatusLine> parseStatusLine(QByteArrayView line);
/** Adds one CAPA line; unknown words are ignored. */
void addCapability(Capabilities &capabilities, QByteArrayView line);
/** The text of +OK to STAT: "3 221409 ...". */
[[nodiscard]] Result<Maildrop> parseMaildrop(QByteArrayView text);
[[nodiscard]] Result<ListEntry> parseListEntry(QByteArrayView line);
/** Everything after the number and one run of spaces is the id, as some servers put spaces into it. */
[[nodiscard]] Result<UidlEntry> parseUidlEntry(QByteArrayView line);

/** One command line with its CRLF. Invalid when an argument holds CR, LF or NUL. */
[[nodiscard]] Result<QByteArray> commandLine(QByteArrayView keyword, const QByteArrayList &arguments = {});

/** What the refused command was about: the same -ERR means different things to log-in and to RETR. */
enum class Step { Greeting, Stls, LogIn, Transaction };

/**
 * The Error behind a -ERR. At log-in the code decides: [AUTH] is Auth, [IN-USE], [LOGIN-DELAY] and [SYS/TEMP]
 * are Throttled, [SYS/PERM] is Refused for the account. Without a code it is no matter of the password where the server
 * offered to tell when it is (AUTH-RESP-CODE, RFC 3206 section 6): Throttled. Elsewhere the wording of well-known servers
 * ("maildrop locked", "try again") makes it Throttled, and everything else is Auth. At the greeting
 * it is Throttled, at STLS Tls. In a transaction it concerns one message: Refused, or Throttled for [SYS/TEMP].
 *
 * Error::code is the code as the RFCs write it, without what servers add: "SYS/TEMP"; "IN-USE" also where only the words say so.
 */
[[nodiscard]] Error refusal(const StatusLine &status, Step step, const QString &what, const Capabilities &offered = {});

} // namespace petrel::pop3
