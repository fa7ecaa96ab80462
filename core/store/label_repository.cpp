#include "core/store/label_repository.h"

#include "core/store/change_collector_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

Error invalid(const QString &what, const char *code)
{
    return makeError(ErrorKind::Invalid, what).withServerText({}, code);
}

bool isSame(const QString &keyword, const Label &label)
{
    return label.keyword.compare(keyword, Qt::CaseInsensitive) == 0;
}

/** As it is kept; nobody can tell two labels apart whose names differ in case. */
Result<QString> soundName(const QString &given, const QString &keyword, const QList<Label> &labels)
{
    const QString name = given.simplified();
    if (name.isEmpty() || name.size() > kLongestLabelName)
        return invalid(QStringLiteral("a label's name has 1 to %1 characters").arg(kLongestLabelName), "NAME");
    const bool isTaken = std::any_of(labels.cbegin(), labels.cend(), [&](const Label &other) {
        return !other.isHidden && !isSame(keyword, other) && other.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (isTaken)
        return invalid(QStringLiteral("another label is called \"%1\"").arg(name), "TAKEN");
    return name;
}

/** Behind all that are listed, the classics among them. */
Result<int> behindAll(sqlite::Database &database)
{
    const auto last = TRY(database.integer("SELECT max(position) FROM label"));
    return 1 + static_cast<int>(std::max<std::int64_t>(last.value_or(0), classicLabels().size()));
}

} // namespace

Status LabelRepository::write(const Label &label, int position)
{
    m_transaction.changes().labels();
    return m_transaction.database().run("INSERT INTO label (keyword, name, colour, position, hidden) VALUES (?, ?, ?, ?, ?) "
                                        "ON CONFLICT DO UPDATE SET name = excluded.name, colour = excluded.colour, position = excluded.position, hidden = excluded.hidden",
                                        label.keyword, label.name, static_cast<std::int64_t>(label.colour), position, label.isHidden);
}

Status LabelRepository::setGmailLabels(AccountId account, bool has)
{
    return m_transaction.database().run("UPDATE account SET gmail_labels = ? WHERE id = ?", has, account);
}

Result<Label> LabelRepository::add(const QString &name, LabelColour colour)
{
    const QList<Label> labels = TRY(m_transaction.reader().labels());
    Label label{{}, TRY(soundName(name, {}, labels)), colour};
    const auto isIt = [&](const Label &other) { return other.isHidden && other.name.compare(label.name, Qt::CaseInsensitive) == 0; };
    const auto forgotten = std::find_if(labels.cbegin(), labels.cend(), isIt);
    QStringList taken;
    for (const Label &other : labels)
        taken.append(other.keyword);
    label.keyword = forgotten == labels.cend() ? keywordForLabel(label.name, taken) : forgotten->keyword;
    TRY(write(label, TRY(behindAll(m_transaction.database()))));
    return label;
}

Status LabelRepository::change(const QString &keyword, const QString &name, LabelColour colour)
{
    QList<Label> labels = TRY(m_transaction.reader().labels());
    const QString sound = TRY(soundName(name, keyword, labels));
    const auto known = std::find_if(labels.cbegin(), labels.cend(), [&](const Label &label) { return isSame(keyword, label); });
    const bool isListed = known != labels.cend() && known->isListed;
    const int place = isListed ? 1 + static_cast<int>(known - labels.cbegin()) : TRY(behindAll(m_transaction.database()));
    return write({keyword, sound, colour}, place);
}

Status LabelRepository::forget(const QString &keyword)
{
    const QList<Label> labels = TRY(m_transaction.reader().labels());
    const auto known = std::find_if(labels.cbegin(), labels.cend(), [&](const Label &label) { return isSame(keyword, label); });
    Label label = known == labels.cend() ? labelOf(keyword) : *known;
    label.isHidden = true;
    return write(label, 1 + static_cast<int>(known - labels.cbegin()));
}

Status LabelRepository::arrange(const QStringList &keywords)
{
    QList<Label> labels = TRY(m_transaction.reader().labels());
    labels.removeIf([&](const Label &label) { return !label.isListed && !keywords.contains(label.keyword, Qt::CaseInsensitive); });
    const auto placeOf = [&](const Label &label) {
        return std::find_if(keywords.cbegin(), keywords.cend(), [&](const QString &keyword) { return isSame(keyword, label); }) - keywords.cbegin();
    };
    std::stable_sort(labels.begin(), labels.end(), [&](const Label &a, const Label &b) { return placeOf(a) < placeOf(b); });
    for (qsizetype i = 0; i < labels.size(); ++i)
        TRY(write(labels.at(i), static_cast<int>(i) + 1));
    return {};
}

} // namespace petrel::store
