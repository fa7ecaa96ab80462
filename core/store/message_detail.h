#pragma once

#include "core/model/message.h"

#include <QHash>

namespace petrel::store {

/** What a placement still wants from the server; of flags and labels, once some were refused, those. All empty: nothing. */
struct WantedState
{
    Flags set;
    Flags clear;
    bool labels = false;       ///< a keyword is wanted that the server has not got, or has still
    FolderId folder;           ///< where it shall go; null: it stays
    bool expunge = false;      ///< it shall go for good
    bool parked = false;       ///< refused; waits under "Needs attention"
    QString lastError;

    friend bool operator==(const WantedState &, const WantedState &) = default;
};

/** Everything the reading pane and petrelctl need of one message. */
struct MessageDetail
{
    MessageRow row;
    Envelope envelope;
    QList<PartInfo> parts;              ///< in the order of their paths
    QHash<QByteArray, BlobId> partBlobs; ///< path -> decoded content, for parts that are here on their own
    BlobId outline;                     ///< the message without its large attachments, when BodyState is Text
    BlobId raw;                         ///< the whole message, null when it is not here
    Flags serverFlags;                  ///< the base: what the server last said
    QStringList keywords;               ///< server keywords that are no Flag
    std::int64_t dateReceived = 0;      ///< INTERNALDATE or arrival, UTC seconds
    FolderId serverFolder;              ///< where the server has it; row.folder is where it is shown
    WantedState wants;
};

} // namespace petrel::store
