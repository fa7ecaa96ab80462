#pragma once

#include "core/engine/engine.h"
#include "core/model/folder.h"
#include "core/model/message.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace petrel::ui {

class ActionRegistry;
class FolderTreeModel;
class MessageListPane;
class Snackbar;
class TypeAheadMenu;

/**
 * What people do to messages: archive, delete, move, flag, mark. Everything acts at once on the selection, by id, whether
 * its rows are loaded or not. When it is recorded the snackbar tells it and offers Undo, each offer for its own deed;
 * Ctrl+Z takes the last deeds back one after the other. Only deleting for good asks, as Del in Trash does. GUI thread.
 */
class MessageDesk : public QObject
{
    Q_OBJECT
public:
    /** How many deeds Ctrl+Z reaches back. */
    static constexpr qsizetype kUndoLevels = 10;

    struct Parts
    {
        engine::Engine &engine;
        FolderTreeModel &folders;
        MessageListPane &list;
        ActionRegistry &actions;
        QWidget &window;
        QWidget &snackbars; ///< where snackbars show, whatever stands beside the folders
    };
    MessageDesk(Parts parts, QObject *parent);

    /** What the snackbar says of a deed. */
    struct Telling
    {
        QString icon;
        QString text;
    };
    /** A deed done elsewhere, recorded by now: told with its Undo, and the last one for Ctrl+Z. */
    void offer(engine::UndoId deed, const Telling &telling);
    [[nodiscard]] bool canUndo() const { return !m_deeds.isEmpty(); }
    void undoLast();
    /** The role of the folder the selected messages stand in; None when they stand in several. */
    [[nodiscard]] FolderRole folderRole() const;
    /** The loaded ones among the selected messages. */
    [[nodiscard]] QList<MessageRow> selectedRows() const;

Q_SIGNALS:
    /** Something that can be undone. */
    void done();
    void undoChanged();
    void told(const QString &sentence);

private:
    void connectActions();
    [[nodiscard]] QList<PlacementId> selection() const;
    void act(const QList<PlacementId> &ids, engine::MessageAction action, const Telling &telling, FolderId target = {});
    void askDeleteForever();
    [[nodiscard]] QList<Account> ownersOf(const QList<PlacementId> &ids) const;
    [[nodiscard]] bool areHeaders(const QList<PlacementId> &ids) const;
    void junk();
    void toggle(const QList<PlacementId> &ids, Flag flag);
    /** Move or Copy, and to where. */
    void openFolderMenu(engine::MessageAction how);
    void addFolders(TypeAheadMenu &menu, const QList<PlacementId> &ids, engine::MessageAction how, AccountId account, const QString &accountName);
    /** Drag and drop, and what the menus chose. */
    void bring(const QList<PlacementId> &ids, engine::MessageAction how, FolderId target);
    /** Its name; with its account's where that is not the messages' own. */
    [[nodiscard]] QString placeInWords(const FolderRow &folder) const;
    void openContextMenu(const QPoint &globalPosition);
    /** The account all selected messages belong to; null when there are several. */
    [[nodiscard]] AccountId accountOfSelection() const;
    [[nodiscard]] bool areAllIn(FolderId folder) const;
    void remember(engine::UndoId deed);
    void forget(engine::UndoId deed);
    void offerUndo(engine::UndoId deed, const Telling &telling);
    void undo(engine::UndoId deed);
    void tellFailure(const Error &error);

    Parts m_parts;
    QList<engine::UndoId> m_deeds; ///< what can be taken back, the last one at the end
    QPointer<Snackbar> m_offer;
    engine::UndoId m_offered;      ///< the deed of m_offer
};

} // namespace petrel::ui
