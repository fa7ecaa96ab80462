#pragma once

#include "core/engine/engine.h"
#include "core/model/folder.h"

#include <QObject>
#include <QPointer>

namespace petrel::ui {

class FolderNameDialog;
class FolderTreeModel;
class MessageDesk;
class ReadAccess;

/**
 * What changes folders themselves: making, naming, moving, deleting, subscribing, emptying. A name is asked for; everything
 * else acts at once, as a wish, and stands with its Undo among the other deeds. Only what cannot be taken back, or what Trash
 * does not take, is asked about. GUI thread.
 */
class FolderDeeds : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive it. */
    struct Parts
    {
        engine::Engine &engine;
        ReadAccess &access;
        FolderTreeModel &folders;
        MessageDesk &messages; ///< keeps what can be undone
        QWidget &window;
    };
    FolderDeeds(Parts parts, QObject *parent);

    /** `parent` null: at the top of the account. */
    void make(AccountId account, FolderId parent);
    void rename(const FolderRow &folder);
    /** Opens the list of places at this point. */
    void choosePlace(const FolderRow &folder, const QPoint &globalPosition);
    /** Into Trash; from there, and where Trash takes no folders, for good after a question. */
    void remove(const FolderRow &folder);
    void askRemoveForGood(const FolderRow &folder);
    void setSubscribed(const FolderRow &folder, bool subscribed);
    /** Trash or Junk: all mail in it goes for good after a question. */
    void askEmpty(const FolderRow &folder);
    /** Why it can neither be renamed, moved nor deleted, in a sentence; empty: it can. */
    [[nodiscard]] QString whyFixed(const FolderRow &folder) const;
    /** Sentences about the accounts that deliver into it or a folder in it; empty: none does. */
    [[nodiscard]] QString whoseMailWasPutInto(const FolderRow &folder) const;

Q_SIGNALS:
    void told(const QString &sentence);
    /** A folder is to be seen at its new place, below `parent`, which may be closed. */
    void placed(petrel::FolderId folder, petrel::FolderId parent);

private:
    /** What a deed is called once it is recorded. */
    struct Telling
    {
        QString icon;
        QString text;
    };
    /** Asks for a name; who hears it answers the dialog by answer(). */
    void ask(FolderNameDialog *dialog, std::function<void(const QString &name)> chosen);
    void answer(const Status &recorded);
    void moveTo(const FolderRow &folder, FolderId place);
    void drop(FolderId folder, FolderId place);
    /** For what is recorded, or not: told with its Undo, or why not. */
    [[nodiscard]] engine::Engine::Done<void> offering(const std::shared_ptr<engine::UndoId> &deed, const Telling &telling);
    void askToEmpty(const FolderRow &folder, int messages);
    /** The names in use at one place of the tree. */
    [[nodiscard]] QStringList namesIn(AccountId account, FolderId parent) const;

    Parts m_parts;
    QPointer<FolderNameDialog> m_asking;
};

} // namespace petrel::ui
