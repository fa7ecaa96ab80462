#include "core/pop3/grammar.h"

#include <array>
#include <limits>

namespace petrel::pop3 {

namespace {

QByteArrayView withoutSpaces(QByteArrayView text)
{
    return text.trimmed();
}

/** The first word, and what follows the spaces behind it. */
std::pair<QByteArrayView, QByteArrayView> splitWord(QByteArrayView text)
{
    const qsizetype space = text.indexOf(' ');
    if (space < 0)
        return {text, {}};
    return {text.first(space), withoutSpaces(text.sliced(space))};
}

/** A decimal number without sign, up to `limit`. */
std::optional<qint64> parseNumber(QByteArrayView digits, qint64 limit = std::numeric_limits<quint32>::max())
{
    if (digits.isEmpty() || digits.size() > 18)
        return std::nullopt;
    qint64 number = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    return number <= limit ? std::optional(number) : std::nullopt;
}

constexpr qint64 kMaxOctets = 999'999'999'999'999'999;

std::optional<MessageNumber> parseMessageNumber(QByteArrayView digits)
{
    const auto number = parseNumber(digits);
    if (!number || *number == 0)
        return std::nullopt;
    return MessageNumber(static_cast<quint32>(*number));
}

Error malformed(const QString &what, QByteArrayView line)
{
    return makeError(ErrorKind::Protocol, what).withServerText(line.first(std::min<qsizetype>(line.size(), 200)).toByteArray());
}

struct KnownCode
{
    const char *name;
    ResponseCode code;
};

/** Codes of RFC 2449, RFC 3206; UNAVAILABLE is IMAP's word and heard from servers that speak both. */
constexpr std::array kCodes{
    KnownCode{"AUTH", ResponseCode::Auth},       KnownCode{"IN-USE", ResponseCode::InUse},
    KnownCode{"LOGIN-DELAY", ResponseCode::LoginDelay}, KnownCode{"SYS/TEMP", ResponseCode::SysTemp},
    KnownCode{"SYS/PERM", ResponseCode::SysPerm}, KnownCode{"UNAVAILABLE", ResponseCode::SysTemp},
};

ResponseCode responseCode(const QByteArray &code)
{
    // Codes are hierarchical: SYS/TEMP/DISK is a SYS/TEMP (RFC 2449 section 8).
    const QByteArray upper = code.toUpper();
    for (const KnownCode &known : kCodes) {
        if (upper == known.name || upper.startsWith(QByteArray(known.name) + '/'))
            return known.code;
    }
    return ResponseCode::Other;
}

/** Another session holds the maildrop, told in words: "maildrop already locked" (RFC 1939 section 4), "mailbox in use". */
bool soundsInUse(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    const bool isAboutMail = lower.contains("maildrop") || lower.contains("mailbox") || lower.contains("mail drop");
    return lower.contains("in use") || (isAboutMail && lower.contains("lock"));
}

/** What goes into Error::code. */
QByteArray codeName(const StatusLine &status)
{
    for (const KnownCode &known : kCodes) {
        if (known.code == status.code)
            return known.name;
    }
    return status.codeText.isEmpty() && soundsInUse(status.text) ? QByteArray("IN-USE") : status.codeText;
}

/** Servers without response codes say it in words: Dovecot, Courier, qpopper, Cyrus, Exchange. */
bool soundsTemporary(const QByteArray &text)
{
    static constexpr std::array words{"lock", "in use", "busy", "try again", "try later", "temporar", "too many", "already"};
    const QByteArray lower = text.toLower();
    return std::any_of(words.begin(), words.end(), [&](const char *word) { return lower.contains(word); });
}

} // namespace

Result<StatusLine> parseStatusLine(QByteArrayView line)
{
    const auto [word, rest] = splitWord(line);
    StatusLine status;
    if (word.compare("+OK", Qt::CaseInsensitive) == 0)
        status.verdict = StatusLine::Verdict::Ok;
    else if (word.compare("-ERR", Qt::CaseInsensitive) != 0)
        return malformed(QStringLiteral("an answer that is neither +OK nor -ERR"), line);
    QByteArrayView text = rest;
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end > 1) {
            status.codeText = text.sliced(1, end - 1).toByteArray();
            status.code = responseCode(status.codeText);
            text = withoutSpaces(text.sliced(end + 1));
        }
    }
    status.text = text.toByteArray();
    return status;
}

void addCapability(Capabilities &capabilities, QByteArrayView line)
{
    const auto [word, rest] = splitWord(withoutSpaces(line));
    const QByteArray name = word.toByteArray().toUpper();
    capabilities.known = true;
    if (name == "STLS") {
        capabilities.stls = true;
    } else if (name == "USER") {
        capabilities.user = true;
    } else if (name == "TOP") {
        capabilities.top = true;
    } else if (name == "UIDL") {
        capabilities.uidl = true;
    } else if (name == "PIPELINING") {
        capabilities.pipelining = true;
    } else if (name == "UTF8") {
        capabilities.utf8 = true;
    } else if (name == "LANG") {
        capabilities.lang = true;
    } else if (name == "RESP-CODES") {
        capabilities.respCodes = true;
    } else if (name == "AUTH-RESP-CODE") {
        capabilities.authRespCode = true;
    } else if (name == "X-GOOGLE-RICO") {
        capabilities.showsParts = true;
    } else if (name == "SASL") {
        for (const QByteArray &mechanism : rest.toByteArray().toUpper().simplified().split(' ')) {
            if (!mechanism.isEmpty())
                capabilities.sasl.append(mechanism);
        }
    } else if (name == "LOGIN-DELAY") {
        if (const auto seconds = parseNumber(splitWord(rest).first, 1'000'000))
            capabilities.loginDelaySeconds = static_cast<int>(*seconds);
    } else if (name == "EXPIRE") {
        if (const auto days = parseNumber(splitWord(rest).first, 1'000'000))
            capabilities.expireDays = static_cast<int>(*days);
    } else if (name == "IMPLEMENTATION") {
        capabilities.implementation = rest.toByteArray();
    }
}

Result<Maildrop> parseMaildrop(QByteArrayView text)
{
    const auto [messages, rest] = splitWord(withoutSpaces(text));
    const auto count = parseNumber(messages);
    const auto octets = parseNumber(splitWord(rest).first, kMaxOctets);
    if (!count || !octets)
        return malformed(QStringLiteral("an answer to STAT without two numbers"), text);
    return Maildrop{static_cast<quint32>(*count), *octets};
}

Result<ListEntry> parseListEntry(QByteArrayView line)
{
    const auto [digits, rest] = splitWord(withoutSpaces(line));
    const auto number = parseMessageNumber(digits);
    const auto size = parseNumber(splitWord(rest).first, kMaxOctets);
    if (!number || !size)
        return malformed(QStringLiteral("a line of LIST without two numbers"), line);
    return ListEntry{*number, *size};
}

Result<UidlEntry> parseUidlEntry(QByteArrayView line)
{
    const auto [digits, uidl] = splitWord(withoutSpaces(line));
    const auto number = parseMessageNumber(digits);
    if (!number)
        return malformed(QStringLiteral("a line of UIDL without a number"), line);
    return UidlEntry{*number, uidl.first(std::min(uidl.size(), kMaxUidlBytes + 1)).toByteArray()};
}

Result<QByteArray> commandLine(QByteArrayView keyword, const QByteArrayList &arguments)
{
    QByteArray line = keyword.toByteArray();
    for (const QByteArray &argument : arguments)
        line += ' ' + argument;
    if (line.contains('\r') || line.contains('\n') || line.contains('\0'))
        return makeError(ErrorKind::Invalid, QStringLiteral("a line break or NUL in an argument of %1").arg(QLatin1String(keyword)));
    return line + "\r\n";
}

Error refusal(const StatusLine &status, Step step, const QString &what, const Capabilities &offered)
{
    const auto make = [&](ErrorKind kind, ErrorScope scope, ErrorRetry retry) {
        return makeError(kind, scope, retry, what).withServerText(status.text, codeName(status));
    };
    const auto throttled = [&] { return make(ErrorKind::Throttled, ErrorScope::Connection, ErrorRetry::Backoff); };
    if (step == Step::Stls)
        return make(ErrorKind::Tls, ErrorScope::Account, ErrorRetry::AfterUser);
    if (step == Step::Transaction) {
        const bool later = status.code == ResponseCode::SysTemp || status.code == ResponseCode::InUse;
        return make(later ? ErrorKind::Throttled : ErrorKind::Refused, ErrorScope::Message, ErrorRetry::Backoff);
    }
    switch (status.code) {
    case ResponseCode::InUse:
    case ResponseCode::LoginDelay:
    case ResponseCode::SysTemp:
        return throttled();
    case ResponseCode::SysPerm:
        return make(ErrorKind::Refused, ErrorScope::Account, ErrorRetry::AfterUser);
    case ResponseCode::Auth:
    case ResponseCode::None:
    case ResponseCode::Other:
        break;
    }
    // Nobody has logged in at the greeting, so it cannot be about the password.
    const bool isNoPassword = status.code != ResponseCode::Auth && (offered.authRespCode || soundsTemporary(status.text));
    if (step == Step::Greeting || isNoPassword)
        return throttled();
    return make(ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser);
}

} // namespace petrel::pop3
