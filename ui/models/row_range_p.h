#pragma once

#include <vector>

namespace petrel::ui {

/** Neighbouring rows, both ends included. */
struct RowRange
{
    int first;
    int last;
};

/** Adds a row to the last range when it follows it. */
inline void extend(std::vector<RowRange> &ranges, int row)
{
    if (!ranges.empty() && ranges.back().last + 1 == row)
        ranges.back().last = row;
    else
        ranges.push_back({row, row});
}

} // namespace petrel::ui
