#pragma once

#include "core/base/error.h"

#include <chrono>

namespace petrel::engine {

/** What a worker does after an error. */
struct NextStep
{
    enum class What {
        TryAgain,   ///< after `pause`, on a fresh connection
        AskPerson,  ///< sleep until the person changes something; show the error
        Park,       ///< only this wish: put it under "Needs attention" and go on
        Leave,      ///< stop the worker quietly (cancelled)
    };
    What what = What::TryAgain;
    std::chrono::milliseconds pause{0};
};

/** The one table from Error to next step; every retry constant of the engine stands in retry_policy.cpp. */
class RetryPolicy
{
public:
    /** `failures`: how many attempts in a row have failed, this one included. Pauses carry jitter. */
    [[nodiscard]] static NextStep afterFailure(const Error &error, int failures);
    /** The pause after the n-th declined attempt of one wish or one message, with jitter: what failed together need not come again together. */
    [[nodiscard]] static std::chrono::seconds wishPause(int attempts);
    /** A wish is parked after this many attempts that the server declined without saying "never": half an hour, about. */
    static constexpr int kWishAttempts = 8;
    /** A message is given back to the person after this many times that the server would not take it for now: an hour and a half, about. */
    static constexpr int kSendAttempts = 12;
};

} // namespace petrel::engine
