#include "core/smtp/grammar.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace petrel::smtp {

namespace {

Error malformed(const QString &what, QByteArrayView line)
{
    return makeError(ErrorKind::Protocol, what).withServerText(line.first(std::min<qsizetype>(line.size(), 200)).toByteArray());
}

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/** "5.7.8" at the start of a text, as long as its class is that of the code (RFC 2034 section 4). */
QByteArray enhancedCode(QByteArrayView text, int code)
{
    const QByteArray word = text.first(std::max<qsizetype>(0, text.indexOf(' ') < 0 ? text.size() : text.indexOf(' '))).toByteArray();
    const QByteArrayList parts = word.split('.');
    if (parts.size() != 3 || parts[0].size() != 1 || parts[0][0] - '0' != code / 100)
        return {};
    const auto isNumber = [](const QByteArray &part) {
        return !part.isEmpty() && part.size() <= 3 && std::all_of(part.begin(), part.end(), isDigit);
    };
    return isNumber(parts[1]) && isNumber(parts[2]) ? word : QByteArray();
}

QByteArrayList words(const QByteArray &text)
{
    QByteArrayList list = text.simplified().toUpper().split(' ');
    list.removeAll(QByteArray());
    return list;
}

/** Keywords that say all by being there. */
struct Keyword
{
    const char *name;
    bool Capabilities::*told;
};

constexpr Keyword kKeywords[] = {
    {"STARTTLS", &Capabilities::startTls},     {"PIPELINING", &Capabilities::pipelining}, {"8BITMIME", &Capabilities::eightBitMime},
    {"SMTPUTF8", &Capabilities::smtpUtf8},     {"CHUNKING", &Capabilities::chunking},     {"DSN", &Capabilities::dsn},
    {"REQUIRETLS", &Capabilities::requireTls}, {"SIZE", &Capabilities::size},             {"ENHANCEDSTATUSCODES", &Capabilities::enhancedStatusCodes},
};

std::optional<qint64> sizeLimit(const QByteArrayList &parameters)
{
    bool isNumber = false;
    const qint64 limit = parameters.value(0).toLongLong(&isNumber);
    return isNumber && limit > 0 ? std::optional(limit) : std::nullopt;
}

/** One line of EHLO's answer: a keyword and its parameters. */
void addCapability(Capabilities &capabilities, const QByteArray &line)
{
    QByteArrayList parameters = words(line);
    if (parameters.isEmpty())
        return;
    QByteArray keyword = parameters.takeFirst();
    if (keyword.startsWith("AUTH=")) { // the form of the drafts before RFC 2554, still heard from old servers
        parameters.prepend(keyword.sliced(5));
        parameters.removeAll(QByteArray());
        keyword = "AUTH";
    }
    for (const Keyword &known : kKeywords) {
        if (keyword == known.name)
            capabilities.*known.told = true;
    }
    if (keyword == "SIZE")
        capabilities.maxSize = sizeLimit(parameters);
    else if (keyword == "FUTURERELEASE")
        capabilities.release = parseReleaseLimits(parameters);
    for (const QByteArray &mechanism : std::as_const(parameters)) {
        if (keyword == "AUTH" && !capabilities.auth.contains(mechanism))
            capabilities.auth.append(mechanism);
    }
}

bool isBeforeMail(Step step)
{
    return step == Step::Greeting || step == Step::Hello || step == Step::LogIn;
}

} // namespace

Result<ReplyLine> parseReplyLine(QByteArrayView line)
{
    const bool threeDigits = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, isDigit);
    const bool ends = line.size() == 3 || (line.size() > 3 && (line[3] == ' ' || line[3] == '-'));
    if (!threeDigits || !ends || line[0] < '2' || line[0] > '5')
        return malformed(QStringLiteral("a reply without a proper code"), line);
    ReplyLine reply;
    reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    reply.last = line.size() == 3 || line[3] == ' ';
    reply.text = line.sliced(std::min<qsizetype>(line.size(), 4)).toByteArray();
    return reply;
}

Result<std::optional<Reply>> ReplyAssembler::add(QByteArrayView line)
{
    ReplyLine part = TRY(parseReplyLine(line));
    if (midReply() && part.code != m_reply.code)
        return malformed(QStringLiteral("a reply whose lines bear different codes"), line);
    if (m_reply.lines.size() >= m_maxLines)
        return malformed(QStringLiteral("a reply of more than %1 lines").arg(m_maxLines), line);
    m_reply.code = part.code;
    if (const QByteArray enhanced = enhancedCode(part.text, part.code); !enhanced.isEmpty()) {
        m_reply.enhanced = enhanced;
        part.text = part.text.sliced(enhanced.size()).trimmed();
    }
    m_reply.lines.append(part.text);
    if (!part.last)
        return std::optional<Reply>();
    return std::optional(std::exchange(m_reply, {}));
}

Capabilities parseCapabilities(const Reply &ehlo)
{
    Capabilities capabilities;
    capabilities.extended = true;
    for (qsizetype i = 1; i < ehlo.lines.size(); ++i) // the first line is the server's name and greeting
        addCapability(capabilities, ehlo.lines[i]);
    return capabilities;
}

Result<QByteArray> commandLine(const QByteArray &command)
{
    if (command.contains('\r') || command.contains('\n') || command.contains('\0'))
        return makeError(ErrorKind::Invalid, QStringLiteral("a line break or NUL in a command"));
    return command + "\r\n";
}

Result<QByteArray> path(const QByteArray &address)
{
    const bool quoted = address.startsWith('"');
    const bool unfit = std::any_of(address.begin(), address.end(), [quoted](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return value < 0x20 || value == 0x7f || byte == '<' || byte == '>' || (byte == ' ' && !quoted);
    });
    if (unfit)
        return makeError(ErrorKind::Invalid, QStringLiteral("an address with characters that no address can hold"));
    return '<' + address + '>';
}

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

QByteArray addressLiteral(const QByteArray &address)
{
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    if (inet_pton(AF_INET, address.constData(), binary.data()) == 1)
        return '[' + address + ']';
    if (inet_pton(AF_INET6, address.constData(), binary.data()) == 1)
        return "[IPv6:" + address + ']';
    return "[127.0.0.1]";
}

Error refusal(const Reply &reply, Step step, const QString &what)
{
    const auto make = [&](ErrorKind kind, ErrorScope scope, ErrorRetry retry) {
        return makeError(kind, scope, retry, what)
            .withServerText(reply.text(), reply.enhanced.isEmpty() ? QByteArray::number(reply.code) : reply.enhanced);
    };
    if (step == Step::StartTls)
        return make(ErrorKind::Tls, ErrorScope::Account, ErrorRetry::AfterUser);
    if (reply.code == 421)
        return make(ErrorKind::Throttled, ErrorScope::Connection, ErrorRetry::Backoff);
    const bool credentials = step == Step::LogIn && (reply.permanent() || reply.code == 432);
    if (credentials || (reply.code == 530 && !isBeforeMail(step)))
        return make(ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser);
    if (!reply.permanent())
        return make(ErrorKind::Throttled, isBeforeMail(step) ? ErrorScope::Connection : ErrorScope::Message, ErrorRetry::Backoff);
    if (isBeforeMail(step))
        return make(ErrorKind::Refused, ErrorScope::Account, ErrorRetry::AfterUser);
    if (reply.enhanced == "5.2.2")
        return make(ErrorKind::Quota, ErrorScope::Message, ErrorRetry::AfterUser);
    return make(ErrorKind::Refused, ErrorScope::Message, ErrorRetry::AfterUser);
}

} // namespace petrel::smtp
