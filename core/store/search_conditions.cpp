#include "core/store/search_conditions_p.h"

#include "core/store/search_text.h"
#include "core/store/sqlite/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace petrel::store {

namespace {

using What = SearchTerm::What;

QString columnOf(What what)
{
    switch (what) {
    case What::Sender: return QStringLiteral("sender : ");
    case What::Recipient: return QStringLiteral("recipients : ");
    case What::Subject: return QStringLiteral("subject : ");
    default: return {};
    }
}

QString matchOf(const SearchTerm &term)
{
    return columnOf(term.what) + matchTerm(term.words, term.anyEnding ? Continuation::AnyEnding : Continuation::Exact);
}

bool isWantedText(const SearchTerm &term)
{
    return term.isText() && !term.negated;
}

const char *comparisonOf(What what)
{
    switch (what) {
    case What::Before: return "p.sort_date < ?";
    case What::Since: return "p.sort_date >= ?";
    case What::Larger: return "m.size > ?";
    case What::Smaller: return "m.size < ?";
    default: return "1";
    }
}

} // namespace

QString SearchConditions::leadingMatch(SearchQuery &query)
{
    QStringList all;
    for (const SearchClause &clause : std::as_const(query.clauses)) {
        if (!std::all_of(clause.cbegin(), clause.cend(), isWantedText))
            continue;
        QStringList any;
        for (const SearchTerm &term : clause)
            any.append(matchOf(term));
        all.append(any.size() == 1 ? any.first() : QLatin1Char('(') + any.join(QStringLiteral(" OR ")) + QLatin1Char(')'));
    }
    query.clauses.removeIf([](const SearchClause &clause) { return std::all_of(clause.cbegin(), clause.cend(), isWantedText); });
    return all.join(QStringLiteral(" AND "));
}

void SearchConditions::add(const QList<SearchClause> &clauses)
{
    for (const SearchClause &clause : clauses) {
        m_sql += "AND (";
        for (qsizetype i = 0; i < clause.size(); ++i) {
            m_sql += i > 0 ? " OR " : "";
            addTerm(clause.at(i));
        }
        m_sql += ") ";
    }
}

void SearchConditions::addTerm(const SearchTerm &term)
{
    m_sql += term.negated ? "NOT (" : "(";
    if (term.isText()) {
        m_sql += "m.id IN (SELECT rowid FROM search WHERE search MATCH ?)";
        m_values.emplace_back(matchOf(term));
    } else if (term.what == What::Flag) {
        m_sql += "p.flags_view & ? <> 0";
        m_values.emplace_back(std::int64_t(Flags(term.flag).toInt()));
    } else if (term.what == What::Attachment) {
        m_sql += "m.attachments > 0";
    } else if (term.what == What::Folder) {
        m_sql += "p.view_folder IN (SELECT value FROM json_each(?))";
        m_values.emplace_back(idsOfFolders(term.words));
    } else if (term.what == What::Label) {
        m_sql += "p.id IN (SELECT placement FROM placement_keyword WHERE keyword COLLATE NOCASE IN (SELECT value FROM json_each(?)) "
                 "AND (want = 1 OR (want = 0 AND base = 1)))";
        m_values.emplace_back(QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(keywordsMeant(term.words, m_labels))).toJson(QJsonDocument::Compact)));
    } else {
        m_sql += comparisonOf(term.what);
        m_values.emplace_back(term.number);
    }
    m_sql += ')';
}

QString SearchConditions::idsOfFolders(const QString &word) const
{
    QList<FolderRow> named = m_folders;
    named.removeIf([&word](const FolderRow &folder) { return !isFolderNamed(folder, word); });
    return jsonList(named);
}

void SearchConditions::bindTo(sqlite::Statement &statement) const
{
    for (const auto &value : m_values)
        std::visit([&statement](const auto &one) { statement.bind(one); }, value);
}

QString jsonList(const QList<FolderRow> &folders)
{
    QStringList ids;
    for (const FolderRow &folder : folders)
        ids.append(QString::number(folder.id.number()));
    return QLatin1Char('[') + ids.join(QLatin1Char(',')) + QLatin1Char(']');
}

} // namespace petrel::store
