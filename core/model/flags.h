#pragma once

#include <QFlags>
#include <QStringList>

#include <optional>

namespace petrel {

/** The flags every part of Petrel knows. The numbers are stored in the database: never change one. */
enum class Flag : unsigned {
    Seen = 1u << 0,      ///< \Seen
    Answered = 1u << 1,  ///< \Answered
    Flagged = 1u << 2,   ///< \Flagged
    Deleted = 1u << 3,   ///< \Deleted
    Draft = 1u << 4,     ///< \Draft
    Forwarded = 1u << 5, ///< $Forwarded
    Junk = 1u << 6,      ///< $Junk
    NotJunk = 1u << 7,   ///< $NotJunk
    MdnSent = 1u << 8,   ///< $MDNSent
};
Q_DECLARE_FLAGS(Flags, Flag)
Q_DECLARE_OPERATORS_FOR_FLAGS(Flags)

/** "seen", "flagged", ...: names for petrelctl and JSON, lower case, in the order of the bits. */
[[nodiscard]] QStringList flagNames(Flags flags);
[[nodiscard]] std::optional<Flag> flagFromName(QStringView name);

/** "\\Seen", "$Forwarded": the words of IMAP (RFC 3501 2.3.2, RFC 9051). */
[[nodiscard]] QByteArray imapName(Flag flag);
/** Case-insensitive; nullopt for keywords we do not know. */
[[nodiscard]] std::optional<Flag> flagFromImapName(QByteArrayView word);
/** All flags that exist, in the order of the bits. */
[[nodiscard]] QList<Flag> allFlags();

} // namespace petrel
