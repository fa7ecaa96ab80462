#include "ui/mainwindow/message_desk.h"

#include "ui/common/action_registry.h"
#include "ui/common/icons.h"
#include "ui/common/seams.h"
#include "ui/common/snackbar.h"
#include "ui/mainwindow/window_actions.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

#include <QMenu>

namespace petrel::ui {

using engine::MessageAction;

MessageDesk::MessageDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    connectActions();
    connect(m_parts.list.view(), &MessageListView::unreadToggled, this, [this](PlacementId id) { toggleOne(id, Flag::Seen); });
    connect(m_parts.list.view(), &MessageListView::flagToggled, this, [this](PlacementId id) { toggleOne(id, Flag::Flagged); });
    connect(m_parts.list.view(), &MessageListView::contextMenuWanted, this, &MessageDesk::openContextMenu);
    connect(&m_parts.folders, &FolderTreeModel::dropped, this, &MessageDesk::move);
}

void MessageDesk::connectActions()
{
    const auto on = [this](const char *id, std::function<void()> work) { m_parts.actions.on(QString::fromLatin1(id), this, std::move(work)); };
    on("message.archive", [this] { act(MessageAction::Archive, QStringLiteral("archive"), tr("Archived %n message(s)", nullptr, int(selection().size()))); });
    on("message.delete", [this] { act(MessageAction::Trash, QStringLiteral("trash-2"), tr("Deleted %n message(s)", nullptr, int(selection().size()))); });
    on("message.deleteForever", [this] { askDeleteForever(); });
    on("message.junk", [this] { junk(); });
    on("message.move", [this] { openMoveMenu(); });
    on("message.flag", [this] { toggle(Flag::Flagged); });
    on("message.toggleRead", [this] { toggle(Flag::Seen); });
    on("edit.undo", [this] { undo(); });
}

QList<PlacementId> MessageDesk::selection() const
{
    return m_parts.list.view()->selectedPlacements();
}

QList<MessageRow> MessageDesk::selectedRows() const
{
    QList<MessageRow> rows;
    const MessageListModel *messages = m_parts.list.view()->messages();
    for (const PlacementId id : selection()) {
        if (const MessageRow *row = messages->loadedRow(messages->rowOf(id)))
            rows.append(*row);
    }
    return rows;
}

void MessageDesk::act(MessageAction action, const QString &icon, const QString &done, FolderId target)
{
    const QList<PlacementId> ids = selection();
    if (!ids.isEmpty())
        offerUndo(m_parts.engine.act(ids, action, target), icon, done);
}

void MessageDesk::move(const QList<PlacementId> &ids, FolderId target)
{
    const auto folder = m_parts.folders.folder(target);
    if (ids.isEmpty() || !folder)
        return;
    const engine::UndoId undo = m_parts.engine.act(ids, MessageAction::Move, target);
    offerUndo(undo, QStringLiteral("folder-input"), tr("Moved %n message(s) to %1", nullptr, int(ids.size())).arg(shownName(*folder)));
}

void MessageDesk::askDeleteForever()
{
    const QList<PlacementId> ids = selection();
    if (ids.isEmpty())
        return;
    Question question;
    question.title = tr("Delete for good?");
    question.text = tr("%n message(s) will be removed here and at the server.", nullptr, int(ids.size()));
    question.meaning = tr("This cannot be undone once the server has done it.");
    question.answers = {tr("Delete for good"), tr("Keep")};
    question.preferred = 1;
    question.dangerous = true;
    Seams::current().ask(&m_parts.window, question, [this, ids](int answer) {
        if (answer == 0)
            offerUndo(m_parts.engine.act(ids, MessageAction::DeleteForever), QStringLiteral("trash-2"), tr("Deleting %n message(s) for good", nullptr, int(ids.size())));
    });
}

void MessageDesk::junk()
{
    const bool back = m_parts.actions.context().folderRole == FolderRole::Junk;
    const int count = static_cast<int>(selection().size());
    act(back ? MessageAction::NotJunk : MessageAction::Junk, QStringLiteral("shield-x"),
        back ? tr("Moved %n message(s) back to the inbox", nullptr, count) : tr("Moved %n message(s) to Junk", nullptr, count));
}

void MessageDesk::toggle(Flag flag)
{
    const QList<MessageRow> rows = selectedRows();
    if (rows.isEmpty())
        return;
    // One unread or unflagged message in the selection is enough: then all become read or flagged.
    const bool set = std::any_of(rows.cbegin(), rows.cend(), [&](const MessageRow &row) { return !row.flags.testFlag(flag); });
    m_lastUndo = m_parts.engine.setFlags(selection(), set ? Flags(flag) : Flags(), set ? Flags() : Flags(flag));
    Q_EMIT undoChanged();
}

void MessageDesk::toggleOne(PlacementId id, Flag flag)
{
    const MessageListModel *messages = m_parts.list.view()->messages();
    const MessageRow *row = messages->loadedRow(messages->rowOf(id));
    if (!row)
        return;
    const bool has = row->flags.testFlag(flag);
    m_lastUndo = m_parts.engine.setFlags({id}, has ? Flags() : Flags(flag), has ? Flags(flag) : Flags());
    Q_EMIT undoChanged();
}

void MessageDesk::openMoveMenu()
{
    const QList<MessageRow> rows = selectedRows();
    if (rows.isEmpty())
        return;
    auto *menu = new QMenu(tr("Move to"), &m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FolderRow &folder : m_parts.folders.foldersOf(rows.first().account)) {
        if (!folder.selectable || folder.id == rows.first().folder)
            continue;
        const QString name = folder.role == FolderRole::None ? folder.path : shownName(folder);
        QAction *action = menu->addAction(icon(iconOf(folder.role)), QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, ids = selection(), target = folder.id] { move(ids, target); });
    }
    const QRect row = m_parts.list.view()->visualRect(m_parts.list.view()->currentIndex());
    menu->popup(m_parts.list.view()->viewport()->mapToGlobal(row.bottomLeft() + QPoint(28, 0)));
}

void MessageDesk::openContextMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(&m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_parts.actions.fill(menu, messageMenuIds());
    menu->popup(globalPosition);
}

void MessageDesk::offerUndo(engine::UndoId id, const QString &icon, const QString &text)
{
    m_lastUndo = id;
    Q_EMIT undoChanged();
    Snackbar::Offer offer;
    offer.icon = icon;
    offer.text = text;
    offer.action = tr("Undo");
    offer.accepted = [this] { undo(); };
    Snackbar::show(&m_parts.list, offer);
}

void MessageDesk::undo()
{
    if (!m_lastUndo)
        return;
    m_parts.engine.undo(std::exchange(m_lastUndo, engine::UndoId()));
    if (Snackbar *shown = Snackbar::shownIn(&m_parts.list))
        shown->dismiss();
    Q_EMIT undoChanged();
}

} // namespace petrel::ui
