#pragma once

#include "core/base/result.h"
#include "core/model/folder.h"
#include "core/store/sync_state.h"

#include <QHash>

namespace petrel::store {

namespace sqlite {
class Database;
}

/** The components of a listed folder as one text; an inbox is INBOX in any letter case. */
[[nodiscard]] QString listedPathOf(const RemoteFolder &folder);

/**
 * The folders of one account as one moment has them: what LIST told, what is wanted on top of it, and the tree that the
 * two make. Read, asked, thrown away; settle() writes the tree that is shown.
 */
class FolderTree
{
public:
    struct Folder
    {
        FolderId id;
        FolderKind kind = FolderKind::Remote;
        FolderRole role = FolderRole::None;
        QByteArray wireName;      ///< empty: at no server
        char delimiter = '/';     ///< '\0': names are flat
        QString listedPath;
        QString listedName;
        bool listedSubscribed = false;
        QString wantName;         ///< empty: it stays where it is
        FolderId wantParent;
        int wantSubscribed = -1;
        bool wantGone = false;
        bool parked = false;
        bool gone = false;
        bool takesFolders = true;
        // What is shown
        FolderId parent;
        QString name;
        QString path;
        bool subscribed = true;

        [[nodiscard]] bool isAtServer() const { return !wireName.isEmpty(); }
        [[nodiscard]] bool isHidden() const { return gone || (wantGone && !parked); }
        /** A wish of this kind that is parked is shown no more; a folder that is still to be made has no other place. */
        [[nodiscard]] bool isPlaced() const { return !wantName.isEmpty() && (!parked || !isAtServer()); }
    };

    [[nodiscard]] static Result<FolderTree> read(sqlite::Database &database, AccountId account);

    /** Null: not in this account, or gone. */
    [[nodiscard]] const Folder *find(FolderId id) const;
    /** The shown folder of this name below `parent`; null: none. INBOX in any letter case is one name. */
    [[nodiscard]] const Folder *child(FolderId parent, const QString &name) const;
    /** Where LIST puts it. */
    [[nodiscard]] FolderId listedParent(const Folder &folder) const;
    /** All that is shown below it, parents first. */
    [[nodiscard]] QList<FolderId> below(FolderId id) const;
    /** `id` is `ancestor`, or stands somewhere below it. */
    [[nodiscard]] bool isWithin(FolderId id, FolderId ancestor) const;
    /** What the server puts between names; nullopt: no folder was listed yet. */
    [[nodiscard]] std::optional<char> delimiter() const;

    /** Parent, name, path and subscription of each folder as the list and the wishes have them; each role once. */
    [[nodiscard]] static Status settle(sqlite::Database &database, AccountId account);

private:
    [[nodiscard]] FolderId placeOf(const Folder &folder) const;
    [[nodiscard]] QString pathOf(const Folder &folder, int depth) const;

    QList<Folder> m_folders;
    QHash<FolderId, qsizetype> m_index;
    QHash<QString, FolderId> m_byListedPath;
};

} // namespace petrel::store
