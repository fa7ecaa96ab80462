#pragma once

#include <QByteArray>

namespace petrel::mime {

/**
 * The field with each run of encoded words made one UTF-8 base64 word, for GMime's address grammar: it loses what follows
 * a padded word in a run, and knows charsets of its own.
 */
[[nodiscard]] QByteArray withSingleWords(const QByteArray &raw);

} // namespace petrel::mime
