#pragma once

#include "core/engine/engine.h"

#include <QObject>
#include <QSet>
#include <QTimer>

class QWidget;

namespace petrel::ui {

class ComposeDesk;
class Departures;
struct Departure;
struct Question;

/**
 * Mail that was sent a moment ago and is still here when the window closes, or the last composer after it: neither kept in
 * silence nor lost. The person is asked once about each; the window then closes by itself, or stays. GUI thread.
 */
class Leaving : public QObject
{
    Q_OBJECT
public:
    /** All borrowed. */
    Leaving(engine::Engine &engine, ComposeDesk &compose, QWidget &window);

    /**
     * True: close, or end. False: `window` is shown with the question, or waits for a composer that is handing its message
     * over, and is closed once that is settled.
     */
    [[nodiscard]] bool mayClose();
    /** The session ends and nobody can answer: nothing is asked. What is held goes out at the next start. */
    void goUnasked() { m_unasked = true; }

Q_SIGNALS:
    void told(const QString &sentence);

protected:
    /** A window that is shown again may ask again. */
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /** What is here and was not decided about. */
    [[nodiscard]] QList<Departure> undecided() const;
    void ask();
    /** Of mail that is to go out in a moment. `waiting`: how many wait for their time besides. */
    [[nodiscard]] Question questionOf(const QList<Departure> &soon, qsizetype waiting, bool sends) const;
    /** Of mail that waits for its time, and of nothing else. */
    [[nodiscard]] static Question questionOfLater(const QList<Departure> &later);
    void sendFirst(const QSet<OutboxId> &asked);
    void keepAsDrafts(const QSet<OutboxId> &asked);
    void sendLater(const QSet<OutboxId> &asked);
    void awaitVerdicts(const QSet<OutboxId> &asked);
    /** Closes with the last one; whatever did not go out keeps the window open, and is told. */
    void hearVerdicts();
    void giveUpWaiting();
    /** A server that takes nothing is not waited for: who wanted to send first is asked again, by the last word of it. */
    void hearStatus(const engine::AccountStatus &status);
    [[nodiscard]] bool canSend(const QList<Departure> &mail) const;
    void stay(const QString &why);
    void close();

    engine::Engine &m_engine;
    ComposeDesk &m_compose;
    Departures &m_departures;
    QWidget &m_window;
    QSet<OutboxId> m_awaited; ///< the window closes when nothing is any more
    QSet<OutboxId> m_letGo;   ///< the person knows that it stays behind
    QSet<AccountId> m_failing; ///< their outgoing servers take nothing
    QTimer m_patience;
    bool m_asking = false;
    bool m_sendsFirst = false; ///< what is awaited was to be sent; else it becomes a draft
    bool m_unasked = false;
    bool m_handingOver = false; ///< the window wants to close once the composers have handed over
};

} // namespace petrel::ui
