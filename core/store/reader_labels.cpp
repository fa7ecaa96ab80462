#include "core/store/reader.h"

#include "core/store/sqlite/database.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace petrel::store {

namespace {

/** Keywords that stand at messages, each once. Steps from one to the next in the index: there may be a million rows of one. */
Result<QStringList> keywordsInUse(sqlite::Database &database)
{
    sqlite::Statement row = TRY(database.query(
        "WITH RECURSIVE word (keyword) AS (SELECT * FROM (SELECT keyword FROM placement_keyword ORDER BY keyword COLLATE NOCASE LIMIT 1) "
        "UNION ALL SELECT (SELECT k.keyword FROM placement_keyword k WHERE k.keyword COLLATE NOCASE > word.keyword ORDER BY k.keyword COLLATE NOCASE LIMIT 1) "
        "FROM word WHERE word.keyword IS NOT NULL) SELECT keyword FROM word WHERE keyword IS NOT NULL"));
    QStringList words;
    while (TRY(row.step()))
        words.append(row.text());
    return words;
}

} // namespace

Result<QList<Label>> Reader::labels() const
{
    std::vector<std::pair<std::int64_t, Label>> listed; // with their positions
    QSet<QString> known;
    sqlite::Statement row = TRY(m_database.query("SELECT keyword, name, colour, position, hidden FROM label"));
    while (TRY(row.step())) {
        Label label{row.text(), row.text()};
        label.colour = row.enumeration<LabelColour>();
        const std::int64_t position = row.integer();
        label.isHidden = row.boolean();
        known.insert(label.keyword.toLower());
        listed.emplace_back(position, label);
    }
    const QList<Label> &classics = classicLabels();
    for (qsizetype i = 0; i < classics.size(); ++i) {
        if (!known.contains(classics[i].keyword))
            listed.emplace_back(i + 1, classics[i]);
        known.insert(classics[i].keyword);
    }
    std::sort(listed.begin(), listed.end(), [](const auto &a, const auto &b) { return std::tie(a.first, a.second.keyword) < std::tie(b.first, b.second.keyword); });
    QList<Label> labels;
    for (const auto &[position, label] : listed)
        labels.append(label);

    QList<Label> others;
    for (const QString &keyword : TRY(keywordsInUse(m_database))) {
        if (!known.contains(keyword.toLower()) && isPersonsLabel(keyword))
            others.append(labelOf(keyword));
    }
    std::sort(others.begin(), others.end(), [](const Label &a, const Label &b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; });
    return labels + others;
}

} // namespace petrel::store
