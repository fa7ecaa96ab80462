#pragma once

#include <cstdint>

namespace petrel {

/** What a server has of a message that is shown here, as far as we know. */
struct ServerCopy
{
    enum class State {
        None,     ///< none ever had it, or nothing is known of one: it lies on this computer alone
        OnItsWay, ///< it is to be brought there
        There,
        Leaving,  ///< it was deleted there, and the server has not said that it is
        Gone,     ///< it was there, and was deleted
    };
    State state = State::None;
    bool isWholeHere = true;       ///< else the header, and perhaps some of the text
    std::int64_t storedHere = 0;   ///< UTC seconds: a maildrop's message is here since then; 0: not wholly, or not known
    std::int64_t removed = 0;      ///< UTC seconds: Leaving and Gone
    bool isToBeRemoved = false;    ///< There: the person wants it deleted at the server, whatever the account says

    friend bool operator==(const ServerCopy &, const ServerCopy &) = default;
};

} // namespace petrel
