#pragma once

#include <cstddef>
#include <cstdint>

namespace petrel::imap {

/** What a server may make us hold. Beyond these it is broken or hostile; the numbers are generous for honest ones. */
struct Limits
{
    std::int64_t lineBytes = 1 << 20;              ///< one line, without its literals
    std::int64_t literalBytes = 100 * (1 << 20);   ///< one literal: the largest message we accept
    std::int64_t responseBytes = 101 * (1 << 20);  ///< one response with all its literals
    int literalsPerResponse = 10'000;
    int depth = 100;                               ///< nesting of parenthesised lists
    int parts = 10'000;                            ///< parts of one BODYSTRUCTURE
    int addresses = 10'000;                        ///< in one field of one ENVELOPE
    int capabilities = 1'000;
    int flags = 1'000;                             ///< in one list; further ones are left out
    int folders = 50'000;                          ///< in one listing
    int nameBytes = 1'000;                         ///< of a mailbox name; a longer one is refused
    int responsesPerCommand = 2'000'000;           ///< before we hang up
};

} // namespace petrel::imap
