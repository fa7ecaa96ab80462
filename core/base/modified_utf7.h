#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace petrel {

/** Modified UTF-7 (RFC 3501 5.1.3), strictly as a client must write it. Lone surrogates become U+FFFD. */
[[nodiscard]] QByteArray toModifiedUtf7(const QString &text);
/** The text, or nothing when the bytes are not modified UTF-7 (8-bit, unterminated shift, odd bits). */
[[nodiscard]] std::optional<QString> fromModifiedUtf7(QByteArrayView bytes);

} // namespace petrel
