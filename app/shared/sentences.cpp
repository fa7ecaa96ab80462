#include "app/shared/sentences.h"

namespace petrel::app {

namespace {

struct CodeSentence
{
    const char *code;
    const char *words;
};

/** The store of passwords is at fault, neither the server nor the mail. */
constexpr CodeSentence kCodeSentences[] = {
    {"secrets-no-answer", "The keychain does not answer, so no password is at hand. Your mail here is untouched; unlock the keychain and run it again, "
                          "or give the password with --password-stdin."},
    {"secrets-no-keychain", "No keychain answers here, so no password is at hand. Your mail here is untouched; use --secrets file with PETREL_PASSPHRASE, "
                            "or give the password with --password-stdin."},
    {"secrets-locked", "The keychain is locked, so no password is at hand. Your mail here is untouched; unlock it and run it again, "
                       "or give the password with --password-stdin."},
    {"secrets-denied", "The keychain was told to give nothing. Your mail here is untouched; allow it and run it again, or give the password with --password-stdin."},
    {"secrets-passphrase", "The passwords stay sealed. Your mail here is untouched; set PETREL_PASSPHRASE to the passphrase of this profile."},
    {"secrets-damaged", "The file with the passwords is damaged and was left as it is. Your mail is whole; put the file back from a back-up, "
                        "or give the password with --password-stdin."},
    {"secrets-newer", "The file with the passwords is of a later Petrel and was left as it is. Your mail here is untouched; use that Petrel, "
                      "or give the password with --password-stdin."},
    {"secrets-unreadable", "The file with the passwords cannot be read. Your mail here is untouched; check its permissions, "
                           "or give the password with --password-stdin."},
    {"secrets-unwritable", "The file with the passwords cannot be written, so nothing was kept. Your mail here is untouched; check the permissions of the profile."},
    {"secrets-not-kept", "The new place did not keep a password as it was given. They stay where they were, and your mail is untouched."},
    {"secrets-unopened", "This computer cannot open the file with the passwords now. Your mail here is untouched; close other programs and run it again, "
                         "or give the password with --password-stdin."},
};

/** No password is wrong: the issuer, or a rule of the mail server's, wants something else. */
constexpr CodeSentence kSignInSentences[] = {
    {"oauth-sign-in", "The account has to be signed in again. Nothing is lost; run petrelctl account sign-in for it."},
    {"oauth-refused", "The mail server takes none of the issuer's tokens. Nothing is lost; sign in again as the person whose mailbox it is (petrelctl account sign-in), and see that IMAP, POP and SMTP are allowed there."},
    {"token-refused", "The mail server does not take the token. Nothing is lost; sign in as the person whose mailbox it is."},
    {"oauth-denied", "Signing in was declined in the browser. Nothing is lost; run it again and allow Petrel to read and send mail."},
    {"oauth-expired", "Nobody signed in while there was time. Nothing is lost; run it again."},
    {"oauth-scope", "The issuer does not give what mail needs. Nothing is lost; sign in again and allow all that is asked for, or have the client registered for mail."},
    {"oauth-policy", "A rule of those who run the mail forbids it. Nothing is lost; ask the administrator to allow Petrel's client id, and IMAP, POP and SMTP for the mailbox."},
    {"oauth-client", "The issuer does not know this client id, its secret, tenant or way back. Nothing is lost; compare them with what was registered there (a desktop program that comes back to this computer)."},
    {"oauth-foreign-server", "The sending server belongs to somebody else than the issuer, and was not shown the token. Nothing is lost; give the provider's own server for sending."},
    {"policy-app-password", "The server wants a password that was made for programs, or signing in by the browser (--oauth-client). Nothing is lost; make one in the security settings of the mailbox."},
    {"policy-no-password", "The server takes no passwords from programs. Nothing is lost; sign in by the browser (--oauth-client)."},
    {"policy-protocol-off", "IMAP or POP is switched off for this mailbox. Nothing is lost; switch it on in its web settings, or ask the administrator to."},
    {"policy-sending-off", "Sending by programs is switched off for this mailbox. Nothing is lost; ask the administrator to switch on authenticated SMTP for it."},
    {"policy-browser", "The provider wants you to look at something first. Nothing is lost; sign in to the mailbox in a browser, confirm that it was you, and run it again."},
    {"policy-administrator", "A rule of those who run the mail forbids it. Nothing is lost; ask the administrator."},
    {"no-certificate", "No certificate is kept for this account. Nothing is lost; add the account again with --certificate."},
};

QString notAccepted(const Error &error)
{
    for (const CodeSentence &sentence : kCodeSentences) {
        if (error.code == sentence.code)
            return QString::fromUtf8(sentence.words);
    }
    if (error.code == "no-secret")
        return QStringLiteral("No password is at hand. Your mail here is untouched; run it at a terminal to be asked, give the password with --password-stdin, or keep it with --secrets keychain or file.");
    for (const CodeSentence &sentence : kSignInSentences) {
        if (error.code == sentence.code)
            return QString::fromUtf8(sentence.words);
    }
    return QStringLiteral("The server does not accept user name and password. Nothing is lost; new mail waits there.");
}

QString consequence(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Cancelled:
        return QStringLiteral("Stopped as asked. What was done is kept; run it again to go on.");
    case ErrorKind::Timeout:
        return QStringLiteral("The server did not answer in time. Nothing is lost; try again later.");
    case ErrorKind::Network:
        if (error.code == "oauth-unreachable" || error.code == "oauth-tls")
            return QStringLiteral("Where the account signs in cannot be reached safely. Nothing is lost; try again when the network is back.");
        if (error.code == "host-not-found")
            return QStringLiteral("The server's name was not found. Nothing is lost; check the host name and the network.");
        if (error.code == "refused")
            return QStringLiteral("Nothing answers at that host and port. Nothing is lost; check both, or try again later.");
        return QStringLiteral("The connection failed. Nothing is lost; try again when the network is back.");
    case ErrorKind::Tls:
        return QStringLiteral("The connection is not secure, so no password was sent. Check host, port and certificate, or use --ca-file for a private authority.");
    case ErrorKind::Auth:
        return notAccepted(error);
    case ErrorKind::Protocol:
        return QStringLiteral("The server said something that makes no sense. Nothing was changed; try again later.");
    case ErrorKind::Refused:
        return QStringLiteral("The server declined. Your mail is as it was.");
    case ErrorKind::Throttled:
        if (error.code == "policy-not-connected")
            return QStringLiteral("The server lets you in and opens no mailbox. Nothing is lost; it may pass by itself. If not: the user is to be the mailbox's main address, "
                                  "IMAP is to be allowed for it, and it needs a licence.");
        return QStringLiteral("The server wants us to wait. Nothing is lost; try again in a few minutes.");
    case ErrorKind::Quota:
        return QStringLiteral("The mailbox at the server is full. Nothing is lost; make room there.");
    case ErrorKind::NotFound:
        return QStringLiteral("That is not there any more. The rest of your mail is as it was.");
    case ErrorKind::Unsupported:
        if (error.code == "EXPIRE")
            return QStringLiteral("The server removes messages by itself, whatever the account says. What is here stays here.");
        if (error.code == "too-large")
            return QStringLiteral("A message is larger than Petrel takes; it stays on the server.");
        return error.scope == ErrorScope::Application ? QStringLiteral("This profile cannot be opened by this version. It was left untouched.")
                                                      : QStringLiteral("The server cannot do that.");
    case ErrorKind::StoreFull:
        return QStringLiteral("The disk is full. Nothing was removed from the server; make room and run it again.");
    case ErrorKind::StoreCorrupt:
        if (error.code == "BACKUP")
            return QStringLiteral("The backup is damaged and was not used. Nothing was changed; take another one, or check the disk it lies on.");
        return error.code == "UNREADABLE" ? QStringLiteral("The profile cannot be read or written. Nothing was changed; check its permissions.")
                                          : QStringLiteral("The profile is damaged and was left as it is. Mail at servers can be fetched again; open it in Petrel to save the rest.");
    case ErrorKind::ProfileInUse:
        return QStringLiteral("Another Petrel is using this profile. Close it first, or name another with --profile.");
    case ErrorKind::Invalid:
        return {};
    case ErrorKind::Bug:
        return QStringLiteral("This is a mistake in Petrel itself. Nothing more was done.");
    }
    return {};
}

} // namespace

QString plainSentence(const Error &error)
{
    const QString sentence = consequence(error);
    if (sentence.isEmpty())
        return error.what;
    return sentence + QStringLiteral(" (") + describe(error) + QLatin1Char(')');
}

} // namespace petrel::app
