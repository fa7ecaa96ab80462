#pragma once

#include <QString>

class QAction;
class QWidget;

namespace petrel::ui {

/**
 * A tool tip that shows exactly these words. Qt takes text with tags in it for HTML, and what stands in tool tips
 * comes from senders and servers: it must neither disguise itself nor load anything. GUI thread.
 */
void setPlainToolTip(QWidget *widget, const QString &text);
void setPlainToolTip(QAction *action, const QString &text);
/** The same for what an item model answers under Qt::ToolTipRole. */
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace petrel::ui
