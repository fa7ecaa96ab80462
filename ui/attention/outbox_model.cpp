#include "ui/attention/outbox_model.h"

#include "core/base/clock.h"
#include "ui/attention/outbox_words.h"

namespace petrel::ui {

OutboxModel::OutboxModel(AttentionSource &source, QObject *parent) : CardModel(parent), m_source(source)
{
    m_countDown.setInterval(1000);
    connect(&m_countDown, &QTimer::timeout, this, &OutboxModel::refreshWords);
}

void OutboxModel::apply(const ChangeSet &changes)
{
    if (changes.outbox || changes.accounts)
        reload();
}

void OutboxModel::setOnline(bool online)
{
    if (online == m_online)
        return;
    m_online = online;
    refreshWords();
}

void OutboxModel::ask()
{
    m_source.outbox(this, [this](Result<QList<OutboxItem>> answer) {
        if (!answer.ok()) {
            failedWith(answer.error());
            return;
        }
        m_items = *answer;
        countDownIfNeeded();
        succeeded(cards());
    });
}

void OutboxModel::refreshWords()
{
    countDownIfNeeded();
    reword(cards());
}

QList<Card> OutboxModel::cards() const
{
    const QDateTime now = Clock::current().wall();
    QList<Card> cards;
    for (const OutboxItem &item : m_items)
        cards.append(outboxCard(item, m_online, now));
    return cards;
}

void OutboxModel::countDownIfNeeded()
{
    const std::int64_t now = Clock::nowUtc();
    const bool counting = std::any_of(m_items.cbegin(), m_items.cend(), [now](const OutboxItem &item) { return countsDown(item, now); });
    if (counting && !m_countDown.isActive())
        m_countDown.start();
    else if (!counting)
        m_countDown.stop();
}

} // namespace petrel::ui
