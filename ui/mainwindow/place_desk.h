#pragma once

#include "core/model/folder.h"
#include "core/model/ids.h"
#include "ui/mainwindow/open_place.h"

#include <QObject>

class QStackedWidget;
class QWidget;

namespace petrel::ui {

class FolderPane;
class FolderTreeModel;
class MessageListModel;
class MessageListPane;

/**
 * Goes from place to place: folders, searches, the outbox, what needs attention. Keeps what is open as one value and makes
 * pages, list, marked folder, words and focus follow it. GUI thread.
 */
class PlaceDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the desk. */
    struct Parts
    {
        FolderTreeModel &folders;
        MessageListModel &messages;
        FolderPane &folderPane;
        MessageListPane &list;
        QStackedWidget &pages; ///< of the three below
        QWidget &mail;
        QWidget &outbox;
        QWidget &attention;
    };
    PlaceDesk(Parts parts, QObject *parent);

    [[nodiscard]] const OpenPlace &place() const { return m_place; }

    /** A folder, a unified entry or the outbox; others open nothing. What is open already stays as it is. */
    void open(const QModelIndex &entry);
    void openAttention();
    /** From the outbox and what needs attention back to what was listed before. */
    void showMail();
    void search(const QString &words);
    /** Back to the folder and the row from where the search began. */
    void leaveSearch();

Q_SIGNALS:
    /** Another place is open. */
    void changed();
    /** A folder that belongs to one account is open. */
    void folderOpened(const petrel::FolderRow &folder);

private:
    void openFolder(const OpenPlace &folder);
    /** Stays where the person is; the way back from there leads to this folder. */
    void returnTo(const OpenPlace &folder);
    /** What an entry of the tree opens; Nothing for those that list no messages. */
    [[nodiscard]] OpenPlace placeOf(const QModelIndex &entry) const;
    void become(const OpenPlace &place);
    /** Opens something when nothing is open, and goes elsewhere when the open folder has gone. */
    void followFolders();
    void showWords();
    void selectWantedRow();
    [[nodiscard]] QWidget &pageOf(const OpenPlace &place) const;

    Parts m_parts;
    OpenPlace m_place;
    OpenPlace m_listed;          ///< the folder or search whose rows the list has
    OpenPlace m_folder;          ///< the folder a search returns to
    PlacementId m_beforeSearch;  ///< the row that was current when the search began
    PlacementId m_wantedRow;     ///< to be selected as soon as the list has it
};

} // namespace petrel::ui
