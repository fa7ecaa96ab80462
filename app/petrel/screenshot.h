#pragma once

#include <QObject>
#include <QString>

#include <chrono>

namespace petrel::ui {
class MainWindow;
}

namespace petrel::app {

/** Takes one picture of a window as a person would see it after a moment, and writes it. GUI thread. */
class Screenshot : public QObject
{
    Q_OBJECT
public:
    /** The windows settle in steps, and each gets its time. */
    struct Pauses
    {
        std::chrono::milliseconds list{2500};    ///< it is read, icons and fonts are there
        std::chrono::milliseconds message{1500}; ///< its text is fetched and laid out
        std::chrono::milliseconds dialog{800};
    };

    /** `view` as in CommandLine. */
    Screenshot(ui::MainWindow &window, QString file, QString view, QObject *parent);
    void setPauses(Pauses pauses) { m_pauses = pauses; }
    void start();

Q_SIGNALS:
    void wizardWanted();
    void settingsWanted();
    /** The end; false: the file cannot be written. */
    void taken(bool written);

private:
    void openFirstMessage();
    void openView();
    void take();

    ui::MainWindow &m_window;
    QString m_file;
    QString m_view;
    Pauses m_pauses;
};

} // namespace petrel::app
