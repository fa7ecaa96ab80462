#pragma once

#include "core/base/result.h"
#include "core/store/flag_merge.h"
#include "core/store/placement_table_p.h"

#include <QMap>

namespace petrel::store {

class WriteTransaction;

/**
 * The keywords of placements that are no Flag, as the repositories change them. Each is merged as a flag is: base, and what is
 * wanted on top of it. Whether a letter is large makes no other keyword of it; the first spelling stays.
 */
class KeywordTable
{
public:
    explicit KeywordTable(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** What is shown, sorted; and what the server last said. */
    [[nodiscard]] Result<QStringList> view(PlacementId id);
    [[nodiscard]] Result<QStringList> base(PlacementId id);

    /** The person adds and takes away; what lies on this computer needs no wish. */
    [[nodiscard]] Status want(const PlacementState &row, const QStringList &set, const QStringList &clear);
    /** The server says which there are: what is wanted and was not sent yet stays. */
    [[nodiscard]] Status pull(PlacementId id, const QStringList &server);
    /** The server took it; what was toggled meanwhile stays wanted. */
    [[nodiscard]] Status pushed(PlacementId id, const QString &keyword, bool set);
    /** The server takes no such keyword: what is wanted of it stands here alone. */
    [[nodiscard]] Status keepHere(PlacementId id, const QString &keyword);
    /** The server refused it for good; an empty name: whatever is wanted. */
    [[nodiscard]] Status refuse(PlacementId id, const QString &keyword);
    [[nodiscard]] Result<bool> hasRefused(PlacementId id);
    /** The person gives up what was refused, or all that the server has not got; what stands here alone stays. */
    enum class GivenUp { Refused, All };
    [[nodiscard]] Status discard(PlacementId id, GivenUp what);
    /** The row comes into another place, where the server has `base` of it: it shows `view` all the same. */
    [[nodiscard]] Status show(PlacementId id, const QStringList &view, const QStringList &base);
    /** The other row turned out to be the same mail: what its server says, and what was wanted of it, which is the later word. */
    [[nodiscard]] Status takeOver(PlacementId id, PlacementId twin);

private:
    struct Keyword
    {
        QString name;
        FlagState state; ///< of one bit
        bool keptHere = false;
        bool isRefused = false; ///< its placement is parked for it
        friend bool operator==(const Keyword &, const Keyword &) = default;
    };
    using Keywords = QMap<QString, Keyword>; ///< by the name in small letters
    [[nodiscard]] Result<Keywords> read(PlacementId id);
    /** What is shown in a list is told to the change feed. */
    [[nodiscard]] Status write(PlacementId id, const Keywords &before, const Keywords &after);
    static Keyword &named(Keywords &keywords, const QString &name);
    static void want(Keyword &keyword, bool set);

    WriteTransaction &m_transaction;
};

} // namespace petrel::store
