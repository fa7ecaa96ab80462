#pragma once

#include "core/html/text_from_html.h"

namespace petrel::ui {

/**
 * A stretch of a message that is shown at once. Long messages are read part by part, each bounded, so that no message
 * whatever its size takes the window noticeable time to lay out or to search.
 */
struct ReadingPart
{
    /** Characters of a part at most. */
    static constexpr qsizetype kLongest = 200'000;

    html::LinkedText text;
    int number = 0; ///< from 0
    int count = 1;

    [[nodiscard]] bool isWhole() const { return count == 1; }
    [[nodiscard]] bool isLast() const { return number + 1 == count; }
};

/** The part of this number, the last one when there are fewer. Parts end at the end of a line where one is. Linear; any thread. */
[[nodiscard]] ReadingPart readingPart(const html::LinkedText &whole, int number);

} // namespace petrel::ui
