#include "core/imap/session/refusal.h"

namespace petrel::imap {

namespace {

struct CodeMeaning
{
    const char *code;
    ErrorKind kind;
    ErrorScope scope;
    ErrorRetry retry;
};

/** RFC 5530: each concerns the operation that was asked for. At login that is the connection: see loginError(). */
constexpr CodeMeaning kCodes[] = {
    {"UNAVAILABLE", ErrorKind::Throttled, ErrorScope::Folder, ErrorRetry::Backoff},
    {"INUSE", ErrorKind::Throttled, ErrorScope::Folder, ErrorRetry::Backoff},
    {"LIMIT", ErrorKind::Throttled, ErrorScope::Message, ErrorRetry::Backoff},
    {"SERVERBUG", ErrorKind::Throttled, ErrorScope::Folder, ErrorRetry::Backoff},
    {"AUTHENTICATIONFAILED", ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser},
    {"AUTHORIZATIONFAILED", ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser},
    {"EXPIRED", ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser},
    {"PRIVACYREQUIRED", ErrorKind::Tls, ErrorScope::Account, ErrorRetry::AfterUser},
    {"OVERQUOTA", ErrorKind::Quota, ErrorScope::Folder, ErrorRetry::AfterUser},
    {"MESSAGELIMIT", ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never},
    {"TOOBIG", ErrorKind::Refused, ErrorScope::Message, ErrorRetry::Never},
    {"TRYCREATE", ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never},
    {"NONEXISTENT", ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never},
    {"BADCHARSET", ErrorKind::Unsupported, ErrorScope::Folder, ErrorRetry::Never},
    {"BADEVENT", ErrorKind::Unsupported, ErrorScope::Connection, ErrorRetry::Never},
    {"CANNOT", ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never},
    {"NOPERM", ErrorKind::Refused, ErrorScope::Folder, ErrorRetry::Never},
    {"EXPUNGEISSUED", ErrorKind::Refused, ErrorScope::Message, ErrorRetry::Soon},
};

const CodeMeaning *meaningOf(const QByteArray &code)
{
    for (const CodeMeaning &known : kCodes) {
        if (code == known.code)
            return &known;
    }
    return nullptr;
}

/** The ways servers without RFC 5530 say "not now", and "too many connections". Dovecot, Courier, Gmail, Outlook, Cyrus. */
bool soundsBusy(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    for (const char *phrase : {"too many", "maximum number of connections", "connection limit", "concurrent connections",
                               "rate limit", "throttl", "try again later", "temporar", "server busy", "too busy", "not connected"}) {
        if (lower.contains(phrase))
            return true;
    }
    return false;
}

/** Dovecot, Exchange, Courier and Cyrus name a missing mailbox in words only. */
bool soundsMissing(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    for (const char *phrase : {"doesn't exist", "does not exist", "nonexistent", "unknown mailbox", "no such mailbox", "mailbox not found"}) {
        if (lower.contains(phrase))
            return true;
    }
    return false;
}

Error busy(QString what)
{
    return makeError(ErrorKind::Throttled, ErrorScope::Connection, ErrorRetry::Backoff, std::move(what));
}

Error withWords(Error error, const StatusResponse &status)
{
    return std::move(error).withServerText(status.text, status.code.name);
}

} // namespace

Error refusalError(const StatusResponse &status)
{
    if (const CodeMeaning *meaning = meaningOf(status.code.name))
        return withWords(makeError(meaning->kind, meaning->scope, meaning->retry, QStringLiteral("refused by the server")), status);
    if (status.kind == StatusResponse::Kind::Bad)
        return withWords(makeError(ErrorKind::Unsupported, ErrorScope::Folder, ErrorRetry::Never,
                                   QStringLiteral("the server does not understand the command")), status);
    if (status.code.name.isEmpty() && soundsMissing(status.text))
        return withWords(makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("no such folder")), status);
    if (status.code.name.isEmpty() && soundsBusy(status.text))
        return withWords(makeError(ErrorKind::Throttled, ErrorScope::Folder, ErrorRetry::Backoff, QStringLiteral("the server is busy")), status);
    return withWords(makeError(ErrorKind::Refused, QStringLiteral("refused by the server")), status);
}

Error loginError(const StatusResponse &status)
{
    if (const CodeMeaning *meaning = meaningOf(status.code.name); meaning && meaning->kind != ErrorKind::Throttled)
        return refusalError(status);
    else if (meaning)
        return withWords(busy(QStringLiteral("the server takes no login now")), status);
    if (soundsBusy(status.text))
        return withWords(busy(QStringLiteral("the server takes no login now")), status);
    if (status.kind == StatusResponse::Kind::Bad)
        return withWords(makeError(ErrorKind::Protocol, ErrorScope::Account, ErrorRetry::AfterUser,
                                   QStringLiteral("the server does not understand the login")), status);
    return withWords(makeError(ErrorKind::Auth, QStringLiteral("login refused")), status);
}

Error byeError(const StatusResponse &status)
{
    const CodeMeaning *meaning = meaningOf(status.code.name);
    const bool throttled = meaning ? meaning->kind == ErrorKind::Throttled : soundsBusy(status.text);
    if (throttled)
        return withWords(busy(QStringLiteral("the server ended the connection")), status);
    return withWords(makeError(ErrorKind::Network, QStringLiteral("the server ended the connection")), status);
}

} // namespace petrel::imap
