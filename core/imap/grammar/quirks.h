#pragma once

#include <QFlags>

namespace petrel::imap {

/**
 * Every tolerance for servers that do not speak as RFC 3501 says, one bit each: listed here, tested
 * by name in tests/unit/imap, removable. What is not listed is refused.
 */
enum class Quirk : unsigned {
    BareLf = 1u << 0,              ///< lines that end in LF alone
    ExtraSpaces = 1u << 1,         ///< several spaces where one belongs, and spaces at the end of a line
    OddNumbers = 1u << 2,          ///< mail.ru: 9.3736e+06 and negative sizes; Zoho: MODSEQ -1. Negative counts as 0
    FlagSpecials = 1u << 3,        ///< Gmail: unquoted ']' and other specials inside flags; empty and quoted flags
    RawQuotes = 1u << 4,           ///< quotation marks inside quoted strings that are not escaped
    NilAddress = 1u << 5,          ///< SmarterMail: NIL inside an address list
    WrappedItem = 1u << 6,         ///< Domino: one FETCH item in parentheses of its own
    MissingStatusWord = 1u << 7,   ///< Outlook, home.pl: "* [COPYUID ...]" and "A1 [COPYUID ...]" without OK
    BareDisposition = 1u << 8,     ///< Outlook: disposition "inline" instead of ("inline" NIL)
    ChildlessMultipart = 1u << 9,  ///< Gmail, Dovecot, GMX: multiparts written as basic parts or with NIL for children
    BarePlus = 1u << 10,           ///< a continuation "+" without the space
    SplitCapability = 1u << 11,    ///< "LITERAL +" with a space
    MissingMarkers = 1u << 12,     ///< Dovecot: MISSING_MAILBOX, MISSING_DOMAIN; UW: .MISSING-HOST-NAME.
    Xlist = 1u << 13,              ///< XLIST attributes of old Gmail and Zoho: \Spam, \AllMail, \Starred, \Inbox
    LooseDates = 1u << 14,         ///< INTERNALDATE with one-digit day, two-digit zone or none
    UnquotedName = 1u << 15,       ///< Outlook: mailbox names with control characters or specials as atoms
    NilForString = 1u << 16,       ///< NIL where a string is demanded: type, subtype, encoding
    TruncatedStructure = 1u << 17, ///< BODYSTRUCTURE fields missing at the end, or NIL for numbers
    Utf8Notification = 1u << 18,   ///< Dovecot 2.3: what NOTIFY brings names folders in UTF-8, whatever was agreed
};
Q_DECLARE_FLAGS(Quirks, Quirk)
Q_DECLARE_OPERATORS_FOR_FLAGS(Quirks)

/** What Petrel tolerates. */
constexpr Quirks kAllQuirks = Quirks::fromInt((1u << 19) - 1);

} // namespace petrel::imap
