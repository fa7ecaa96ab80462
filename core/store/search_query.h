#pragma once

#include "core/model/flags.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace petrel::store {

/**
 * A search as the person types it, taken apart. Any text is a query: what is no operator is a word.
 *
 *     words            every word must occur (subject, people, attachment names, body); the last one
 *                      that is still being typed matches beginnings
 *     "two words"      next to each other
 *     from:x to:x subject:x   in that column; x may be "quoted"
 *     has:attachment
 *     is:unread is:read is:flagged is:unflagged is:answered is:draft
 *     in:x             a folder by path, name or role
 *     before:2026-03-01 after:2026-03 after:2026   days in UTC; after: includes the day
 *     -anything        not
 */
struct SearchQuery
{
    QString match;                 ///< FTS5 expression, empty: no words
    QStringList excluded;          ///< FTS5 expressions that must not match
    Flags flagsSet;
    Flags flagsClear;
    std::optional<bool> hasAttachment;
    std::optional<std::int64_t> before; ///< UTC seconds, exclusive
    std::optional<std::int64_t> after;  ///< UTC seconds, inclusive
    QStringList folders;           ///< each must match
    QStringList excludedFolders;

    /** Nothing was asked for: finds nothing. */
    [[nodiscard]] bool isEmpty() const;
};

[[nodiscard]] SearchQuery parseSearch(const QString &text);

} // namespace petrel::store
