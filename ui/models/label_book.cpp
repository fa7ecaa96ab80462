#include "ui/models/label_book.h"

#include "core/store/reader.h"
#include "ui/models/read_access.h"

#include <algorithm>

namespace petrel::ui {

namespace {
constexpr std::chrono::milliseconds kSoon{1'500};
constexpr int kBehindAll = 100'000;
} // namespace

TagColour tagColourOf(LabelColour colour)
{
    switch (colour) {
    case LabelColour::Red: return TagColour::Red;
    case LabelColour::Orange: return TagColour::Orange;
    case LabelColour::Yellow: return TagColour::Yellow;
    case LabelColour::Green: return TagColour::Green;
    case LabelColour::Teal: return TagColour::Teal;
    case LabelColour::Blue: return TagColour::Blue;
    case LabelColour::Violet: return TagColour::Violet;
    case LabelColour::Grey: break;
    }
    return TagColour::Grey;
}

LabelBook::LabelBook(ReadAccess *access, QObject *parent) : QObject(parent), m_access(access)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &LabelBook::reload);
    setLabels(classicLabels());
}

void LabelBook::apply(const ChangeSet &changes)
{
    if (changes.labels)
        reload();
    else if (!changes.placements.isEmpty() && !m_soon.isActive())
        m_soon.start();
}

void LabelBook::reload()
{
    if (!m_access)
        return;
    m_access->read(this, [](const store::Reader &reader) { return reader.labels(); }, [this](const Result<QList<Label>> &labels) {
        if (labels) // else the names that are known serve on
            setLabels(*labels);
    });
}

void LabelBook::setLabels(const QList<Label> &labels)
{
    QList<Label> choices;
    QHash<QString, Entry> entries;
    QHash<QString, Entry> byName;
    for (const Label &label : labels) {
        const QString name = label.name.toCaseFolded();
        // What a name stands for already is the same label, as another server has it.
        const Entry entry = byName.value(name, Entry{label.name, tagColourOf(label.colour), static_cast<int>(entries.size()), label.isHidden});
        if (!byName.contains(name) && !label.isHidden)
            choices.append(label);
        byName.insert(name, entry);
        entries.insert(label.keyword.toLower(), entry);
    }
    if (choices == m_choices && entries == m_entries)
        return;
    m_choices = choices;
    m_entries = entries;
    Q_EMIT changed();
}

QList<ShownLabel> LabelBook::shown(const QStringList &keywords) const
{
    QList<std::pair<int, ShownLabel>> labels;
    for (const QString &keyword : keywords) {
        const auto known = m_entries.constFind(keyword.toLower());
        if (known != m_entries.cend()) {
            if (!known->isHidden)
                labels.append({known->place, {keyword, known->name, known->colour}});
        } else if (isPersonsLabel(keyword)) {
            const Label label = labelOf(keyword);
            labels.append({kBehindAll, {keyword, label.name, tagColourOf(label.colour)}});
        }
    }
    std::stable_sort(labels.begin(), labels.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<ShownLabel> shown;
    for (const auto &[place, label] : std::as_const(labels)) {
        const auto isIt = [&name = label.name](const ShownLabel &other) { return other.name.compare(name, Qt::CaseInsensitive) == 0; };
        if (std::none_of(shown.cbegin(), shown.cend(), isIt))
            shown.append(label);
    }
    return shown;
}

} // namespace petrel::ui
