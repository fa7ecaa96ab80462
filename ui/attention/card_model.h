#pragma once

#include "core/base/error.h"
#include "ui/attention/card.h"

#include <QAbstractListModel>

namespace petrel::ui {

/**
 * A list of cards that is read whole when something it shows has changed, and turns into inserted,
 * removed, moved and changed rows: a page keeps its scroll position, the focus and what is unfolded.
 * Questions never overlap: what changes while one is under way leads to one more. GUI thread.
 */
class CardModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /** Reads the list; again later after changes. */
    void reload();
    /** False until the first answer: an empty list means nothing yet. */
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const Card &card(int row) const { return m_cards.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /** DisplayRole: the title; AccessibleTextRole: the whole card in words. */
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /** The list was read and is shown. */
    void loaded();
    void failed(const petrel::Error &error);

protected:
    /** Asks for the list; the answer calls succeeded() or failedWith() once. */
    virtual void ask() = 0;
    void succeeded(QList<Card> cards);
    void failedWith(const Error &error);
    /** The same list in other words: the time went on, or the network came back. */
    void reword(QList<Card> cards) { merge(std::move(cards)); }

private:
    void merge(QList<Card> wanted);
    void askAgainIfStale();

    QList<Card> m_cards;
    bool m_loaded = false;
    bool m_reading = false;
    bool m_stale = false;
};

} // namespace petrel::ui
