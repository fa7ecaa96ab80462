#pragma once

namespace petrel::test {

/**
 * Every other thread of this program sleeps, and none of them has run while that was looked at: whoever was woken or has work left is
 * told from who waits, however busy the machine is. A thread that sleeps until a time counts as one that sleeps. Wait for it.
 */
[[nodiscard]] bool areOtherThreadsAtRest();

} // namespace petrel::test
