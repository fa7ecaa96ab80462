#pragma once

#include <QFontMetrics>

#include <algorithm>

namespace petrel::ui {

/** Height of one line to write in: 28 pixels, more where the type is larger. */
[[nodiscard]] inline int fieldHeight(const QFont &font)
{
    constexpr int kLeast = 28;
    constexpr int kAround = 8;
    return std::max(kLeast, QFontMetrics(font).height() + kAround);
}

} // namespace petrel::ui
