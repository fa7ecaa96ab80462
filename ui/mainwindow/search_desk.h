#pragma once

#include "core/engine/engine.h"
#include "ui/mainwindow/search_words.h"

#include <QObject>
#include <QTimer>

namespace petrel::ui {

class FolderTreeModel;
class MessageListModel;
class MessageListPane;
class PlaceDesk;

/**
 * Carries a search on: says at its foot how much could be searched here, asks the servers for the rest when the person wants it,
 * and puts what they find among the results. Another search, or leaving it, ends that at once. GUI thread.
 */
class SearchDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the desk. */
    struct Parts
    {
        engine::Engine &engine;
        const FolderTreeModel &folders;
        MessageListModel &messages;
        MessageListPane &list;
        const PlaceDesk &places;
    };
    SearchDesk(Parts parts, QObject *parent);

private:
    /** Another place is open: perhaps a search. */
    void followPlace();
    /** How complete the search here is. */
    void count();
    void followList();
    void press();
    void ask(const QList<engine::FindLeft> &from);
    void take(const engine::ServerFind &find);
    void showWords();
    [[nodiscard]] QString nameOf(FolderId folder) const;
    [[nodiscard]] QString tell(const engine::ServerFind::Trouble &trouble) const;

    Parts m_parts;
    store::SearchRequest m_request;
    SearchState m_state;
    QTimer m_quiet; ///< counting reads every row: not for each letter that is typed
    engine::Ticket m_counting;
    engine::Ticket m_asking;
};

} // namespace petrel::ui
