#pragma once

#include "core/oauth/issuer.h"

#include <optional>

namespace petrel::oauth {

/** The protocols an account speaks: some issuers want each named. */
enum class MailScope { Imap, Pop3, Smtp };

/**
 * The issuer for a mail server of a provider that is known, with the scopes for what the account speaks. `tenant` is for Microsoft:
 * "common", "organizations", "consumers" or the name of one; others do without. Nothing: not known, settings must say it all. Pure.
 */
[[nodiscard]] std::optional<Issuer> knownIssuer(const QString &mailHost, const QList<MailScope> &speaks, const QString &tenant = {});

} // namespace petrel::oauth
