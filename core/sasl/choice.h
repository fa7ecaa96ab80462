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
 * The strongest mechanism among those the server offers (names in any case) that the credentials serve: with a certificate EXTERNAL;
 * with a token OAUTHBEARER, XOAUTH2; with a password one that does not tell it before one that does: SCRAM-SHA-256, SCRAM-SHA-1,
 * CRAM-MD5, PLAIN, LOGIN; with Credentials::onlyPlain only the last two, over TLS. A login that fails is never tried again with a weaker one: call this once per connection.
 *
 * `serverEndPoint` (net::ByteStream) makes the -PLUS forms of SCRAM possible. They come after the bare ones: servers of mail that
 * offer a -PLUS bind to what Qt does not give us, and would turn away whoever comes with tls-server-end-point.
 *
 * Errors: Auth "unencrypted" on a plain channel, and for a token or a certificate on one that is plain by choice (RFC 7628 section 4);
 * Auth "no-mechanism" when the server offers none for these credentials; Auth "no-password" when there is nothing to log in with;
 * Invalid when user or password hold NUL (RFC 4616 section 2), the user CR or LF, or the token what no token holds (RFC 6750 section 2.1).
 */
[[nodiscard]] Result<std::unique_ptr<Mechanism>> chooseMechanism(const QList<QByteArray> &offered, const Credentials &credentials, Channel channel,
                                                                 const QByteArray &serverEndPoint = {});

/** Neither a token nor a certificate is to be used. */
[[nodiscard]] bool isByPassword(const Credentials &credentials);

/** The check of chooseMechanism() alone, for IMAP LOGIN and POP3 USER, which are no SASL mechanisms and take only a password. */
[[nodiscard]] Status mayTellPassword(const Credentials &credentials, Channel channel);

} // namespace petrel::sasl
