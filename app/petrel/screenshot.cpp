#include "app/petrel/screenshot.h"

#include "ui/mainwindow/main_window.h"
#include "ui/messagelist/message_list_pane.h"

#include <QAction>
#include <QApplication>
#include <QPixmap>
#include <QTimer>

namespace petrel::app {

Screenshot::Screenshot(ui::MainWindow &window, QString file, QString view, QObject *parent)
    : QObject(parent), m_window(window), m_file(std::move(file)), m_view(std::move(view))
{
}

void Screenshot::start()
{
    m_window.resize(1440, 900);
    QTimer::singleShot(m_pauses.list, this, &Screenshot::openFirstMessage);
}

void Screenshot::openFirstMessage()
{
    m_window.list().view()->step(1);
    QTimer::singleShot(m_pauses.message, this, &Screenshot::openView);
}

void Screenshot::openView()
{
    if (m_view == QStringLiteral("compose")) {
        if (auto *reply = m_window.findChild<QAction *>(QStringLiteral("message.reply")))
            reply->trigger();
    } else if (m_view == QStringLiteral("wizard")) {
        Q_EMIT wizardWanted();
    } else if (m_view == QStringLiteral("settings")) {
        Q_EMIT settingsWanted();
    }
    QTimer::singleShot(m_pauses.dialog, this, &Screenshot::take);
}

void Screenshot::take()
{
    QWidget *shown = &m_window;
    if (m_view != QStringLiteral("main") && m_view != QStringLiteral("message")) {
        for (QWidget *window : QApplication::topLevelWidgets()) {
            if (window != &m_window && window->isVisible() && window->isWindow() && window->width() > 300)
                shown = window;
        }
    }
    Q_EMIT taken(shown->grab().save(m_file));
}

} // namespace petrel::app
