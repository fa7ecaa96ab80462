#pragma once

#include <QList>
#include <QString>

#include <cstdint>

namespace petrel::ui {

/** How grave something is: muted, amber, red (safety, or the server's final no). */
enum class Tone { Quiet, Warning, Danger };

/** What a button on a card does; the page turns it into a signal that names the message. */
enum class CardAction { SendNow, ChangeTime, SendAgain, TryAgain, Edit, Cancel, KeepAsIs, GiveUp };

struct CardButton
{
    CardAction action = CardAction::TryAgain;
    QString text;
    QString toolTip; ///< what it means for the mail

    friend bool operator==(const CardButton &, const CardButton &) = default;
};

/** One line below the text: a recipient, and what the server said about them in plain words. */
struct CardFact
{
    QString name;
    QString words;
    Tone tone = Tone::Quiet;

    friend bool operator==(const CardFact &, const CardFact &) = default;
};

/** Everything a card shows, in words: made by pure functions, shown by CardFrame. */
struct Card
{
    QString key;               ///< the same as long as the card is about the same thing
    QString iconName;
    Tone tone = Tone::Quiet;   ///< of the icon and of `state`
    QString title;             ///< what happened, or whom it goes to
    QString subtitle;          ///< one line, may be elided; empty as a rule
    QString state;             ///< behind the subtitle: "Waiting for the network"
    QString text;              ///< what it means; wraps
    QList<CardFact> facts;
    QString details;           ///< technical, behind "Details"
    QList<CardButton> buttons; ///< the suggested one first, the one that leaves things as they are last
    std::int64_t when = 0;     ///< UTC seconds, shown at the end of the title's line; 0: nothing

    friend bool operator==(const Card &, const Card &) = default;

    /** What a screen reader says of the whole card. */
    [[nodiscard]] QString spoken() const;
};

} // namespace petrel::ui
