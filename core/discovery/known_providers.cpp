#include "core/discovery/known_providers_p.h"

#include <QStringList>

namespace petrel {

namespace {

enum class Password { Ordinary, App };

struct KnownServer
{
    const char *host;
    quint16 port;
    Security security = Security::Tls;
};

struct KnownProvider
{
    const char *name;
    const char *domains; ///< separated by blanks
    KnownServer imap;
    KnownServer pop3; ///< no host: the provider has no POP3
    KnownServer submission;
    Password password = Password::Ordinary;
};

// Facts as the providers publish them. Microsoft accepts OAuth only; until Petrel speaks it, the
// entry at least fills in the right servers.
constexpr KnownProvider kProviders[] = {
    {"Gmail", "gmail.com googlemail.com", {"imap.gmail.com", 993}, {"pop.gmail.com", 995}, {"smtp.gmail.com", 465},
     Password::App},
    {"Outlook", "outlook.com hotmail.com live.com msn.com outlook.de hotmail.de live.de hotmail.co.uk hotmail.fr outlook.fr",
     {"outlook.office365.com", 993}, {"outlook.office365.com", 995},
     {"smtp-mail.outlook.com", 587, Security::Starttls}},
    {"Yahoo", "yahoo.com ymail.com rocketmail.com yahoo.de yahoo.fr yahoo.co.uk yahoo.it yahoo.es",
     {"imap.mail.yahoo.com", 993}, {"pop.mail.yahoo.com", 995}, {"smtp.mail.yahoo.com", 465}, Password::App},
    {"iCloud", "icloud.com me.com mac.com", {"imap.mail.me.com", 993}, {nullptr, 0},
     {"smtp.mail.me.com", 587, Security::Starttls}, Password::App},
    {"Fastmail", "fastmail.com fastmail.fm", {"imap.fastmail.com", 993}, {"pop.fastmail.com", 995},
     {"smtp.fastmail.com", 465}, Password::App},
    {"GMX", "gmx.de gmx.net gmx.at gmx.ch", {"imap.gmx.net", 993}, {"pop.gmx.net", 995}, {"mail.gmx.net", 465}},
    {"GMX", "gmx.com gmx.us gmx.co.uk gmx.fr", {"imap.gmx.com", 993}, {"pop.gmx.com", 995}, {"mail.gmx.com", 465}},
    {"WEB.DE", "web.de", {"imap.web.de", 993}, {"pop3.web.de", 995}, {"smtp.web.de", 465}},
    {"Posteo", "posteo.de posteo.net posteo.org posteo.eu posteo.at posteo.ch", {"posteo.de", 993}, {"posteo.de", 995},
     {"posteo.de", 465}},
    {"mailbox.org", "mailbox.org", {"imap.mailbox.org", 993}, {"pop3.mailbox.org", 995}, {"smtp.mailbox.org", 465}},
};

QList<ServerCandidate> candidates(const KnownServer &server)
{
    if (!server.host)
        return {};
    return {{QString::fromLatin1(server.host), server.port, server.security}};
}

} // namespace

std::optional<ProviderGuess> knownProvider(const QString &domain)
{
    for (const KnownProvider &known : kProviders) {
        if (!QString::fromLatin1(known.domains).split(QLatin1Char(' ')).contains(domain))
            continue;
        return ProviderGuess{QString::fromLatin1(known.name), candidates(known.imap), candidates(known.pop3),
                             candidates(known.submission), known.password == Password::App};
    }
    return std::nullopt;
}

} // namespace petrel
