#pragma once

#include "core/mime/message_content.h"

#include <QByteArray>
#include <QString>

namespace petrel::mime {

/** Undoes base64, quoted-printable or uuencode (RFC 2045 6); any other name gives the bytes as they are. Junk is skipped. */
[[nodiscard]] QByteArray decodeTransfer(const QByteArray &bytes, QByteArrayView encoding);

/** True for 7bit, 8bit, binary, base64, quoted-printable, x-uuencode and the empty name. */
[[nodiscard]] bool isKnownEncoding(QByteArrayView encoding);

/**
 * Bytes to text through the one charset table: aliases and wild spellings known to mail, Latin-1 read as windows-1252,
 * missing or ASCII read as UTF-8 where valid, UTF-7 and unknown names as windows-1252. Never a NUL or a C0 control but
 * tab and LF in the result; CRLF and CR become LF. Adds what was odd to notices.
 */
[[nodiscard]] QString decodeCharset(const QByteArray &bytes, const QByteArray &charset, QList<Notice> *notices = nullptr);

/** The text of a part fetched alone (IMAP BODY[1]): transfer encoding, then charset, both from the part's own description. */
[[nodiscard]] QString decodeTextPart(const QByteArray &encoded, const PartInfo &part);

/** RFC 3676: soft line breaks joined, space stuffing undone; quote depth stays as leading ">" marks. */
[[nodiscard]] QString decodeFlowed(const QString &text, bool delSp);
/** RFC 3676 with LF: lines of at most 72 characters where words allow, space-stuffed, signature mark kept. */
[[nodiscard]] QString encodeFlowed(const QString &text);

/** One line for the message list: no quotes, no attribution line, no signature, at most 200 characters. */
[[nodiscard]] QString previewOf(const QString &text);

} // namespace petrel::mime
