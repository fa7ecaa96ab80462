#pragma once

#include "core/model/flags.h"
#include "core/model/folder.h"

#include <QList>
#include <QString>

#include <cstdint>

namespace petrel::store {

/** One thing that is asked of a message. */
struct SearchTerm
{
    enum class What {
        Words,      ///< anywhere: subject, people, attachment names, body
        Sender,
        Recipient,
        Subject,
        Flag,       ///< `flag` is set
        Attachment, ///< it has one
        Before,     ///< `number`, UTC seconds, exclusive
        Since,      ///< `number`, UTC seconds, inclusive
        Larger,     ///< than `number` bytes
        Smaller,
        Folder,     ///< it lies in a folder of the path, name or role `words`
        Label,      ///< it bears a label of the name `words`, or the keyword
    };
    What what = What::Words;
    bool negated = false;
    QString words = {};        ///< of the first four, of Folder and Label
    bool anyEnding = false;    ///< beginnings match, too: it is still being typed, or part of an address
    petrel::Flag flag = petrel::Flag::Seen;
    std::int64_t number = 0;

    /** A text is looked for: an index can be asked, or a server. */
    [[nodiscard]] bool isText() const { return what <= What::Subject; }
    friend bool operator==(const SearchTerm &, const SearchTerm &) = default;
};

/** Any of these. */
using SearchClause = QList<SearchTerm>;

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
 *     tag:x label:x    a label by name ("to do" or todo), or its keyword
 *     before:2026-03-01 after:2026-03 after:2026   days in UTC; after: includes the day
 *     larger:2M smaller:500k   bytes, decimal multiples
 *     -anything        not
 *     a OR b           either; binds more tightly than what stands side by side
 */
struct SearchQuery
{
    QList<SearchClause> clauses; ///< each must hold

    /** Nothing was asked for: finds nothing. */
    [[nodiscard]] bool isEmpty() const { return clauses.isEmpty(); }
    /** Some of it can only be told by a message's text, which may not be here. */
    [[nodiscard]] bool asksForText() const;
};

[[nodiscard]] SearchQuery parseSearch(const QString &text);

/** Path, name or role, in any letter case. */
[[nodiscard]] bool isFolderNamed(const FolderRow &folder, const QString &word);
/** What is said of folders alone leaves this one in. */
[[nodiscard]] bool mayLieIn(const FolderRow &folder, const SearchQuery &query);

} // namespace petrel::store
