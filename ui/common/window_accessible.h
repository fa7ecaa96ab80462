#pragma once

namespace petrel::ui {

/** Makes screen readers see every plain widget that is a window as one, under its title. Once per process; more calls do nothing. */
void installWindowAccessibility();

} // namespace petrel::ui
