#pragma once

#include <QByteArray>

namespace petrel::test {

/** BODYSTRUCTURE (RFC 3501 section 7.4.2) of a message as the model servers keep it; without a MIME header, of a short text. */
[[nodiscard]] QByteArray bodyStructureOf(const QByteArray &raw);
/** The bytes of "", "HEADER", "1.MIME" or "1.2"; null where there is no such section. */
[[nodiscard]] QByteArray sectionOf(const QByteArray &raw, const QByteArray &name);

} // namespace petrel::test
