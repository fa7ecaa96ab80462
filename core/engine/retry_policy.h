#pragma once

#include "core/base/error.h"

#include <chrono>

namespace petrel::engine {

/** What becomes of the work at hand after an error, from the least to the most that is given up. */
enum class Disposition {
    Later,       ///< this item waits; the others go on
    Park,        ///< this item waits for the person, under "Needs attention"; the others go on
    StopFolder,  ///< nothing more in this folder in this pass; the other folders go on
    RetryNow,    ///< the connection is gone; the same again at once on a fresh one
    StopAccount, ///< the connection is gone, or the server wants a pause: all of the account waits
    AskPerson,   ///< all of the account (or more) waits for the person
    Leave,       ///< stopped: nothing failed
};

/** The one table from Error to consequence: whoever meets an error asks it, and nobody keeps a list of kinds of their own. */
[[nodiscard]] Disposition after(const Error &error);

/** The pass cannot go on: what is said of one item or of one folder never is. */
[[nodiscard]] bool endsPass(const Error &error);

/**
 * Whether the error counts as an attempt of what was in hand when it came: also one that ended the session, for the server
 * may close at this very thing each time it is asked. Not the person's stop, our own disk, or what holds for the whole account.
 */
[[nodiscard]] bool countsAsAttempt(const Error &error);

/** What a worker does after an error that ended its round. */
struct NextStep
{
    enum class What {
        TryAgain,  ///< after `pause`, on a fresh connection
        AskPerson, ///< show the error, and sleep until the person changes something; where it may pass by itself, also try again after `pause`
        Leave,     ///< stop the worker quietly
    };
    What what = What::TryAgain;
    std::chrono::milliseconds pause{0}; ///< with AskPerson, 0 is for ever: a password is never tried twice
};

/** How long and how often: every retry constant of the engine stands in retry_policy.cpp. */
class RetryPolicy
{
public:
    /** `failures`: how many rounds in a row have failed, this one included. Pauses carry jitter. */
    [[nodiscard]] static NextStep afterFailure(const Error &error, int failures);
    /**
     * The pause after the n-th failed attempt of one wish or one message, with jitter: what failed together need not come
     * again together. None after the first if the connection was lost: then it was the line, as a rule.
     */
    [[nodiscard]] static std::chrono::seconds wishPause(const Error &error, int attempts);
    /** Said "never", or "not now" as often as is borne: the wish is parked. `attempts` with this one. */
    [[nodiscard]] static bool isGivenUp(const Error &error, int attempts);
    /** A wish is parked after this many attempts that failed without a "never": half an hour, about. */
    static constexpr int kWishAttempts = 8;
    /** The pause after the n-th time a message did not leave, with jitter: in the end an hour (RFC 5321 section 4.5.4.1). Never given up: what is temporary may pass, and the person sees why it waits. */
    [[nodiscard]] static std::chrono::seconds sendPause(int attempts);
    /** Until what is uncertain is looked for again, after the n-th look. */
    [[nodiscard]] static std::chrono::seconds lookPause(int looks);
    [[nodiscard]] static bool looksAgain(int looks);
    /** The person is told of a message that is put off again and again, once it has waited for this long, and from then on each day. */
    static constexpr std::chrono::hours kTellOfDelayAfter{4};
    static constexpr std::chrono::hours kTellOfDelayAgain{24};
};

} // namespace petrel::engine
