#pragma once

#include <QStringList>

class QMenu;

namespace petrel::ui {

class ActionRegistry;

/** Adds every action of the main window: texts, shortcuts, icons, and when each can be used. */
void addWindowActions(ActionRegistry &actions);
/** The whole menu behind the last button of the reading bar, and the hidden menu bar: one source for both. */
void fillMainMenu(QMenu &menu, ActionRegistry &actions);
/** What the context menu of the message list offers. */
[[nodiscard]] QStringList messageMenuIds();

} // namespace petrel::ui
