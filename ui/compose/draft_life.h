#pragma once

namespace petrel::ui {

/**
 * The life of one message, from the first key until it has left: the one place where it is written down. A plain value
 * that knows neither widgets nor the engine; whoever holds it tells it what happened and does the Step it answers.
 *
 *       Kept --touched--> Changed --save--> Saving --saved--> Kept, or Changed when it was touched meanwhile
 *                            ^                 |--savedInPart--> the same; who wished to send or close wishes again
 *                            ^                 `--notSaved--> Changed: tried again later
 *       Kept, Changed --send--> Sending --queued--> Held --left--> Left
 *                            ^     `--refused--> Changed
 *       Held --undo--> TakingBack --takenBack--> Kept: it is a draft again
 *                            |--leftAlready--> Left
 *                            `--notTakenBack--> Held
 *       Kept, Changed --discard--> Gone,  Kept --close--> Gone,  Changed --close--> Saving, then Gone
 *
 * The rule behind it: nothing leaves the store before its successor, with all its parts, is in it. So only one version
 * is on its way at a time. What is asked for meanwhile is done afterwards; of several wishes the strongest stands, and
 * nothing stands above sending: no key pressed later takes it back unsaid.
 */
class DraftLife
{
public:
    enum class State {
        Kept,       ///< the store has what is on the screen; also: nothing was written yet
        Changed,    ///< what is on the screen is nowhere else
        Saving,     ///< a version is on its way into Drafts
        Sending,    ///< a version is on its way into the outbox: nothing may be changed any more
        Held,       ///< it lies in the outbox and can be taken back
        TakingBack, ///< it is on its way from the outbox into Drafts
        Left,       ///< the outbox sends it, or has sent it
        Gone,       ///< closed or thrown away
    };
    enum class Step { Nothing, Save, Send, Discard, Close, TakeBack };

    [[nodiscard]] State state() const { return m_state; }
    /** Sending, or bound to as soon as a save has ended: the window shows it and takes no more words. */
    [[nodiscard]] bool isHandingOver() const { return m_state == State::Sending || m_wish == Wish::Send; }
    /** There is something that only the screen has. */
    [[nodiscard]] bool isUnsaved() const { return m_state == State::Changed || m_state == State::Saving; }

    void touched();

    // What the person or a timer wants.
    [[nodiscard]] Step save();
    [[nodiscard]] Step send();
    [[nodiscard]] Step close();
    [[nodiscard]] Step discard();

    // How it ended.
    [[nodiscard]] Step saved();
    /** What was kept lacks something: to be read before it goes out or out of sight, so only a discard that waited goes on. */
    [[nodiscard]] Step savedInPart();
    /** A send that waited goes on, for it needs no draft; a close that waited does not: the window is the only copy. */
    [[nodiscard]] Step notSaved();
    [[nodiscard]] Step queued();
    void refused();

    // In the outbox.
    [[nodiscard]] Step undo();
    void left();
    void takenBack();
    void leftAlready();
    /** That failed: it is in the outbox as before. */
    void notTakenBack();

private:
    enum class Wish { None, Close, Discard, Send }; ///< the stronger ones last

    /** For later; a weaker wish than the one that stands is not heard. */
    void wish(Wish wish);
    [[nodiscard]] Step begin(State state, Step step);
    /** What was wished for while a version was on its way. */
    [[nodiscard]] Step goOn();

    State m_state = State::Kept;
    Wish m_wish = Wish::None;
    bool m_touchedMeanwhile = false;
};

} // namespace petrel::ui
