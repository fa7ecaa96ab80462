#pragma once

#include "core/model/account.h"

#include <QList>
#include <QString>

namespace petrel {

/** One server that may serve an address. Nothing has been tried yet. */
struct ServerCandidate
{
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;

    friend bool operator==(const ServerCandidate &, const ServerCandidate &) = default;
};

/** Where an address's mail probably lives; each list best first, possibly empty. */
struct ProviderGuess
{
    QString provider; ///< "Gmail"; empty when the hosts are only derived from the domain
    QList<ServerCandidate> imap;
    QList<ServerCandidate> pop3;
    QList<ServerCandidate> submission;
    bool needsAppPassword = false; ///< the ordinary password is refused; the person makes one at the provider

    friend bool operator==(const ProviderGuess &, const ProviderGuess &) = default;
};

/**
 * Settings for an e-mail address by its domain alone: known providers from a built-in table, else
 * imap./pop./smtp./mail. and the domain itself, implicit TLS first, then STARTTLS, never plain text.
 * Pure; sends nothing anywhere. An address without a domain gives an empty guess.
 */
[[nodiscard]] ProviderGuess guessProvider(const QString &address);

} // namespace petrel
