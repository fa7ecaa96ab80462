#pragma once

#include "core/engine/engine.h"

#include <QObject>
#include <QSet>
#include <QTimer>

class QWidget;

namespace petrel::ui {

class ComposeDesk;

/**
 * Mail that was sent a moment ago and is still here when the window closes: neither kept in silence nor lost. The person is
 * asked once; the window then closes by itself, or stays. GUI thread.
 */
class Leaving : public QObject
{
    Q_OBJECT
public:
    /** All borrowed. */
    Leaving(engine::Engine &engine, ComposeDesk &compose, QWidget &window);

    /** True: close. False: the question is open, and `window` is closed as it is answered. */
    [[nodiscard]] bool mayClose();
    /** The session ends and nobody can answer: the next closing asks nothing. What is held goes out at the next start. */
    void goUnasked() { m_decided = true; }

Q_SIGNALS:
    void told(const QString &sentence);

private:
    void ask();
    void sendFirst();
    void keepAsDrafts();
    void settled(OutboxId id);
    void close();

    engine::Engine &m_engine;
    ComposeDesk &m_compose;
    QWidget &m_window;
    QSet<OutboxId> m_awaited; ///< the window closes when nothing is any more
    QTimer m_patience;
    bool m_asking = false;
    bool m_decided = false; ///< for the next time it closes
};

} // namespace petrel::ui
