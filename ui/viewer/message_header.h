#pragma once

#include "core/mime/message_content.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace petrel::ui {

/** What the header card of a message says, ready to be shown. All text is plain and free of direction tricks. */
struct MessageHeader
{
    struct Row
    {
        QString label; ///< "Reply to"
        QString value;

        friend bool operator==(const Row &, const Row &) = default;
    };

    QString subject;
    Address author;      ///< for the disc
    QString name;        ///< empty when there is none, or when it only repeats the address
    QString address;     ///< the real one, in full; the raw field where it cannot be read
    bool addressFirst = false; ///< the name poses as another address: the real one is shown before it
    QString recipients;  ///< "to you, Priya Raman"
    QString date;        ///< "Today 09:42"
    QString fullDate;
    QList<Row> rows;     ///< behind the chevron: From, To, Cc, Reply-To, date, list, size, Message-ID

    friend bool operator==(const MessageHeader &, const MessageHeader &) = default;
};

/** `own` are the person's addresses ("you"); `bytes` is the size of the message, 0 when unknown. */
[[nodiscard]] MessageHeader messageHeader(const mime::MessageContent &content, const AddressList &own, std::int64_t bytes,
                                          const QDateTime &now);

} // namespace petrel::ui
