#pragma once

#include "core/model/address.h"
#include "core/model/ids.h"
#include "core/model/sign_in.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace petrel {

enum class IncomingKind { Imap = 0, Pop3 = 1 };

/** The two ends of an account; each has a password of its own. */
enum class AccountSide { Incoming, Outgoing };

/** How a connection is protected. There is no "if available": Starttls means required. */
enum class Security {
    Tls = 0,      ///< implicit TLS from the first byte (RFC 8314)
    Starttls = 1, ///< STARTTLS or STLS, required: anything but success ends the connection
    None = 2,     ///< plain text, only by an explicit, explained choice
};

/** One end of an account: where to connect and who to be there. */
struct ServerSettings
{
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    QString user;
    QByteArray caPem; ///< extra trusted certificates in PEM, for private servers; empty as a rule
    /**
     * The one certificate that the person trusts at this host and port although it does not verify: SHA-256 of its DER bytes.
     * Empty as a rule; goes when host or port change (see isSamePlace).
     */
    QByteArray pinnedSha256 = {};

    /** Both mean one host and port: what was said about one holds for the other. */
    [[nodiscard]] bool isSamePlace(const ServerSettings &other) const;

    friend bool operator==(const ServerSettings &, const ServerSettings &) = default;
};

/** What happens to the copy at a POP3 server. */
struct Pop3ServerCopy
{
    enum class Rule {
        DeleteAfterDownload = 0, ///< once it is safely here
        Keep = 1,                ///< never deleted by us
        DeleteAfterDays = 2,
        DeleteWithLocal = 3,     ///< when the person deletes it here for good
    };
    Rule rule = Rule::DeleteAfterDownload;
    int days = 14; ///< for DeleteAfterDays
    std::int64_t headerOnlyAbove = 0; ///< bytes; of larger messages only the header is fetched, until the person wants more. 0: all come whole

    friend bool operator==(const Pop3ServerCopy &, const Pop3ServerCopy &) = default;
};

/** What becomes of a message that the server takes for some of its recipients only. The numbers are stored in the database: never change one. */
enum class PartialRefusal {
    SendToTheRest = 0, ///< it goes to those, and the others are named
    SendToNobody = 1,  ///< it goes to all of them or stays here
};

/** Who puts the copy of what was sent into the account's Sent at an IMAP server. The numbers are stored in the database: never change one. */
enum class SentCopies {
    Learn = 0,       ///< found out with the first messages
    ServerFiles = 1, ///< the server does; ours follows only where none of its own turns up for hours
    WeFile = 2,
};

/** Which bodies an IMAP account keeps here without being asked. */
struct OfflinePolicy
{
    enum class Bodies { OnDemand = 0, LastDays = 1, All = 2 };
    Bodies bodies = Bodies::LastDays;
    int days = 30;

    friend bool operator==(const OfflinePolicy &, const OfflinePolicy &) = default;
};

/** An account as the store keeps it. Passwords are not here: they live in the SecretStore under secretKey. */
struct Account
{
    AccountId id;
    QByteArray uuid;     ///< stable across databases
    QString name;        ///< what the person calls it: "Home"
    Address address;     ///< who they are there
    IncomingKind incomingKind = IncomingKind::Imap;
    ServerSettings incoming;
    ServerSettings outgoing; ///< SMTP submission; an empty user means the incoming user
    Pop3ServerCopy pop3ServerCopy;
    FolderId deliverTo; ///< POP3: the local folder of another account into which new mail is put; null: the own inbox
    OfflinePolicy offline;
    SignInSettings signIn;
    PartialRefusal partialRefusal = PartialRefusal::SendToTheRest;
    SentCopies sentCopies = SentCopies::Learn;
    QByteArray secretKey; ///< base name in the SecretStore; see incomingSecret(), outgoingSecret()
    bool enabled = true;
    int order = 0;
    static constexpr int kLeastCheckSeconds = 30; ///< a server is no clock
    int checkEverySeconds = 300; ///< POP3 interval, and the IMAP poll of folders that are not watched

    /** The key of one end's password. Host, port and user are part of it: what was given for one server is never found for another. */
    [[nodiscard]] QByteArray secretFor(AccountSide side) const;
    [[nodiscard]] QByteArray incomingSecret() const { return secretFor(AccountSide::Incoming); }
    [[nodiscard]] QByteArray outgoingSecret() const { return secretFor(AccountSide::Outgoing); }
    /**
     * The key of what the issuer gave (OAuth 2.0). Servers, users, and all that was told of the issuer and of us are part of it: a token never
     * reaches a server, nor a refresh token an issuer, that it was not given for.
     */
    [[nodiscard]] QByteArray grantSecret() const;
    /** The key of the client's secret, where the issuer gave one; bound to the client id and to where it is told. */
    [[nodiscard]] QByteArray clientSecret() const;
    /** The key of the person's certificate, with its private key. */
    [[nodiscard]] QByteArray certificateSecret() const { return secretKey + "/certificate"; }
    /** All keys under which something may be kept for the account as it is. */
    [[nodiscard]] QList<QByteArray> secretKeys() const;
    [[nodiscard]] QString outgoingUser() const { return outgoing.user.isEmpty() ? incoming.user : outgoing.user; }
    /** Both ends are one host and one user there: then one password serves both unless the outgoing end has its own. */
    [[nodiscard]] bool signsInOnce() const;
    /** Nothing differs but what the person calls it and where it stands: its workers need not know. */
    [[nodiscard]] bool worksLike(const Account &other) const;

    friend bool operator==(const Account &, const Account &) = default;
};

/** "tls", "starttls", "none". */
[[nodiscard]] QString securityName(Security security);
[[nodiscard]] std::optional<Security> securityFromName(QStringView name);
/** 993, 143, 995, 110. */
[[nodiscard]] quint16 defaultIncomingPort(IncomingKind kind, Security security);
/** 465 or 587. */
[[nodiscard]] quint16 defaultSubmissionPort(Security security);

} // namespace petrel
