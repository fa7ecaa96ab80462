#pragma once

#include "core/model/address.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace petrel::mime {

// Values of header fields. All functions take unfolded or folded bytes of any kind, never fail, and give
// text without control characters, bidirectional marks and invisible fillers (see cleanText).

/** RFC 2047 encoded words and raw 8-bit (UTF-8 if it is valid, else windows-1252) to text. UTF-7 is not decoded. */
[[nodiscard]] QString decodeWords(const QByteArray &raw);

/**
 * RFC 5322 3.4 with its obsolete forms; groups are flattened to their members. What holds no address gives an
 * Address with name only. At most 10,000 addresses. The name is decoded and cleaned, the address lower-cased nowhere.
 */
[[nodiscard]] AddressList parseAddressList(const QByteArray &raw);

/** From the strings of an IMAP ENVELOPE address (RFC 3501 7.4.2); NIL is an empty view. A group mark (empty host) gives an empty Address. */
[[nodiscard]] Address addressFromImap(QByteArrayView name, QByteArrayView mailbox, QByteArrayView host);

/** UTC seconds of a Date field; nullopt when unreadable. Years 0 to 99 are widened (RFC 5322 4.3). */
[[nodiscard]] std::optional<std::int64_t> parseDate(const QByteArray &raw);
/** "Mon, 02 Jan 2006 15:04:05 +0000". */
[[nodiscard]] QByteArray formatDate(std::int64_t utcSeconds);

/** Ids of Message-ID, In-Reply-To, References: without angle brackets, in order, without repeats, at most 1,000. */
[[nodiscard]] QList<QByteArray> parseMessageIds(const QByteArray &raw);

/** One parameter of Content-Type or Content-Disposition, continuations joined and charset undone (RFC 2231). */
struct Parameter
{
    QByteArray name;       ///< lower case, without '*'
    QString value;
    bool extended = false; ///< written as name* or name*0, which wins over the plain form

    friend bool operator==(const Parameter &, const Parameter &) = default;
};

/** "text/plain; charset=utf-8": the value in lower case and its parameters in order, wild syntax tolerated. */
struct ParameterizedValue
{
    QByteArray value;
    QList<Parameter> parameters;

    /** The extended form if there is one, else the first plain one; empty when absent. */
    [[nodiscard]] QString parameter(QByteArrayView name) const;
};
[[nodiscard]] ParameterizedValue parseParameters(const QByteArray &raw);

/** RFC 2231 value "utf-8'en'a%20b" to text; a value without the two quotes is percent-decoded as UTF-8. */
[[nodiscard]] QString decodeParameter(const QByteArray &raw);

/**
 * Text safe to stand in one line of the window: controls, line ends, bidirectional controls, zero-width and blank
 * look-alikes, tag characters are removed or become a space, more than eight combining marks in a row are cut. ZWJ
 * and ZWNJ stay between letters that are not Latin, variation selectors behind what can vary.
 */
[[nodiscard]] QString cleanText(const QString &text);

} // namespace petrel::mime
