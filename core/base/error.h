#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace petrel {

/** What went wrong, told in classes that lead to different next steps. */
enum class ErrorKind {
    Cancelled,    ///< the person or shutdown stopped it
    Timeout,      ///< nobody answered in time
    Network,      ///< name not found, refused, reset, unreachable
    Tls,          ///< handshake or certificate
    Auth,         ///< the server does not accept the credentials, or none are at hand
    Protocol,     ///< the peer said something the protocol does not allow
    Refused,      ///< NO, 5xx, -ERR: understood, and declined for good
    Throttled,    ///< declined for now: too many connections, rate limits, [IN-USE]
    Quota,        ///< the mailbox at the server is full
    NotFound,     ///< folder, message, file or row is gone
    Unsupported,  ///< the server or this build cannot do it
    StoreFull,    ///< no space on our disk
    StoreCorrupt, ///< our database or a file of it is damaged, or not readable
    ProfileInUse, ///< another process owns the profile
    Invalid,      ///< input that cannot be right: an address, a port, a command line
    Bug,          ///< our own code broke a promise
};

/** How much is affected: everything inside the scope should be given up, nothing outside it. */
enum class ErrorScope { Message, Folder, Connection, Account, Application };

/** Who may try again, and when. */
enum class ErrorRetry {
    Never,     ///< the same attempt will fail the same way
    Soon,      ///< at once, on a fresh connection
    Backoff,   ///< later, with growing pauses
    AfterUser, ///< once the person has changed something
};

/**
 * An error as a value. `what` is a short technical phrase in English for logs and the details box;
 * the person's sentence is made in ui/ from kind, scope and the account. `serverText` holds the
 * server's own words as bytes (data, never parsed, never shown when spoken before TLS).
 */
struct Error
{
    ErrorKind kind = ErrorKind::Bug;
    ErrorScope scope = ErrorScope::Connection;
    ErrorRetry retry = ErrorRetry::Never;
    QString what;
    QByteArray serverText;
    QByteArray code; ///< response code or enhanced status: "AUTHENTICATIONFAILED", "5.7.8"
    QStringList trail; ///< contexts added on the way up, innermost first

    /** The same error with one more context: "opening folder Sent". */
    [[nodiscard]] Error during(QString context) &&;
    [[nodiscard]] Error during(QString context) const &;
    [[nodiscard]] Error withScope(ErrorScope newScope) &&;
    [[nodiscard]] Error withServerText(QByteArray text, QByteArray responseCode = {}) &&;

    friend bool operator==(const Error &, const Error &) = default;
};

/** An Error of this kind with the scope and retry that the kind usually means. */
[[nodiscard]] Error makeError(ErrorKind kind, QString what);
[[nodiscard]] Error makeError(ErrorKind kind, ErrorScope scope, ErrorRetry retry, QString what);

/** Stable English names, for logs and JSON: "cancelled", "store-full". */
[[nodiscard]] QString kindName(ErrorKind kind);
/** One line for logs: kind, what, code, server text, trail. */
[[nodiscard]] QString describe(const Error &error);

} // namespace petrel
