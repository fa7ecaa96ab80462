#include "ui/mainwindow/window_actions.h"

#include "ui/common/action_registry.h"
#include "ui/mainwindow/label_desk.h"

#include <QCoreApplication>
#include <QMenu>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::WindowActions)
};

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

QList<QKeySequence> keys(std::initializer_list<const char *> texts)
{
    QList<QKeySequence> sequences;
    for (const char *text : texts)
        sequences.append(QKeySequence(QString::fromLatin1(text)));
    return sequences;
}

bool withAccounts(const ActionContext &context)
{
    return context.hasAccounts;
}

bool withMail(const ActionContext &context)
{
    return context.mailShown;
}

bool withSelection(const ActionContext &context)
{
    return context.mailShown && context.selected > 0;
}

bool withMessage(const ActionContext &context)
{
    return context.mailShown && context.messageShown;
}

/** Also one whose header alone is here. */
bool withOne(const ActionContext &context)
{
    return context.mailShown && context.selected == 1;
}

void addApplicationActions(ActionRegistry &actions)
{
    actions.add({id("message.new"), Words::tr("&New message"), keys({"Ctrl+N"}), id("square-pen"), withAccounts, false, {}});
    actions.add({id("mail.check"), Words::tr("&Check mail"), keys({"F5", "Ctrl+Shift+R"}), id("refresh-cw"), withAccounts, false, {}});
    actions.add({id("mail.online"), Words::tr("Work &online"), {}, id("wifi"), {}, true, {}});
    actions.add({id("account.add"), Words::tr("&Add account…"), {}, id("user"), {}, false, {}});
    actions.add({id("storage.open"), Words::tr("&Backups and storage…"), {}, id("hard-drive"), {}, false, {}});
    actions.add({id("settings.open"), Words::tr("&Settings…"), keys({"Ctrl+,"}), id("settings"), {}, false, {}});
    actions.add({id("window.quit"), Words::tr("&Quit"), keys({"Ctrl+Q"}), id("log-out"), {}, false, {}});
    actions.add({id("edit.undo"), Words::tr("&Undo"), keys({"Ctrl+Z"}), id("undo-2"), [](const ActionContext &c) { return c.canUndo; }, false, {}});
    actions.add({id("list.search"), Words::tr("&Search all mail"), keys({"Ctrl+K", "/"}), id("search"), withAccounts, false, {}});
    actions.add({id("go.nextPane"), Words::tr("Next &pane"), keys({"F6"}), {}, {}, false, {}});
    actions.add({id("go.previousPane"), Words::tr("Pre&vious pane"), keys({"Shift+F6"}), {}, {}, false, {}});
    actions.add({id("go.next"), Words::tr("&Next message"), keys({"J"}), {}, withMail, false, {}});
    actions.add({id("go.previous"), Words::tr("&Previous message"), keys({"K"}), {}, withMail, false, {}});
    actions.add({id("go.inbox"), Words::tr("All &inboxes"), keys({"Ctrl+1"}), id("inbox"), withAccounts, false, {}});
    actions.add({id("help.protocolLog"), Words::tr("&Protocol log"), {}, id("activity"), withAccounts, false, {}});
    actions.add({id("help.about"), Words::tr("&About Petrel"), {}, id("info"), {}, false, {}});
}

void addMessageActions(ActionRegistry &actions)
{
    actions.add({id("message.reply"), Words::tr("&Reply"), keys({"R", "Ctrl+R"}), id("reply"), withMessage, false, {}});
    actions.add({id("message.replyAll"), Words::tr("Reply to &all"), keys({"Shift+R", "Ctrl+Shift+A"}), id("reply-all"), withMessage, false, {}});
    actions.add({id("message.forward"), Words::tr("&Forward"), keys({"Ctrl+L"}), id("forward"), withMessage, false, {}});
    actions.add({id("message.archive"), Words::tr("&Archive"), keys({"E"}), id("archive"),
                 [](const ActionContext &c) { return withSelection(c) && c.folderRole != FolderRole::Archive; }, false, {}});
    actions.add({id("message.delete"), Words::tr("&Delete"), keys({"Del"}), id("trash-2"), withSelection, false, {}});
    actions.add({id("message.deleteForever"), Words::tr("Delete for &good…"), keys({"Shift+Del"}), id("x"), withSelection, false, {}});
    actions.add({id("message.junk"), Words::tr("&Junk"), keys({"Ctrl+J"}), id("shield-x"), withSelection, false, {}});
    actions.add({id("message.move"), Words::tr("&Move to…"), keys({"M"}), id("folder-input"), withSelection, false, {}});
    actions.add({id("message.copy"), Words::tr("Cop&y to…"), {}, id("copy"), withSelection, false, {}});
    actions.add({id("message.flag"), Words::tr("F&lag"), keys({"F"}), id("flag"), withSelection, false, {}});
    actions.add({id("message.tag"), Words::tr("La&bels…"), keys({"T"}), id("tag"), withSelection, false, {}});
    actions.add({id("message.toggleRead"), Words::tr("Mark &unread"), keys({"U"}), id("mail"), withSelection, false, {}});
    actions.add({id("message.find"), Words::tr("Find in &message"), keys({"Ctrl+F"}), id("search"), withMessage, false, {}});
    actions.add({id("message.fixedFont"), Words::tr("Fi&xed font"), keys({"Ctrl+Shift+X"}), id("type"), withMessage, true, {}});
    actions.add({id("message.properties"), Words::tr("&Properties"), keys({"Alt+Return", "Alt+Enter"}), id("info"), withOne, false, {}});
    actions.add({id("message.source"), Words::tr("Message &source"), keys({"Ctrl+U"}), id("file-code"), withMessage, false, {}});
}

/** Not in any menu: the menu of labels tells these keys. */
void addLabelActions(ActionRegistry &actions)
{
    for (int number = 1; number <= LabelDesk::kKeys; ++number) {
        const QByteArray key = QByteArray::number(number);
        actions.add({id("message.label") + QString::number(number), Words::tr("Label %1").arg(number), keys({key.constData()}), id("tag"), withSelection, false, {}});
    }
    actions.add({id("message.noLabels"), Words::tr("Take all labels off"), keys({"0"}), id("tag"), withSelection, false, {}});
    actions.add({id("labels.open"), Words::tr("&Edit labels…"), {}, id("pencil"), {}, false, {}});
}

void addSubmenu(QMenu &menu, ActionRegistry &actions, const QString &title, const QStringList &ids)
{
    actions.fill(menu.addMenu(title), ids);
}

} // namespace

void addWindowActions(ActionRegistry &actions)
{
    addApplicationActions(actions);
    addMessageActions(actions);
    addLabelActions(actions);
}

void fillMainMenu(QMenu &menu, ActionRegistry &actions)
{
    addSubmenu(menu, actions, Words::tr("&File"), {id("message.new"), id("mail.check"), id("mail.online"), id("-"), id("account.add"), id("storage.open"), id("settings.open"), id("-"), id("window.quit")});
    addSubmenu(menu, actions, Words::tr("&Edit"), {id("edit.undo"), id("-"), id("list.search"), id("message.find"), id("-"), id("labels.open")});
    addSubmenu(menu, actions, Words::tr("&View"), {id("message.fixedFont"), id("message.source")});
    addSubmenu(menu, actions, Words::tr("&Go"), {id("go.next"), id("go.previous"), id("-"), id("go.inbox"), id("-"), id("go.nextPane"), id("go.previousPane")});
    addSubmenu(menu, actions, Words::tr("&Message"), messageMenuIds());
    addSubmenu(menu, actions, Words::tr("&Help"), {id("help.protocolLog"), id("-"), id("help.about")});
}

QStringList messageMenuIds()
{
    return {id("message.reply"), id("message.replyAll"), id("message.forward"), id("-"), id("message.archive"), id("message.move"), id("message.copy"),
            id("message.junk"), id("message.delete"), id("message.deleteForever"), id("-"), id("message.flag"), id("message.tag"), id("message.toggleRead"),
            id("-"), id("message.source"), id("message.properties")};
}

} // namespace petrel::ui
