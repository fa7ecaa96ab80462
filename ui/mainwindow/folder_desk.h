#pragma once

#include "core/engine/engine.h"
#include "core/model/folder.h"

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

class QMenu;
class QModelIndex;
class QPoint;

namespace petrel::ui {

class FolderDeeds;
class FolderTreeModel;
class FolderTreeView;
class FolderWindow;
class MessageDesk;
class ReadAccess;

/**
 * What people do to folders, from the menu of the folder tree and by its keys; FolderDeeds does what changes folders
 * themselves. What can be undone acts at once and offers Undo. What cannot be done is in the menu nevertheless, with the reason.
 * GUI thread.
 */
class FolderDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the desk. */
    struct Parts
    {
        engine::Engine &engine;
        ReadAccess &access;
        FolderTreeModel &folders;
        FolderTreeView &tree;
        MessageDesk &messages; ///< keeps what can be undone
        QWidget &window;
        QWidget &snackbars;
    };
    FolderDesk(Parts parts, QObject *parent);

Q_SIGNALS:
    void told(const QString &sentence);
    void accountPropertiesWanted(petrel::AccountId account);
    /** What lies at the account's POP3 server. */
    void maildropWanted(petrel::AccountId account);

private:
    /** One line of the menu; a reason keeps it from being chosen. */
    struct Line
    {
        QString icon;
        QString text;
        QString whyNot;
        QKeySequence key = {}; ///< shown; the tree itself hears it
    };

    void openMenu(const QModelIndex &entry, const QPoint &globalPosition);
    void fillForInboxes(QMenu &menu);
    void addMaildropLine(QMenu &menu, AccountId account);
    void fillForAccount(QMenu &menu, AccountId account);
    void fillForFolder(QMenu &menu, const FolderRow &folder, const QPoint &globalPosition);
    void addLine(QMenu &menu, const Line &line, std::function<void()> work);

    void showProperties(FolderId folder);
    /** What is known of the folder now, into its window; one question at a time, for it may take a while. */
    void fill(FolderId folder);
    void addFavouriteLines(QMenu &menu, const FolderRow &folder);
    /** As it is wanted, with the way back in the snackbar; nothing said: rearranging speaks for itself. */
    void setFavourites(const QList<FolderId> &wanted, const QString &said = {});
    /** Up or down among the favourites, as far as that goes. */
    void shiftFavourite(const QModelIndex &entry, int rows);
    void markRead(const QList<FolderRow> &folders);
    /** Opens what it lies in, as soon as it lies there. */
    void reveal();
    void addTreeLines(QMenu &menu, const FolderRow &folder, const QPoint &globalPosition);
    void addRefusedLines(QMenu &menu, const FolderRow &folder);
    /** What a key is about: a folder, also as a favourite. */
    void onKey(void (FolderTreeView::*key)(const QModelIndex &), void (FolderDeeds::*deed)(const FolderRow &));

    Parts m_parts;
    FolderDeeds *m_deeds;
    std::pair<FolderId, FolderId> m_toReveal; ///< a folder, and what it lies in
    /** One window for each folder. */
    struct Properties
    {
        QPointer<FolderWindow> window;
        bool isAsked = false;
        bool isStale = false; ///< something changed since it was asked
    };
    QHash<FolderId, Properties> m_properties;
};

} // namespace petrel::ui
