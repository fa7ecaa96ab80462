#include "ui/common/action_registry.h"

#include "ui/common/icons.h"

#include <QLoggingCategory>
#include <QWidget>

namespace petrel::ui {

namespace {

Q_LOGGING_CATEGORY(logActions, "ui.actions")

QString toolTip(QString text, const QList<QKeySequence> &shortcuts)
{
    text.remove(QLatin1Char('&'));
    if (!shortcuts.isEmpty())
        text += QStringLiteral(" (%1)").arg(shortcuts.first().toString(QKeySequence::NativeText));
    return text;
}

} // namespace

ActionRegistry::ActionRegistry(QWidget *window) : QObject(window), m_window(window) {}

QAction *ActionRegistry::add(ActionSpec spec)
{
    if (m_entries.contains(spec.id)) {
        qCWarning(logActions, "two actions of the id %s", qPrintable(spec.id));
        return m_entries.value(spec.id).action;
    }
    auto *action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    action->setCheckable(spec.checkable);
    action->setToolTip(toolTip(spec.toolTip.isEmpty() ? spec.text : spec.toolTip, spec.shortcuts));
    action->setShortcuts(spec.shortcuts);
    if (!spec.icon.isEmpty())
        action->setIcon(icon(spec.icon));
    const Entry entry{action, spec.enabled};
    action->setEnabled(!spec.enabled || spec.enabled(m_context));
    m_window->addAction(action);
    m_entries.insert(spec.id, entry);
    m_order.append(spec.id);
    return action;
}

QAction *ActionRegistry::action(const QString &id) const
{
    const auto found = m_entries.constFind(id);
    if (found == m_entries.constEnd()) {
        qCWarning(logActions, "no action of the id %s", qPrintable(id));
        return nullptr;
    }
    return found->action;
}

void ActionRegistry::on(const QString &id, QObject *context, std::function<void()> work)
{
    if (QAction *found = action(id))
        connect(found, &QAction::triggered, context, [work = std::move(work)] { work(); });
}

void ActionRegistry::setText(const QString &id, const QString &text)
{
    QAction *changed = action(id);
    if (!changed || changed->text() == text)
        return;
    changed->setText(text);
    changed->setToolTip(toolTip(text, changed->shortcuts()));
}

void ActionRegistry::setContext(const ActionContext &context)
{
    if (context == m_context)
        return;
    m_context = context;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.enabled)
            entry.action->setEnabled(entry.enabled(m_context));
    }
}

QList<QAction *> ActionRegistry::actions(const QStringList &ids)
{
    QList<QAction *> list;
    for (const QString &id : ids) {
        if (id == QLatin1String("-")) {
            auto *separator = new QAction(this);
            separator->setSeparator(true);
            list.append(separator);
        } else if (QAction *found = action(id)) {
            list.append(found);
        }
    }
    return list;
}

void ActionRegistry::fill(QWidget *menuOrBar, const QStringList &ids)
{
    const QList<QAction *> list = actions(ids);
    for (QAction *action : list) {
        if (action->isSeparator())
            action->setParent(menuOrBar);
        menuOrBar->addAction(action);
    }
}

} // namespace petrel::ui
