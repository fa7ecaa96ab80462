#pragma once

#include <QByteArray>
#include <QDate>

#include <cstdint>

namespace petrel::imap {

/** date-time of RFC 3501 section 9, always in +0000, without the quotation marks: "17-Jul-1996 09:44:25 +0000". */
[[nodiscard]] QByteArray formatInternalDate(std::int64_t utcSeconds);
/** date of the same: "1-Feb-1994". */
[[nodiscard]] QByteArray formatDay(QDate day);

} // namespace petrel::imap
