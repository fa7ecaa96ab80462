#include "ui/mainwindow/folder_deeds.h"

#include "core/model/delivery.h"
#include "core/store/reader.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/seams.h"
#include "ui/folders/folder_name_dialog.h"
#include "ui/folders/folder_words.h"
#include "ui/mainwindow/message_desk.h"
#include "ui/mainwindow/type_ahead_menu.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/read_access.h"

namespace petrel::ui {

namespace {

/** Whether Trash cannot take it: only then is it about for good. */
bool mustGoForGood(const Error &error) { return error.kind == ErrorKind::Invalid && (error.code == "FLAT" || error.code == "WITHIN"); }

Question dangerousQuestion(const QString &title, const QString &text, const QString &verb)
{
    Question question;
    question.title = title;
    question.text = text;
    question.meaning = FolderDeeds::tr("There is no way back once it is done.");
    question.answers = {verb, FolderDeeds::tr("Keep")};
    question.preferred = 1;
    question.dangerous = true;
    return question;
}

} // namespace

FolderDeeds::FolderDeeds(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    connect(&m_parts.folders, &FolderTreeModel::folderDropped, this, &FolderDeeds::drop);
}

QString FolderDeeds::whyFixed(const FolderRow &folder) const
{
    return fixedText(ui::whyFixed(m_parts.folders.foldersOf(folder.account), folder), folder);
}

QStringList FolderDeeds::namesIn(AccountId account, FolderId parent) const
{
    QStringList names;
    for (const FolderRow &folder : m_parts.folders.foldersOf(account)) {
        if (folder.parent == parent)
            names.append(folder.name);
    }
    return names;
}

engine::Engine::Done<void> FolderDeeds::offering(const std::shared_ptr<engine::UndoId> &deed, const Telling &telling)
{
    return [this, deed, telling](const Status &recorded) {
        if (recorded)
            m_parts.messages.offer(*deed, {telling.icon, telling.text});
        else
            Q_EMIT told(whyNotDone(recorded.error()));
    };
}

// ---- names ---------------------------------------------------------------------------------------

void FolderDeeds::ask(FolderNameDialog *dialog, std::function<void(const QString &name)> chosen)
{
    delete m_asking;
    m_asking = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FolderNameDialog::chosen, this, std::move(chosen));
    dialog->open();
}

void FolderDeeds::answer(const Status &recorded)
{
    if (!m_asking)
        return; // closed meanwhile
    if (recorded)
        m_asking->accept();
    else
        m_asking->refuse(whyNotDone(recorded.error()));
}

void FolderDeeds::make(AccountId account, FolderId parent)
{
    const auto above = m_parts.folders.folder(parent);
    const auto owner = m_parts.folders.account(account);
    if (!owner)
        return;
    const QString where = tr("New folder in %1").arg(above ? nameInText(*above) : nameInText(*owner));
    ask(new FolderNameDialog({tr("New folder"), where, tr("Create")}, {}, {namesIn(account, parent), !above}, &m_parts.window),
        [this, account, parent](const QString &name) {
        const auto deed = std::make_shared<engine::UndoId>();
        *deed = m_parts.engine.createFolder(account, parent, name, this, [this, deed, parent, name](const Result<FolderId> &made) {
            answer(made ? Status() : Status(made.error()));
            if (!made)
                return;
            m_parts.messages.offer(*deed, {QStringLiteral("folder-plus"), tr("Made the folder %1").arg(isolated(oneLine(name)))});
            Q_EMIT placed(*made, parent);
        });
    });
}

void FolderDeeds::rename(const FolderRow &folder)
{
    if (const QString why = whyFixed(folder); !why.isEmpty())
        return Q_EMIT told(why);
    const FolderNamePlace place{namesIn(folder.account, folder.parent), folder.parent.isNull()};
    ask(new FolderNameDialog({tr("Rename folder"), tr("Another name for %1").arg(nameInText(folder)), tr("Rename")}, folder.name, place, &m_parts.window),
        [this, folder](const QString &name) {
        const auto deed = std::make_shared<engine::UndoId>();
        *deed = m_parts.engine.renameFolder(folder.id, name, this, [this, deed, folder, name](const Status &renamed) {
            answer(renamed);
            if (renamed)
                m_parts.messages.offer(*deed, {QStringLiteral("pencil"), tr("%1 is called %2 now").arg(nameInText(folder), isolated(oneLine(name)))});
        });
    });
}

// ---- places --------------------------------------------------------------------------------------

void FolderDeeds::choosePlace(const FolderRow &folder, const QPoint &globalPosition)
{
    const QList<FolderRow> folders = m_parts.folders.foldersOf(folder.account);
    auto *menu = new TypeAheadMenu(tr("Move %1 into").arg(nameInText(folder)), &m_parts.window);
    menu->setObjectName(QStringLiteral("folderPlaces"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const QIcon &icon, const QString &name, FolderId place) {
        connect(menu->addName(icon, name), &QAction::triggered, this, [this, folder, place] { moveTo(folder, place); });
    };
    if (canLieIn(folders, folder, {}))
        offer(icon(QStringLiteral("mail")), tr("No other folder: to the top"), {});
    for (const FolderRow &place : folders) {
        if (place.role != FolderRole::Trash && canLieIn(folders, folder, place.id)) // deleting is another line
            offer(icon(iconOf(place.role)), place.role == FolderRole::None ? place.path : shownName(place), place.id);
    }
    menu->popup(globalPosition);
}

void FolderDeeds::moveTo(const FolderRow &folder, FolderId place)
{
    const auto above = m_parts.folders.folder(place);
    const QString text = above ? tr("Moved %1 into %2").arg(nameInText(folder), nameInText(*above)) : tr("Moved %1 to the top").arg(nameInText(folder));
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.moveFolder(folder.id, place, this, [this, folder, place, offer = offering(deed, {QStringLiteral("folder-input"), text})](const Status &moved) {
        offer(moved);
        if (moved)
            Q_EMIT placed(folder.id, place);
    });
}

void FolderDeeds::drop(FolderId id, FolderId place)
{
    const auto folder = m_parts.folders.folder(id);
    const auto above = m_parts.folders.folder(place);
    if (folder && above && above->role == FolderRole::Trash)
        remove(*folder);
    else if (folder)
        moveTo(*folder, place);
}

void FolderDeeds::setSubscribed(const FolderRow &folder, bool subscribed)
{
    const QString text = subscribed ? tr("Subscribed to %1").arg(nameInText(folder)) : tr("Unsubscribed from %1").arg(nameInText(folder));
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.setSubscribed(folder.id, subscribed, this, offering(deed, {QStringLiteral("bell"), text}));
}

// ---- what goes -----------------------------------------------------------------------------------

QString FolderDeeds::whoseMailWasPutInto(const FolderRow &folder) const
{
    const QList<FolderRow> folders = m_parts.folders.foldersOf(folder.account);
    QString sentences;
    for (const Account &account : m_parts.folders.accounts()) {
        const auto target = deliveryFolderOf(account, folders);
        if (target && isWithin(folders, target->id, folder.id))
            sentences += u' ' + tr("New mail of %1 comes into its own inbox from now on.").arg(nameInText(account));
    }
    return sentences;
}

void FolderDeeds::remove(const FolderRow &folder)
{
    if (const QString why = whyFixed(folder); !why.isEmpty())
        return Q_EMIT told(why);
    const auto deed = std::make_shared<engine::UndoId>();
    const QString shared = whoseMailWasPutInto(folder);
    const auto offer = offering(deed, {QStringLiteral("trash-2"), tr("Moved %1 into Trash").arg(nameInText(folder)) + (shared.isEmpty() ? shared : u'.' + shared)});
    *deed = m_parts.engine.deleteFolder(folder.id, engine::FolderDeletion::ToTrash, this, [this, folder, offer](const Status &recorded) {
        if (!recorded && mustGoForGood(recorded.error()))
            askRemoveForGood(folder);
        else
            offer(recorded);
    });
}

void FolderDeeds::askRemoveForGood(const FolderRow &folder)
{
    if (const QString why = whyFixed(folder); !why.isEmpty())
        return Q_EMIT told(why);
    const QString text = folder.kind == FolderKind::Local
        ? tr("%1 will be removed from this computer with the folders in it and all their mail. No server has a copy.")
        : tr("%1 will be removed with the folders in it and all their mail, from the server, too.");
    const Question question = dangerousQuestion(tr("Delete the folder for good?"), text.arg(nameInText(folder)) + whoseMailWasPutInto(folder), tr("Delete for good"));
    Seams::current().ask(&m_parts.window, question, [this, folder](int answer) {
        if (answer != 0)
            return;
        const auto deed = std::make_shared<engine::UndoId>();
        *deed = m_parts.engine.deleteFolder(folder.id, engine::FolderDeletion::ForGood, this,
                                            offering(deed, {QStringLiteral("trash-2"), tr("Deleting %1 for good").arg(nameInText(folder))}));
    });
}

void FolderDeeds::askEmpty(const FolderRow &folder)
{
    store::ListQuery query;
    query.folder = folder.id;
    m_parts.access.read(this, [query](const store::Reader &reader) { return reader.listCount(query); }, [this, folder](const Result<int> &count) {
        if (!count)
            Q_EMIT told(whyNotDone(count.error()));
        else if (*count == 0)
            Q_EMIT told(tr("%1 is empty already.").arg(nameInText(folder)));
        else
            askToEmpty(folder, *count);
    });
}

void FolderDeeds::askToEmpty(const FolderRow &folder, int messages)
{
    const QString text = folder.kind == FolderKind::Local
        ? tr("%Ln message(s) will be removed from this computer. Folders in it stay.", nullptr, messages)
        : tr("%Ln message(s) will be removed from this computer and from the server. Folders in it stay.", nullptr, messages);
    const Question question = dangerousQuestion(tr("Empty %1?").arg(nameInText(folder)), text, tr("Empty %1").arg(nameInText(folder)));
    Seams::current().ask(&m_parts.window, question, [this, folder](int answer) {
        if (answer != 0)
            return;
        const auto deed = std::make_shared<engine::UndoId>();
        *deed = m_parts.engine.emptyFolder(folder.id, this, offering(deed, {QStringLiteral("trash-2"), tr("Emptying %1").arg(nameInText(folder))}));
    });
}

} // namespace petrel::ui
