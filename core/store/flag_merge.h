#pragma once

#include "core/model/flags.h"

namespace petrel::store {

/**
 * The flags of one message in one folder, three-way: what the server last said, and what the person
 * wants on top of it. The masks are disjoint and never repeat the base.
 */
struct FlagState
{
    Flags base;
    Flags wantSet;
    Flags wantClear;

    /** What is shown. */
    [[nodiscard]] Flags view() const { return (base | wantSet) & ~wantClear; }
    [[nodiscard]] bool isDirty() const { return wantSet || wantClear; }

    friend bool operator==(const FlagState &, const FlagState &) = default;
};

/** The person sets and clears flags; toggling twice leaves no wish. A bit in both counts as set. */
[[nodiscard]] FlagState wanted(FlagState state, Flags set, Flags clear);
/** The server says what is set: it wins for every bit that has no wish. */
[[nodiscard]] FlagState pulled(FlagState state, Flags server);
/**
 * The server took these bits. Only they leave the masks; a bit that the person toggled back while it
 * was under way becomes a wish for the opposite.
 */
[[nodiscard]] FlagState pushed(FlagState state, Flags sentSet, Flags sentClear);
/** The server does not take these bits: only they leave the masks. */
[[nodiscard]] FlagState refused(FlagState state, Flags refusedSet, Flags refusedClear);

} // namespace petrel::store
