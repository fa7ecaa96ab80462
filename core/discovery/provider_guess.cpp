#include "core/discovery/provider_guess.h"

#include "core/discovery/known_providers_p.h"

#include <QUrl>

namespace petrel {

namespace {

/** The part behind the last @ in the form the DNS uses; empty when there is none that could be a domain. */
QString domainOf(const QString &address)
{
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    if (at <= 0)
        return {};
    const QByteArray ascii = QUrl::toAce(address.mid(at + 1).trimmed());
    return ascii.contains('.') ? QString::fromLatin1(ascii).toLower() : QString();
}

struct Way
{
    const char *prefix;
    quint16 port;
    Security security;
};

QList<ServerCandidate> along(std::initializer_list<Way> ways, const QString &domain)
{
    QList<ServerCandidate> servers;
    for (const Way &way : ways)
        servers.append({QLatin1String(way.prefix) + domain, way.port, way.security});
    return servers;
}

} // namespace

ProviderGuess guessProvider(const QString &address)
{
    const QString domain = domainOf(address);
    if (domain.isEmpty())
        return {};
    if (std::optional<ProviderGuess> known = knownProvider(domain))
        return *std::move(known);

    ProviderGuess guess;
    guess.imap = along({{"imap.", 993, Security::Tls}, {"mail.", 993, Security::Tls}, {"", 993, Security::Tls},
                        {"imap.", 143, Security::Starttls}, {"mail.", 143, Security::Starttls}, {"", 143, Security::Starttls}},
                       domain);
    guess.pop3 = along({{"pop.", 995, Security::Tls}, {"pop3.", 995, Security::Tls}, {"mail.", 995, Security::Tls},
                        {"", 995, Security::Tls}, {"pop.", 110, Security::Starttls}, {"mail.", 110, Security::Starttls},
                        {"", 110, Security::Starttls}},
                       domain);
    guess.submission = along({{"smtp.", 465, Security::Tls}, {"mail.", 465, Security::Tls}, {"", 465, Security::Tls},
                              {"smtp.", 587, Security::Starttls}, {"mail.", 587, Security::Starttls},
                              {"", 587, Security::Starttls}},
                             domain);
    return guess;
}

} // namespace petrel
