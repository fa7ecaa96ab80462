#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>

namespace petrel::imap {

/** What Gmail tells of a message beyond the RFCs (X-GM-EXT-1). */
struct GmailItems
{
    std::uint64_t messageId = 0; ///< X-GM-MSGID: one per message, whatever labels it bears; 0: not told
    std::uint64_t threadId = 0;  ///< X-GM-THRID; 0: not told
    /** X-GM-LABELS as on the wire: modified UTF-7, system labels with a backslash. The label of the selected folder is not among them. */
    QList<QByteArray> labels;

    friend bool operator==(const GmailItems &, const GmailItems &) = default;
};

} // namespace petrel::imap
