#pragma once

#include "core/engine/pass_context.h"
#include "core/model/outbox.h"

#include <functional>

namespace petrel::engine {

/** Where a message of our own turned up. */
enum class Found {
    Nowhere,
    InSent,  ///< the server that took it filed it itself
    InInbox, ///< whoever takes mail for one of its recipients has it
};

/**
 * Looks for the account's messages whose fate is uncertain, when it is time to look: what the store knows by now, then
 * `atServer`, if given. One that turned up is Sent (with our own copy where the server made none, and asked for again only for those whom the server told
 * "not now"); any other stays Uncertain and is shown to the person from the first look on, who decides. Nothing is ever sent
 * again here. Looked for again after longer and longer pauses, for some days: a server may file late.
 *
 * Each look is counted before it begins, so that a server which hangs up at the question is not asked at every turn.
 * `atServer` hears how often it was looked for before; its errors that leave the connection alone count as "nowhere".
 * What concerns one message alone (the person cancelled it meanwhile) is no error.
 */
using LookAtServer = std::function<Result<Found>(const OutboxItem &item, int looksBefore)>;
[[nodiscard]] Status lookForUncertain(PassContext &context, const LookAtServer &atServer = {});

/** For how long the person is not bothered with it at most, while no look could be had. */
inline constexpr std::chrono::seconds kUntoldFor{60};
/** Those that stayed unlooked for that long are told all the same. */
[[nodiscard]] Status tellUnlooked(PassContext &context);

} // namespace petrel::engine
