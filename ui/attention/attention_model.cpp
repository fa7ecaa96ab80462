#include "ui/attention/attention_model.h"

#include "ui/attention/attention_words.h"

namespace petrel::ui {

void AttentionModel::apply(const ChangeSet &changes)
{
    if (changes.attention || changes.accounts)
        reload();
}

void AttentionModel::ask()
{
    m_source.attention(this, [this](Result<QList<AttentionStory>> answer) {
        if (!answer.ok()) {
            failedWith(answer.error());
            return;
        }
        m_stories = *answer;
        std::stable_sort(m_stories.begin(), m_stories.end(),
                         [](const AttentionStory &a, const AttentionStory &b) { return a.item.since > b.item.since; });
        QList<Card> cards;
        for (const AttentionStory &story : m_stories)
            cards.append(attentionCard(story));
        succeeded(std::move(cards));
    });
}

} // namespace petrel::ui
