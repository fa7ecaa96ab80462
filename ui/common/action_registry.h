#pragma once

#include "core/model/flags.h"
#include "core/model/folder.h"

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QStringList>

#include <functional>

class QMenu;
class QWidget;

namespace petrel::ui {

/** What the enabled rules of actions look at: the state of the window as plain values. */
struct ActionContext
{
    bool hasAccounts = false;
    bool mailShown = false;       ///< list and reader are what is open, not the outbox
    FolderRole folderRole = FolderRole::None; ///< of the selected messages
    int selected = 0;             ///< selected messages
    bool messageShown = false;    ///< the reading pane shows one message
    bool canUndo = false;
    bool online = true;

    friend bool operator==(const ActionContext &, const ActionContext &) = default;
};

/** How an action is made. */
struct ActionSpec
{
    using Rule = std::function<bool(const ActionContext &)>;

    QString id;                     ///< "message.reply": stable, also the QAction's objectName
    QString text;                   ///< with a mnemonic: "&Reply"
    QList<QKeySequence> shortcuts;
    QString icon;                   ///< Lucide name; empty for none
    Rule enabled;                   ///< always, when not set
    bool checkable = false;
    QString toolTip;                ///< text without mnemonic when empty; the shortcut is added
};

/**
 * Every action of a window in one place: text, shortcut, icon and the rule when it can be used.
 * Menus, tool bars and context menus are lists of ids, "-" being a separator. What an action does is
 * connected once, by the part that can do it. GUI thread.
 */
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QWidget *window);

    /** Adds an action; its shortcuts work in the whole window. Ids are unique. */
    QAction *add(ActionSpec spec);
    /** The action of this id; null with a warning for an unknown one. */
    [[nodiscard]] QAction *action(const QString &id) const;
    [[nodiscard]] bool contains(const QString &id) const { return m_entries.contains(id); }
    [[nodiscard]] QStringList ids() const { return m_order; }

    /** Calls `work` when the action is triggered, while `context` lives. */
    void on(const QString &id, QObject *context, std::function<void()> work);

    /** Another text of an action, which its tool tip tells too. */
    void setText(const QString &id, const QString &text);

    /** Applies the enabled rules. */
    void setContext(const ActionContext &context);
    [[nodiscard]] const ActionContext &context() const { return m_context; }

    /** The actions of these ids in order; "-" becomes a separator owned by the registry. */
    [[nodiscard]] QList<QAction *> actions(const QStringList &ids);
    /** Adds them to a menu, tool bar or any widget that shows its actions. */
    void fill(QWidget *menuOrBar, const QStringList &ids);

private:
    struct Entry
    {
        QAction *action = nullptr;
        ActionSpec::Rule enabled;
    };

    QWidget *m_window;
    QHash<QString, Entry> m_entries;
    QStringList m_order;
    ActionContext m_context;
};

} // namespace petrel::ui
