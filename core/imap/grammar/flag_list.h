#pragma once

#include "core/model/flags.h"

#include <QByteArray>
#include <QList>

namespace petrel::imap {

/** The flags of one message: those Petrel knows as bits, every other keyword as the server wrote it. */
struct FlagList
{
    Flags known;
    QList<QByteArray> keywords; ///< neither system flags nor known ones; order of the wire, no doubles
    bool recent = false;

    friend bool operator==(const FlagList &, const FlagList &) = default;
};

/** May be sent as a keyword (RFC 3501 section 9, flag-keyword): an atom. */
[[nodiscard]] bool isKeyword(QByteArrayView word);

/** PERMANENTFLAGS (RFC 3501 7.1): what a STORE changes for good. */
struct PermanentFlags
{
    FlagList flags;
    bool anyKeyword = false; ///< \* : new keywords may be made
    bool told = false;       ///< false: the server said nothing, and then all flags are permanent

    [[nodiscard]] bool keeps(Flag flag) const { return !told || flags.known.testFlag(flag) || (anyKeyword && unsigned(flag) >= unsigned(Flag::Forwarded)); }
    [[nodiscard]] bool keeps(const QByteArray &keyword) const;
    friend bool operator==(const PermanentFlags &, const PermanentFlags &) = default;
};

} // namespace petrel::imap
