#pragma once

#include "core/base/secret.h"

#include <QByteArray>

#include <optional>

namespace petrel::pop3 {

/**
 * The timestamp of a greeting that offers APOP (RFC 1939 section 7), with its angle brackets. Only one that is shaped as a Message-ID, of visible
 * ASCII: others have served to find passwords out, a character at a time.
 */
[[nodiscard]] std::optional<QByteArray> apopTimestamp(QByteArrayView greeting);

/** What APOP sends beside the user's name: MD5 of timestamp and password, in hexadecimal digits. */
[[nodiscard]] QByteArray apopDigest(const QByteArray &timestamp, const Secret &password);

} // namespace petrel::pop3
