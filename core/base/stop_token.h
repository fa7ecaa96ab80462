#pragma once

#include <stop_token>

namespace petrel {

/** How a worker is asked to stop. Every wait takes one and answers Cancelled when it is raised. */
using StopToken = std::stop_token;
using StopSource = std::stop_source;
template <class Callback>
using StopCallback = std::stop_callback<Callback>;

} // namespace petrel
