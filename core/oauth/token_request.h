#pragma once

#include "core/oauth/issuer.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace petrel::oauth {

struct Authorization;

/** Names and values in UTF-8, as they are meant. */
using FormFields = QList<std::pair<QByteArray, QByteArray>>;

/** As application/x-www-form-urlencoded, which a query may be as well. Pure. */
[[nodiscard]] QByteArray asForm(const FormFields &fields);

/** What the token endpoint is asked (RFC 6749 4.1.3 and 6, RFC 8628 3.1 and 3.4). All pure. */
[[nodiscard]] QByteArray codeRequest(const Client &client, const Authorization &asked, const Secret &code);
[[nodiscard]] QByteArray refreshRequest(const Client &client, const Secret &refresh);
[[nodiscard]] QByteArray deviceRequest(const Client &client, const QStringList &scopes);
[[nodiscard]] QByteArray deviceTokenRequest(const Client &client, const Secret &deviceCode);

} // namespace petrel::oauth
