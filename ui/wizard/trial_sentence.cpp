#include "ui/wizard/trial_sentence.h"

#include "ui/common/formats.h"
#include "ui/common/sign_in_sentence.h"

#include <QCoreApplication>

namespace petrel::ui {

namespace {

using Awaits = engine::TestStep::Awaits;
using Side = engine::TestStep::Side;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::AccountTrial)
};

/** The server that was tried, and the ports where such servers usually listen. */
struct Tried
{
    const ServerSettings &server;
    quint16 tlsPort;
    quint16 startTlsPort;
};

Tried triedOf(const Account &account, Side side)
{
    if (side == Side::Sending)
        return {account.outgoing, defaultSubmissionPort(Security::Tls), defaultSubmissionPort(Security::Starttls)};
    return {account.incoming, defaultIncomingPort(account.incomingKind, Security::Tls), defaultIncomingPort(account.incomingKind, Security::Starttls)};
}

/** Most servers that fall silent were asked in the wrong way for their port. */
QString adviceForPort(const Tried &tried)
{
    const quint16 port = tried.server.port;
    if (tried.server.security == Security::Tls) {
        if (port == tried.tlsPort)
            return Words::tr("Check the name of the server, or try STARTTLS with port %1.").arg(tried.startTlsPort);
        if (port == tried.startTlsPort)
            return Words::tr("Port %1 usually wants STARTTLS: choose it, or TLS with port %2.").arg(port).arg(tried.tlsPort);
        return Words::tr("Maybe this port wants STARTTLS, or another port is meant: %1 is usual for TLS.").arg(tried.tlsPort);
    }
    if (port == tried.tlsPort)
        return Words::tr("Port %1 usually wants TLS from the start: choose TLS, or STARTTLS with port %2.").arg(port).arg(tried.startTlsPort);
    if (port == tried.startTlsPort)
        return Words::tr("Check the name of the server, or try TLS with port %1.").arg(tried.tlsPort);
    return Words::tr("Maybe this port wants TLS from the start, or another port is meant: %1 is usual for TLS.").arg(tried.tlsPort);
}

QString adviceFor(const Error &error, const ErrorSentence &sentence, const Tried &tried)
{
    if (isAboutSigningIn(error))
        return sentence.advice;
    switch (error.kind) {
    case ErrorKind::Auth:
        if (error.code == "no-secret")
            return Words::tr("Type it: the one that is kept belongs to other servers.");
        if (isAboutSecrets(error))
            return sentence.advice;
        return Words::tr("Enter the password again. Some providers want an app password in place of the usual one.");
    case ErrorKind::Network:
        return error.code == "host-not-found" ? Words::tr("Check the spelling of the server, and that this computer is online.")
                                              : Words::tr("Check the server and its port, and that this computer is online.");
    case ErrorKind::Timeout: return Words::tr("Check the port; some networks block it.");
    case ErrorKind::Tls:
        return error.code == "handshake" || error.code == "plain-text-injected" ? adviceForPort(tried) : sentence.advice;
    case ErrorKind::Protocol: return Words::tr("Check that port and security belong together.");
    case ErrorKind::Refused:
    case ErrorKind::Unsupported: return Words::tr("Look at the details for the reason it gave, and check the settings.");
    default: return sentence.advice;
    }
}

/** The server is there and took the connection, but the talk came to nothing. */
void tellSilence(ErrorSentence &sentence, const Error &error, const Tried &tried, Awaits awaits)
{
    const QString host = isolatedLtr(tried.server.host);
    if (awaits == Awaits::Answer) {
        sentence.happened = error.kind == ErrorKind::Timeout ? Words::tr("%1 greets, but does not answer the sign-in.").arg(host)
                                                             : Words::tr("%1 closed the connection during the sign-in.").arg(host);
        sentence.advice = Words::tr("Try again in a few minutes: some servers answer late after a wrong password.");
        return;
    }
    const QString words = error.kind != ErrorKind::Timeout ? Words::tr("%1 accepted the connection on port %2 and closed it again.")
        : awaits == Awaits::Handshake                      ? Words::tr("%1 accepted the connection on port %2, but does not answer the TLS handshake.")
                                                           : Words::tr("%1 accepted the connection on port %2, but said nothing.");
    sentence.happened = words.arg(host).arg(tried.server.port);
    sentence.advice = adviceForPort(tried);
}

} // namespace

ErrorSentence trialSentence(const Error &error, const Account &account, Side side, Awaits awaits)
{
    // The words about receiving name the incoming server: give them the one that was tried.
    Account named = account;
    if (side == Side::Sending)
        named.incoming = account.outgoing;
    const Tried tried = triedOf(account, side);
    ErrorSentence sentence = sentenceFor(error, named, Activity::Receiving);
    if (error.kind != ErrorKind::Tls)
        sentence.meaning = Words::tr("Nothing was sent, and nothing was changed on the server.");
    sentence.advice = adviceFor(error, sentence, tried);
    const bool silent = error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Network;
    if (silent && awaits != Awaits::Connection)
        tellSilence(sentence, error, tried, awaits);
    return sentence;
}

} // namespace petrel::ui
