#pragma once

#include "core/model/changes.h"
#include "ui/attention/attention_source.h"
#include "ui/attention/card_model.h"

namespace petrel::ui {

/** Everything that needs the person, newest first. */
class AttentionModel : public CardModel
{
    Q_OBJECT
public:
    explicit AttentionModel(AttentionSource &source, QObject *parent = nullptr) : CardModel(parent), m_source(source) {}

    void apply(const ChangeSet &changes);
    [[nodiscard]] const store::AttentionItem &itemAt(int row) const { return m_stories.at(row).item; }

protected:
    void ask() override;

private:
    AttentionSource &m_source;
    QList<AttentionStory> m_stories; ///< in step with the rows
};

} // namespace petrel::ui
