#pragma once

#include "core/model/changes.h"
#include "ui/attention/attention_source.h"
#include "ui/attention/card_model.h"

#include <QTimer>

namespace petrel::ui {

/** What waits to be sent, oldest first, told in words that follow the clock and the network. */
class OutboxModel : public CardModel
{
    Q_OBJECT
public:
    explicit OutboxModel(AttentionSource &source, QObject *parent = nullptr);

    void apply(const ChangeSet &changes);
    /** Whether "waiting" means "for the network". */
    void setOnline(bool online);
    [[nodiscard]] OutboxId idAt(int row) const { return m_items.at(row).id; }
    [[nodiscard]] QString subjectAt(int row) const { return m_items.at(row).subject; }
    /** Not before, UTC seconds. */
    [[nodiscard]] std::int64_t timeAt(int row) const { return m_items.at(row).notBefore; }
    [[nodiscard]] OutboxState stateAt(int row) const { return m_items.at(row).state; }

    /** Says everything anew as of now. Runs by itself once a second while something counts down. */
    void refreshWords();

protected:
    void ask() override;

private:
    [[nodiscard]] QList<Card> cards() const;
    void countDownIfNeeded();

    AttentionSource &m_source;
    QList<OutboxItem> m_items; ///< in step with the rows
    bool m_online = true;
    QTimer m_countDown;
};

} // namespace petrel::ui
