#pragma once

#include <QObject>
#include <QString>

namespace petrel::ui {
class MainWindow;
}

namespace petrel::app {

/** Takes one picture of a window as a person would see it after a moment, writes it and ends the program. GUI thread. */
class Screenshot : public QObject
{
    Q_OBJECT
public:
    Screenshot(ui::MainWindow &window, QString file, QString view, QObject *parent);
    void start();

Q_SIGNALS:
    void wizardWanted();
    void settingsWanted();

private:
    /** The windows settle in steps: list, message, dialog; each gets its time. */
    void openFirstMessage();
    void openView();
    void take();

    ui::MainWindow &m_window;
    QString m_file;
    QString m_view;
};

} // namespace petrel::app
