#include "ui/mainwindow/way_out.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QEvent>

namespace petrel::ui {

WayOut::WayOut(QAction &quit, QWidget &window) : QObject(&window), m_quit(quit), m_window(window)
{
    m_quit.setShortcutContext(Qt::ApplicationShortcut);
    connect(&m_quit, &QAction::triggered, this, &WayOut::leave);
    qApp->installEventFilter(this);
}

bool WayOut::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && watched->isWidgetType()) {
        // Qt keeps every shortcut from windows that stand behind a modal one; so the modal one gets it.
        auto *shown = static_cast<QWidget *>(watched);
        if (shown->isModal() && !shown->actions().contains(&m_quit))
            shown->addAction(&m_quit);
    }
    return QObject::eventFilter(watched, event);
}

void WayOut::leave()
{
    closeDialogs();
    if (auto *asking = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
        return goOnAfter(*asking);
    closeWindows();
}

void WayOut::leaveUnasked()
{
    closeDialogs();
    closeWindows();
}

/** From the top one down. The first close may end only what runs in the dialog, a test of an account: then once more. */
void WayOut::closeDialogs()
{
    while (QWidget *dialog = QApplication::activeModalWidget()) {
        const bool closed = dialog->close() || (QApplication::activeModalWidget() == dialog && dialog->close());
        if (!closed)
            return;
    }
}

/** It stands there and asks about what was typed. Whoever gives it up leaves; whoever stays with it stays. */
void WayOut::goOnAfter(QDialog &asking)
{
    if (m_awaited == &asking)
        return;
    m_awaited = &asking;
    connect(&asking, &QDialog::finished, this, [this] {
        m_awaited = nullptr;
        // Who asked has acted on the answer by now: it was connected first.
        if (!QApplication::activeModalWidget())
            QMetaObject::invokeMethod(this, &WayOut::leave, Qt::QueuedConnection);
    }, Qt::SingleShotConnection);
}

void WayOut::closeWindows()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (window != &m_window && window->isVisible())
            window->close();
    }
    m_window.close();
}

} // namespace petrel::ui
