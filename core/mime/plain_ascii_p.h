#pragma once

#include <algorithm>

namespace petrel::mime {

/** Nothing but printable ASCII, as most of what headers hold: there is nothing to decode or to clean. */
template <class Text>
[[nodiscard]] bool isPlainAscii(const Text &text)
{
    return std::all_of(text.begin(), text.end(), [](auto c) { return c >= decltype(c)(0x20) && c < decltype(c)(0x7F); });
}

} // namespace petrel::mime
