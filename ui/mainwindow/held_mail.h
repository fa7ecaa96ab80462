#pragma once

#include "core/engine/engine.h"
#include "ui/common/snackbar.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace petrel::ui {

class ComposeWindow;
class Departures;

/**
 * Mail that was sent a moment ago and waits in the outbox, with the composers that wrote it: out of sight until then, and
 * as they were when it is taken back. The last one is offered in a snackbar; an earlier one after it, while there is time.
 * A composer is at hand for as long as its message waits, but not longer than 90 s. GUI thread.
 */
class HeldMail : public QObject
{
    Q_OBJECT
public:
    /** All borrowed. `home`: where the snackbar shows. */
    HeldMail(engine::Engine &engine, Departures &departures, QWidget &home, QObject *parent);

    /** `composer` was sent() as `id` and goes not before `notBefore` (UTC seconds). It is deleted when it is not at hand any more. */
    void hold(OutboxId id, ComposeWindow &composer, std::int64_t notBefore);
    [[nodiscard]] bool canTakeBack() const;
    /** What was sent last, and can still be taken back. */
    void takeBackLast();

Q_SIGNALS:
    /** Something that can be taken back. */
    void sent();
    /** Of canTakeBack(). */
    void changed();
    /** It is this draft now, but its composer cannot show it as it was. */
    void draftWanted(petrel::PlacementId draft);
    void told(const QString &sentence);

private:
    struct Held
    {
        OutboxId id;
        QPointer<ComposeWindow> composer;
        std::int64_t notBefore = 0;
        bool isComingBack = false;
        engine::Ticket opening; ///< its draft is read
    };

    [[nodiscard]] Held *find(OutboxId id);
    void offerUndo(const Held &held);
    /** What is sent within a minute counts down; what waits for its time says when that is. */
    [[nodiscard]] static bool countsDown(const Held &held);
    /** What was sent before, and has not gone yet. */
    void offerNext();
    void takeBack(OutboxId id);
    void bringBack(OutboxId id, PlacementId draft);
    void sendNow(OutboxId id);
    /** It is not at hand any more. */
    void release(OutboxId id);
    void hearDepartures();
    /** It goes out all the same: said with the reason, and with another chance. */
    void tellNotTakenBack(OutboxId id, const Error &error);

    engine::Engine &m_engine;
    Departures &m_departures;
    QWidget &m_home;
    std::vector<Held> m_held; ///< the last one last
    QPointer<Snackbar> m_bar;
    OutboxId m_offered; ///< by that bar
};

} // namespace petrel::ui
