#pragma once

#include "core/base/result.h"
#include "core/mime/limits.h"
#include "core/mime/message_content.h"

#include <QByteArray>
#include <QList>

namespace petrel::mime {

/** One node of the part tree; offsets are into ParsedMessage::raw(). */
struct Part
{
    PartInfo info;           ///< for containers too; size is that of the encoded body here
    int parent = -1;         ///< index in ParsedMessage::parts(), -1 for the root
    int depth = 0;
    qsizetype headerBegin = 0;
    qsizetype bodyBegin = 0; ///< after the empty line
    qsizetype bodyEnd = 0;   ///< before the line end that belongs to the next delimiter
    bool flowed = false;     ///< format=flowed, RFC 3676
    bool delSp = false;      ///< delsp=yes
    QByteArray startId;      ///< start= of multipart/related, without angle brackets
    QStringList fileNames;   ///< every reading of the name, the one shown first

    [[nodiscard]] bool isContainer() const { return info.type.startsWith("multipart/"); }
};

/**
 * A message taken apart, RFC 5322 and RFC 2045 to 2049. A value that shares the raw bytes; any thread.
 *
 * Part numbers are IMAP section numbers (RFC 3501 6.4.5) and agree with BODYSTRUCTURE: "1" is the body of a
 * simple message, "2.1" the first child of the second part, and the parts of a message/rfc822 "3" are "3.1", ...
 * Containers carry "" (top), their own number, or "3.TEXT" (the multipart that is the body of message "3").
 */
class ParsedMessage
{
public:
    [[nodiscard]] const QByteArray &raw() const { return m_raw; }
    /** Depth first, the root at 0. Never empty. */
    [[nodiscard]] const QList<Part> &parts() const { return m_parts; }
    /** The leaf, or message/rfc822, with this number; nullptr when there is none. Lives as long as this value. */
    [[nodiscard]] const Part *part(const QByteArray &path) const;
    [[nodiscard]] const QList<HeaderField> &headers() const { return m_headers; }
    [[nodiscard]] const Envelope &envelope() const { return m_envelope; }
    [[nodiscard]] const QList<Notice> &notices() const { return m_notices; }

    /** The part's bytes with the transfer encoding undone. NotFound (Message) for an unknown number. */
    [[nodiscard]] Result<QByteArray> decoded(const QByteArray &path) const;
    /** The whole message as the reader shows it. Costs the decoding of the text parts. */
    [[nodiscard]] MessageContent content() const;

private:
    friend class MessageParser;

    QByteArray m_raw;
    Limits m_limits;
    QList<Part> m_parts;
    QList<HeaderField> m_headers;
    Envelope m_envelope;
    QList<Notice> m_notices;
};

/**
 * Takes a message apart. Linear in its size, iterative, never more than Limits. Lenient: whatever the bytes are
 * there is a message; what was wrong is in notices(). Only an empty input is refused (Invalid, Message).
 * The choices made where mail contradicts itself stand in core/mime/README.md.
 */
[[nodiscard]] Result<ParsedMessage> parseMessage(QByteArray raw, Limits limits = {});

/** Shorthand: parse and decode one part. */
[[nodiscard]] Result<QByteArray> extractPart(const QByteArray &raw, const QByteArray &path);

/** The envelope of a header block: POP3 TOP, IMAP BODY[HEADER]. What follows the empty line is ignored. */
[[nodiscard]] Envelope parseHeaderBlock(const QByteArray &bytes, const Limits &limits = {});

/**
 * The message without its header fields of these names, in any case and with their folded lines; every other byte as it
 * was. What the parser takes for a field of that name is one here: "Bcc :" must not stay because it is oddly written.
 */
[[nodiscard]] QByteArray withoutFields(const QByteArray &raw, std::initializer_list<QByteArrayView> names);

/** All fields of a header block, decoded. */
[[nodiscard]] QList<HeaderField> parseHeaderFields(const QByteArray &bytes, const Limits &limits = {});

} // namespace petrel::mime
