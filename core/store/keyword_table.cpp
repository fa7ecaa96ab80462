#include "core/store/keyword_table_p.h"

#include "core/store/change_collector_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

/** A keyword is merged as if it were this flag, the only one there is. */
constexpr Flag kIt = Flag::Flagged;

QStringList namesWhere(auto &&keywords, auto &&holds)
{
    QStringList names;
    for (const auto &keyword : keywords) {
        if (holds(keyword.state))
            names.append(keyword.name);
    }
    names.sort();
    return names;
}

} // namespace

Result<KeywordTable::Keywords> KeywordTable::read(PlacementId id)
{
    sqlite::Statement row = TRY(m_transaction.database().query("SELECT keyword, base, want, kept_here, refused FROM placement_keyword WHERE placement = ?", id));
    Keywords keywords;
    while (TRY(row.step())) {
        Keyword keyword;
        keyword.name = row.text();
        keyword.state.base.setFlag(kIt, row.boolean());
        const std::int64_t want = row.integer();
        keyword.state.wantSet.setFlag(kIt, want > 0);
        keyword.state.wantClear.setFlag(kIt, want < 0);
        keyword.keptHere = row.boolean();
        keyword.isRefused = row.boolean();
        keywords.insert(keyword.name.toCaseFolded(), keyword);
    }
    return keywords;
}

Status KeywordTable::write(PlacementId id, const Keywords &before, const Keywords &after)
{
    if (before == after)
        return {};
    sqlite::Database &database = m_transaction.database();
    if (const auto shown = TRY(database.integer("SELECT view_folder FROM placement WHERE id = ? AND view_folder > 0", id)))
        m_transaction.changes().changed(FolderId(*shown), id);
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        const bool stays = after.contains(it.key()) && after[it.key()].name == it->name && (after[it.key()].state != FlagState());
        if (!stays)
            TRY(database.run("DELETE FROM placement_keyword WHERE placement = ? AND keyword = ?", id, it->name));
    }
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        if (it->state == FlagState() || (before.contains(it.key()) && before[it.key()] == *it))
            continue;
        const int want = it->state.wantSet ? 1 : it->state.wantClear ? -1 : 0;
        TRY(database.run("INSERT OR REPLACE INTO placement_keyword (placement, keyword, base, want, kept_here, refused) VALUES (?, ?, ?, ?, ?, ?)", id, it->name,
                         it->state.base.testFlag(kIt), want, it->keptHere && want != 0, it->isRefused && want != 0));
    }
    return {};
}

KeywordTable::Keyword &KeywordTable::named(Keywords &keywords, const QString &name)
{
    Keyword &keyword = keywords[name.toCaseFolded()];
    if (keyword.name.isEmpty())
        keyword.name = name;
    return keyword;
}

void KeywordTable::want(Keyword &keyword, bool set)
{
    const FlagState before = keyword.state;
    keyword.state = wanted(keyword.state, set ? Flags(kIt) : Flags(), set ? Flags() : Flags(kIt));
    keyword.keptHere = keyword.keptHere && keyword.state == before;
    keyword.isRefused = keyword.isRefused && keyword.state == before;
}

Result<QStringList> KeywordTable::view(PlacementId id)
{
    return namesWhere(TRY(read(id)), [](const FlagState &state) { return bool(state.view()); });
}

Result<QStringList> KeywordTable::base(PlacementId id)
{
    return namesWhere(TRY(read(id)), [](const FlagState &state) { return bool(state.base); });
}

Status KeywordTable::want(const PlacementState &row, const QStringList &set, const QStringList &clear)
{
    const Keywords before = TRY(read(row.id));
    Keywords after = before;
    for (const QString &name : clear)
        want(named(after, name), false);
    for (const QString &name : set)
        want(named(after, name), true);
    if (row.folderKind == FolderKind::Local) {
        for (Keyword &keyword : after)
            keyword.state = FlagState{keyword.state.view(), {}, {}};
    }
    return write(row.id, before, after);
}

Status KeywordTable::pull(PlacementId id, const QStringList &server)
{
    const Keywords before = TRY(read(id));
    if (before.isEmpty() && server.isEmpty())
        return {};
    Keywords after = before;
    for (Keyword &keyword : after)
        keyword.state.base = {};
    for (const QString &name : server) {
        Keyword &keyword = named(after, name);
        keyword.name = name;
        keyword.state.base = kIt;
    }
    for (Keyword &keyword : after)
        keyword.state = store::pulled(keyword.state, keyword.state.base);
    return write(id, before, after);
}

Status KeywordTable::pushed(PlacementId id, const QString &name, bool set)
{
    const Keywords before = TRY(read(id));
    Keywords after = before;
    Keyword &keyword = named(after, name);
    keyword.state = store::pushed(keyword.state, set ? Flags(kIt) : Flags(), set ? Flags() : Flags(kIt));
    keyword.keptHere = false;
    keyword.isRefused = false;
    return write(id, before, after);
}

Status KeywordTable::keepHere(PlacementId id, const QString &name)
{
    const Keywords before = TRY(read(id));
    Keywords after = before;
    Keyword &keyword = named(after, name);
    keyword.keptHere = keyword.state.isDirty();
    return write(id, before, after);
}

Status KeywordTable::refuse(PlacementId id, const QString &name)
{
    const Keywords before = TRY(read(id));
    Keywords after = before;
    for (Keyword &keyword : after) {
        const bool isIt = name.isEmpty() || keyword.name.compare(name, Qt::CaseInsensitive) == 0;
        keyword.isRefused = keyword.isRefused || (isIt && keyword.state.isDirty() && !keyword.keptHere);
    }
    return write(id, before, after);
}

Result<bool> KeywordTable::hasRefused(PlacementId id)
{
    const Keywords keywords = TRY(read(id));
    return std::any_of(keywords.cbegin(), keywords.cend(), [](const Keyword &keyword) { return keyword.isRefused; });
}

Status KeywordTable::discard(PlacementId id, GivenUp what)
{
    const Keywords before = TRY(read(id));
    Keywords after = before;
    for (Keyword &keyword : after) {
        if (what == GivenUp::Refused ? keyword.isRefused : !keyword.keptHere)
            keyword.state = FlagState{keyword.state.base, {}, {}};
    }
    return write(id, before, after);
}

Status KeywordTable::show(PlacementId id, const QStringList &view, const QStringList &base)
{
    Keywords after;
    for (const QString &name : base)
        named(after, name).state.base = kIt;
    const auto isShown = [&](const Keyword &keyword) { return view.contains(keyword.name, Qt::CaseInsensitive); };
    for (const QString &name : view)
        want(named(after, name), true);
    for (Keyword &keyword : after) {
        if (!isShown(keyword))
            want(keyword, false);
    }
    return write(id, TRY(read(id)), after);
}

Status KeywordTable::takeOver(PlacementId id, PlacementId twin)
{
    const Keywords before = TRY(read(id)), other = TRY(read(twin));
    if (before.isEmpty() && other.isEmpty())
        return {};
    Keywords after = before;
    for (Keyword &keyword : after)
        keyword.state.base = {};
    for (const Keyword &theirs : other)
        named(after, theirs.name).state.base = theirs.state.base;
    for (Keyword &keyword : after)
        keyword.state = store::pulled(keyword.state, keyword.state.base);
    for (const Keyword &theirs : other) {
        if (theirs.state.isDirty())
            want(named(after, theirs.name), bool(theirs.state.wantSet));
    }
    return write(id, before, after);
}

} // namespace petrel::store
