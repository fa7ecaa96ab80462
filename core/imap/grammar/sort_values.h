#pragma once

#include "core/model/ids.h"

#include <QList>

namespace petrel::imap {

/** SORT (RFC 5256 section 4): the order the server found. UIDs, because only UID SORT is asked. */
struct SortResponse
{
    QList<Uid> uids;
    friend bool operator==(const SortResponse &, const SortResponse &) = default;
};

/** A message in its thread, before all its answers. */
struct ThreadedMessage
{
    Uid uid;               ///< null: one that is missing, and whose answers are there
    qsizetype parent = -1; ///< what it answers, as an index into the list; -1: it began the thread

    friend bool operator==(const ThreadedMessage &, const ThreadedMessage &) = default;
};

/** THREAD (RFC 5256 section 4), flat: a chain of ten thousand answers is no deeper than one. */
struct ThreadResponse
{
    QList<ThreadedMessage> messages;
    friend bool operator==(const ThreadResponse &, const ThreadResponse &) = default;
};

} // namespace petrel::imap
