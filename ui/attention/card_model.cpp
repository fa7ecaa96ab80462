#include "ui/attention/card_model.h"

#include <utility>

namespace petrel::ui {

QString Card::spoken() const
{
    QStringList sentences;
    for (const QString &part : {title, subtitle, state, text}) {
        if (!part.isEmpty())
            sentences.append(part.endsWith(QLatin1Char('.')) ? part : part + QLatin1Char('.'));
    }
    for (const CardFact &fact : facts)
        sentences.append(fact.name + QStringLiteral(": ") + fact.words);
    return sentences.join(QLatin1Char(' '));
}

void CardModel::reload()
{
    if (m_reading) {
        m_stale = true;
        return;
    }
    m_reading = true;
    ask();
}

int CardModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_cards.size()); }

QVariant CardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Card &shown = m_cards.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return shown.title;
    case Qt::AccessibleTextRole: return shown.spoken();
    default: return {};
    }
}

void CardModel::succeeded(QList<Card> cards)
{
    m_reading = false;
    m_loaded = true;
    merge(std::move(cards));
    Q_EMIT loaded();
    askAgainIfStale();
}

void CardModel::failedWith(const Error &error)
{
    m_reading = false;
    Q_EMIT failed(error);
    askAgainIfStale();
}

void CardModel::askAgainIfStale()
{
    if (std::exchange(m_stale, false))
        reload();
}

void CardModel::merge(QList<Card> wanted)
{
    for (int row = 0; row < wanted.size(); ++row) {
        Card &next = wanted[row];
        int at = row;
        while (at < m_cards.size() && m_cards.at(at).key != next.key)
            ++at;
        if (at == m_cards.size()) {
            beginInsertRows({}, row, row);
            m_cards.insert(row, std::move(next));
            endInsertRows();
            continue;
        }
        if (at != row) {
            // What stood between is gone or comes later: a later round puts it where it belongs.
            beginMoveRows({}, at, at, {}, row);
            m_cards.move(at, row);
            endMoveRows();
        }
        if (m_cards.at(row) != next) {
            m_cards[row] = std::move(next);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    if (m_cards.size() > wanted.size()) {
        beginRemoveRows({}, static_cast<int>(wanted.size()), static_cast<int>(m_cards.size()) - 1);
        m_cards.resize(wanted.size());
        endRemoveRows();
    }
}

} // namespace petrel::ui
