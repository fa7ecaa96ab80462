#pragma once

#include "tests/store/profile.h"

namespace petrel::test {

/** The moves that are due at the IMAP account. */
inline QList<MoveWish> moves(Profile &profile, std::int64_t now = 1'000)
{
    return MUST(profile.read([&](const Reader &reader) { return SyncReader(reader).dirtyMoves(profile.imap, now); }));
}

template <class Function>
void wish(Profile &profile, Function &&fn)
{
    MUST(profile.write([&](WriteTransaction &tx) { return fn(tx.wishes()); }));
}

} // namespace petrel::test
