#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace petrel::sasl {

/**
 * A user name or password as SCRAM hashes it: SASLprep (RFC 4013), a query string in the sense of RFC 3454 section 7, so that letters
 * newer than Unicode 3.2 stay as they are. Every space becomes a plain one, soft hyphens and the like go, the rest is NFKC.
 *
 * Nothing when the text may not be used so: control, private or display-changing characters, a mixture of writing
 * directions (RFC 3454 section 6), or nothing left of it.
 */
[[nodiscard]] std::optional<QString> saslPrepared(const QString &text);

/** saslPrepared(), or the text itself where it may not be used so: servers exist that take any bytes for a password, and hashed them as they came. */
[[nodiscard]] QByteArray preparedOrRaw(const QByteArray &utf8);

} // namespace petrel::sasl
