#include "app/shared/sentences.h"

namespace petrel::app {

namespace {

QString consequence(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Cancelled:
        return QStringLiteral("Stopped as asked. What was done is kept; run it again to go on.");
    case ErrorKind::Timeout:
        return QStringLiteral("The server did not answer in time. Nothing is lost; try again later.");
    case ErrorKind::Network:
        if (error.code == "host-not-found")
            return QStringLiteral("The server's name was not found. Nothing is lost; check the host name and the network.");
        if (error.code == "refused")
            return QStringLiteral("Nothing answers at that host and port. Nothing is lost; check both, or try again later.");
        return QStringLiteral("The connection failed. Nothing is lost; try again when the network is back.");
    case ErrorKind::Tls:
        return QStringLiteral("The connection is not secure, so no password was sent. Check host, port and certificate, or use --ca-file for a private authority.");
    case ErrorKind::Auth:
        if (error.code == "no-secret")
            return QStringLiteral("No password is at hand. Your mail here is untouched; run it at a terminal to be asked, give the password with --password-stdin, or keep it with --secrets keychain or file.");
        if (error.code == "passphrase")
            return QStringLiteral("The passwords stay sealed. Set PETREL_PASSPHRASE to the passphrase of this profile.");
        return QStringLiteral("The server does not accept user name and password. Nothing is lost; new mail waits there.");
    case ErrorKind::Protocol:
        return QStringLiteral("The server said something that makes no sense. Nothing was changed; try again later.");
    case ErrorKind::Refused:
        return QStringLiteral("The server declined. Your mail is as it was.");
    case ErrorKind::Throttled:
        return QStringLiteral("The server wants us to wait. Nothing is lost; try again in a few minutes.");
    case ErrorKind::Quota:
        return QStringLiteral("The mailbox at the server is full. Nothing is lost; make room there.");
    case ErrorKind::NotFound:
        return QStringLiteral("That is not here.");
    case ErrorKind::Unsupported:
        if (error.code == "no-keychain")
            return QStringLiteral("No keychain answers here. Use --secrets file with PETREL_PASSPHRASE, or --secrets memory.");
        return error.scope == ErrorScope::Application ? QStringLiteral("This profile cannot be opened by this version. It was left untouched.")
                                                      : QStringLiteral("The server cannot do that.");
    case ErrorKind::StoreFull:
        return QStringLiteral("The disk is full. Nothing was removed from the server; make room and run it again.");
    case ErrorKind::StoreCorrupt:
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
