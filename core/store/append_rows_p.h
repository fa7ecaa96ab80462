#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"

namespace petrel::store {

class WriteTransaction;

/** The message of an append wish has arrived: what it was moved from may go, at a server by an expunge. */
[[nodiscard]] Status releaseSource(WriteTransaction &transaction, WishId id);
/** A row turned out to be another one: copies of it are copies of that one. */
[[nodiscard]] Status copyFromInstead(WriteTransaction &transaction, PlacementId former, PlacementId row);

} // namespace petrel::store
