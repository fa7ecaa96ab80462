#pragma once

#include <QByteArray>

namespace petrel::imap {

/**
 * A name the server gives for ever (RFC 8474 section 4) to a mailbox, a message or a thread: 1 to 255 letters, digits,
 * '_' and '-'. Equal names mean the same thing, in whatever folder it lies; no order. Empty: not told.
 */
struct ObjectId
{
    QByteArray text;

    [[nodiscard]] bool isNull() const { return text.isEmpty(); }
    [[nodiscard]] bool isValid() const; ///< of that form, so that it can be sent
    friend bool operator==(const ObjectId &, const ObjectId &) = default;
    friend size_t qHash(const ObjectId &id, size_t seed = 0) { return ::qHash(id.text, seed); }
};

} // namespace petrel::imap
