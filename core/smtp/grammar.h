#pragma once

#include "core/smtp/future_release.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace petrel::smtp {

/** What a server may send before the connection is given up. */
struct Limits
{
    qint64 maxLineBytes = 64 * 1024; ///< one reply line; RFC 5321 says 512, servers write more
    int maxReplyLines = 500;
};

/** A whole reply (RFC 5321 section 4.2), its lines joined, with the enhanced code where there is one (RFC 2034). */
struct Reply
{
    int code = 0;            ///< 200 to 599
    QByteArray enhanced;     ///< "5.7.8", empty when absent or of another class than the code
    QByteArrayList lines;    ///< the texts, enhanced codes taken off

    [[nodiscard]] bool positive() const { return code / 100 == 2; }
    [[nodiscard]] bool intermediate() const { return code / 100 == 3; }
    [[nodiscard]] bool temporary() const { return code / 100 == 4; }
    [[nodiscard]] bool permanent() const { return code / 100 == 5; }
    /** All lines, joined by LF: what the server said, as data. */
    [[nodiscard]] QByteArray text() const { return lines.join('\n'); }

    friend bool operator==(const Reply &, const Reply &) = default;
};

/** One line of a reply, before it is joined with the others. */
struct ReplyLine
{
    int code = 0;
    bool last = false;
    QByteArray text;
    friend bool operator==(const ReplyLine &, const ReplyLine &) = default;
};

/**
 * `250-text`, `250 text` or `250`. Protocol when the code is not three digits with the first from 2 to 5,
 * or is followed by anything but space, hyphen or the end.
 */
[[nodiscard]] Result<ReplyLine> parseReplyLine(QByteArrayView line);

/** Joins lines into replies. Protocol when the code changes within one reply, or it has too many lines. */
class ReplyAssembler
{
public:
    explicit ReplyAssembler(int maxLines) : m_maxLines(maxLines) {}
    /** The whole reply when this line was its last. */
    [[nodiscard]] Result<std::optional<Reply>> add(QByteArrayView line);
    [[nodiscard]] bool midReply() const { return !m_reply.lines.isEmpty(); }

private:
    Reply m_reply;
    int m_maxLines;
};

/** What EHLO told. HELO leaves everything false. */
struct Capabilities
{
    bool extended = false;   ///< EHLO was understood
    bool startTls = false;   ///< RFC 3207
    bool pipelining = false; ///< RFC 2920
    bool eightBitMime = false; ///< RFC 6152
    bool smtpUtf8 = false;   ///< RFC 6531
    bool chunking = false;   ///< RFC 3030
    bool dsn = false;        ///< RFC 3461
    bool requireTls = false; ///< RFC 8689
    std::optional<ReleaseLimits> release; ///< FUTURERELEASE, RFC 4865
    bool enhancedStatusCodes = false; ///< RFC 2034
    bool size = false;       ///< RFC 1870
    std::optional<qint64> maxSize; ///< of SIZE, in bytes; absent when the server names no limit
    QByteArrayList auth;     ///< mechanism names, upper case; also from the old form `AUTH=`

    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

[[nodiscard]] Capabilities parseCapabilities(const Reply &ehlo);

/** One command line with its CRLF. Invalid when it holds CR, LF or NUL. */
[[nodiscard]] Result<QByteArray> commandLine(const QByteArray &command);

/**
 * `<address>` for MAIL and RCPT. Invalid for control characters and anything that would let an address end
 * early: angle brackets, and a space outside of quotes.
 */
[[nodiscard]] Result<QByteArray> path(const QByteArray &address);

[[nodiscard]] bool isAscii(QByteArrayView bytes);

/** `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321 section 4.1.3); `[127.0.0.1]` for anything that is no address. */
[[nodiscard]] QByteArray addressLiteral(const QByteArray &address);

/** What the refused command was about: the same code means different things at different places. */
enum class Step { Greeting, Hello, StartTls, LogIn, Mail, Recipient, Data, AfterData, Other };

/**
 * The Error behind a 4yz or 5yz reply. 421 is Throttled and ends the connection, at any step. At log-in 432 (RFC 4954)
 * and every 5yz are Auth, other 4yz Throttled. Else 4yz is Throttled, 5.2.2 Quota, 530 Auth, and the rest of
 * 5yz Refused; before the first MAIL these concern the connection (4yz) or the account (5yz), from there on the
 * message. At STARTTLS it is always Tls. The enhanced code, or else the plain one, stands in `code`.
 */
[[nodiscard]] Error refusal(const Reply &reply, Step step, const QString &what);

} // namespace petrel::smtp
