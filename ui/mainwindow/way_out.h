#pragma once

#include <QObject>
#include <QPointer>

class QAction;
class QDialog;
class QWidget;

namespace petrel::ui {

/**
 * Quitting, wherever its keys are pressed: composers and the settings are windows of their own, and a dialog that holds
 * the rest of the program up hears them as well. All windows close, dialogs first: they are cancelled, and one that would
 * lose what was typed asks; composers keep what was written. The main window comes last and ends the program. GUI thread.
 */
class WayOut : public QObject
{
    Q_OBJECT
public:
    /** Both borrowed. */
    WayOut(QAction &quit, QWidget &window);

    void leave();
    /** The session ends: nothing that asks is waited for. */
    void leaveUnasked();

protected:
    /** Gives the keys to each modal dialog as it opens. */
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void closeDialogs();
    void goOnAfter(QDialog &asking);
    void closeWindows();

    QAction &m_quit;
    QWidget &m_window;
    QPointer<QDialog> m_awaited; ///< asks whether what was typed may go; who has left then leaves for good
};

} // namespace petrel::ui
