#pragma once

#include <QtGlobal>

namespace petrel::mime {

/** How much of a hostile message is looked at. What lies beyond is left out and told by a Notice. */
struct Limits
{
    int depth = 100;                            ///< multiparts and messages inside each other
    int parts = 10'000;                         ///< in the whole message
    qsizetype headerBlockBytes = 1024 * 1024;   ///< of one part; later fields are dropped
    qsizetype headerFieldBytes = 64 * 1024;     ///< of one field, unfolded; its tail is dropped
    int headerFields = 10'000;                  ///< of one part
    qsizetype textBytes = 8 * 1024 * 1024;      ///< of one text part, decoded, as shown
};

} // namespace petrel::mime
