#include "core/store/flag_merge.h"

namespace petrel::store {

namespace {

/** Masks disjoint, and without what the base says anyway. */
FlagState tidied(FlagState state)
{
    state.wantClear &= ~state.wantSet;
    state.wantSet &= ~state.base;
    state.wantClear &= state.base;
    return state;
}

} // namespace

FlagState wanted(FlagState state, Flags set, Flags clear)
{
    clear &= ~set;
    state.wantSet = (state.wantSet | set) & ~clear;
    state.wantClear = (state.wantClear | clear) & ~set;
    return tidied(state);
}

FlagState pulled(FlagState state, Flags server)
{
    state.base = server;
    return tidied(state);
}

FlagState pushed(FlagState state, Flags sentSet, Flags sentClear)
{
    // A sent bit whose wish is gone though the base does not show it was toggled back meanwhile.
    const Flags undoneSet = sentSet & ~state.wantSet & ~state.base;
    const Flags undoneClear = sentClear & ~state.wantClear & state.base;
    state.base = (state.base | sentSet) & ~sentClear;
    state.wantSet = (state.wantSet & ~sentSet) | undoneClear;
    state.wantClear = (state.wantClear & ~sentClear) | undoneSet;
    return tidied(state);
}

FlagState refused(FlagState state, Flags refusedSet, Flags refusedClear)
{
    state.wantSet &= ~refusedSet;
    state.wantClear &= ~refusedClear;
    return state;
}

} // namespace petrel::store
