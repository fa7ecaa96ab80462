#pragma once

#include "core/sasl/mechanism.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace petrel::sasl {

/** What lies between us and the server. */
enum class Channel {
    Encrypted,     ///< TLS is up
    PlainByChoice, ///< no TLS, because the person chose Security::None for this account
    Plain,         ///< no TLS yet: no credential may be sent
};

/**
 * The strongest mechanism among those the server offers (names in any case): one whose secret does
 * not travel before one whose secret does; CRAM-MD5, PLAIN, LOGIN. A login that fails is never
 * tried again with a weaker one: call this once per connection.
 *
 * Errors: Auth "unencrypted" on a plain channel; Auth "no-mechanism" when the server offers none
 * we know; Auth "no-password" when the password is empty; Invalid when user or password hold NUL
 * (RFC 4616 section 2), or the user CR or LF.
 */
[[nodiscard]] Result<std::unique_ptr<Mechanism>> chooseMechanism(
    const QList<QByteArray> &offered, const Credentials &credentials, Channel channel);

/** The check of chooseMechanism() alone, for IMAP LOGIN and POP3 USER, which are no SASL mechanisms. */
[[nodiscard]] Status mayAuthenticate(const Credentials &credentials, Channel channel);

} // namespace petrel::sasl
