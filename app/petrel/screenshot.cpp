#include "app/petrel/screenshot.h"

#include "ui/mainwindow/main_window.h"
#include "ui/messagelist/message_list_pane.h"

#include <QAction>
#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace petrel::app {

using namespace std::chrono_literals;

namespace {

constexpr auto kListSettles = 2500ms;    // the list is read, icons and fonts are there
constexpr auto kMessageSettles = 1500ms; // the text is fetched and laid out
constexpr auto kDialogSettles = 800ms;

} // namespace

Screenshot::Screenshot(ui::MainWindow &window, QString file, QString view, QObject *parent)
    : QObject(parent), m_window(window), m_file(std::move(file)), m_view(std::move(view))
{
}

void Screenshot::start()
{
    m_window.resize(1440, 900);
    QTimer::singleShot(kListSettles, this, &Screenshot::openFirstMessage);
}

void Screenshot::openFirstMessage()
{
    m_window.list().view()->step(1);
    QTimer::singleShot(kMessageSettles, this, &Screenshot::openView);
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
    QTimer::singleShot(kDialogSettles, this, &Screenshot::take);
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
    const bool saved = shown->grab().save(m_file);
    if (!saved)
        std::fprintf(stderr, "petrel: the picture cannot be written to %s\n", qUtf8Printable(m_file));
    QApplication::exit(saved ? 0 : 9);
}

} // namespace petrel::app
