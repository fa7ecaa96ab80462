#pragma once

#include "ui/attention/attention_source.h"
#include "ui/attention/card.h"

namespace petrel::ui {

/** What happened, what it means for the mail, and what can be done about it. */
[[nodiscard]] Card attentionCard(const AttentionStory &story);

/** "“Pier lighting” could not be moved to “Tenders”": what a parked wish wanted, as the thing that failed. */
[[nodiscard]] QString failedWish(const AttentionStory &story);

} // namespace petrel::ui
