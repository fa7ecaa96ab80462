#pragma once

namespace petrel::ui {

/** Makes screen readers see MessageListView as a list of its rows. Once per process; more calls do nothing. */
void installMessageListAccessibility();

} // namespace petrel::ui
