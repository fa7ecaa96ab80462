#pragma once

#include "core/model/changes.h"
#include "ui/common/theme.h"
#include "ui/models/mail_source.h"
#include "ui/models/roles.h"
#include "ui/models/room.h"

#include <QAbstractItemModel>
#include <QHash>

#include <functional>
#include <memory>
#include <optional>

namespace petrel::ui {

struct FolderTreeNode;

/**
 * The folder pane's tree: All inboxes, Flagged, Drafts, Outbox; what the person keeps on top; then each account with its
 * folders, roles first. It is read whole (a few hundred rows at most) when something it shows has changed, and
 * turns into inserted, removed and changed rows, so that a view keeps selection and what is open.
 * GUI thread.
 */
class FolderTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit FolderTreeModel(MailSource &source, QObject *parent = nullptr);
    ~FolderTreeModel() override;

    /** Reads the tree; again later after changes. */
    void reload();
    void apply(const ChangeSet &changes);
    /**
     * What happens to a folder now, or why nothing does, in a line; null asks for the whole account. Empty: nothing to
     * tell. Asked whenever somebody wants to know more of a row, and never kept: such words grow old.
     */
    using Doing = std::function<QString(const Account &account, const FolderRow *folder)>;
    void setDoing(Doing doing) { m_doing = std::move(doing); }
    [[nodiscard]] QString doing(FolderId folder) const;
    [[nodiscard]] QString doing(AccountId account) const;
    /** How full an account's mailbox is: the account says so from 90 % on. */
    void setRoom(AccountId account, const std::optional<Room> &room);
    [[nodiscard]] std::optional<Room> room(AccountId account) const { return m_rooms.value(account); }

    [[nodiscard]] QModelIndex indexOf(FolderEntry entry) const;
    [[nodiscard]] QModelIndex indexOf(FolderId folder) const;
    /** The same folder among the favourites; invalid when it is none. */
    [[nodiscard]] QModelIndex indexOfFavourite(FolderId folder) const;
    [[nodiscard]] const QList<FolderId> &favourites() const { return m_snapshot.favourites; }
    [[nodiscard]] std::optional<FolderRow> folder(FolderId id) const;
    [[nodiscard]] std::optional<Account> account(AccountId id) const;
    /** The account that received the message; where that is gone, the one in whose folder it lies. */
    [[nodiscard]] std::optional<Account> receiverOf(const MessageRow &message) const;
    [[nodiscard]] const QList<Account> &accounts() const { return m_snapshot.accounts; }
    /** The folders of an account, inbox first; for "Move to". */
    [[nodiscard]] QList<FolderRow> foldersOf(AccountId account) const;
    /** Which list an entry opens; nothing for accounts, the outbox and folders that hold no mail. */
    [[nodiscard]] std::optional<store::ListQuery> listOf(const QModelIndex &index) const;
    [[nodiscard]] int attentionCount() const { return m_snapshot.attention; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    /** A folder, to be dropped among the favourites or on its new place; a favourite is only a way to it, and moves among its like alone. */
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    /** Messages are moved or copied, into folders of any account; folders are only moved. */
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::MoveAction; }
    [[nodiscard]] bool canDropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                                       const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    /** The tree was read; also after the first time. */
    void loaded();
    void failed(const petrel::Error &error);
    /** Messages were dropped on a folder, to be moved there or copied. */
    void dropped(const QList<petrel::PlacementId> &messages, petrel::FolderId target, Qt::DropAction how);
    /** A folder was dropped on another, or on the head of its account: there it is to lie; null: at the top. */
    void folderDropped(petrel::FolderId folder, petrel::FolderId place);
    /** A folder was dropped among the favourites: this is how they are to be. */
    void favouritesWanted(const QList<petrel::FolderId> &folders);

private:
    using Node = FolderTreeNode;

    void take(FolderSnapshot snapshot);
    void merge(Node &shown, Node &wanted);
    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOfNode(const Node *node) const;
    [[nodiscard]] QModelIndex find(const std::function<bool(const Node &)> &wanted) const;

    [[nodiscard]] bool canDropFolder(const QMimeData *mime, const QModelIndex &target) const;
    void dropFolder(const QMimeData *mime, const QModelIndex &target);
    [[nodiscard]] QString spoken(const Node &node) const;
    /** More than a row has room for: tool tip and accessible description. */
    [[nodiscard]] QStringList told(const Node &node) const;

    MailSource &m_source;
    Doing m_doing;
    QHash<AccountId, std::optional<Room>> m_rooms;
    FolderSnapshot m_snapshot;
    std::unique_ptr<Node> m_root;
    bool m_reading = false;
    bool m_stale = false;
};

/** The Lucide icon of a role. */
[[nodiscard]] QString iconOf(FolderRole role);
/** What the window calls a folder: "Inbox", "Sent" by role, else its own name. */
[[nodiscard]] QString shownName(const FolderRow &folder);
/** What the server has not done yet, or refuses to do, of what was wanted of a folder; mostly empty. */
[[nodiscard]] QString unmetWish(const FolderRow &folder);
/** The account's colour: the eight in order, teal first. */
[[nodiscard]] TagColour accountColour(int position);

} // namespace petrel::ui
