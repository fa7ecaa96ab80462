#pragma once

#include "core/engine/engine.h"
#include "core/model/message.h"

#include <QObject>

class QWidget;

namespace petrel::ui {

class ActionRegistry;
class FolderTreeModel;
class MessageListPane;

/**
 * What people do to messages: archive, delete, move, flag, mark. Everything acts at once on the
 * selection, tells what it did in the list's snackbar, and offers Undo there and as Ctrl+Z. Only
 * deleting for good asks. GUI thread.
 */
class MessageDesk : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        engine::Engine &engine;
        FolderTreeModel &folders;
        MessageListPane &list;
        ActionRegistry &actions;
        QWidget &window;
    };
    MessageDesk(Parts parts, QObject *parent);

    /** Drag and drop, and the "Move to" menu. */
    void move(const QList<PlacementId> &ids, FolderId target);
    [[nodiscard]] bool canUndo() const { return bool(m_lastUndo); }

Q_SIGNALS:
    void undoChanged();

private:
    void connectActions();
    [[nodiscard]] QList<PlacementId> selection() const;
    [[nodiscard]] QList<MessageRow> selectedRows() const;
    void act(engine::MessageAction action, const QString &icon, const QString &done, FolderId target = {});
    void askDeleteForever();
    void junk();
    void toggle(Flag flag);
    void toggleOne(PlacementId id, Flag flag);
    void openMoveMenu();
    void openContextMenu(const QPoint &globalPosition);
    void offerUndo(engine::UndoId id, const QString &icon, const QString &text);
    void undo();

    Parts m_parts;
    engine::UndoId m_lastUndo;
};

} // namespace petrel::ui
