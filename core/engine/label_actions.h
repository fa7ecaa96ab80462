#pragma once

#include "core/engine/message_actions.h"

namespace petrel::engine {

// What the person does with labels, as one transaction each. Any thread but the GUI's. Labels are named by their keywords.

/** Invalid "KEYWORD": one is no atom of 100 characters at most, or the name of a flag. */
[[nodiscard]] Result<UndoRecord> changeLabels(store::Store &store, const QList<PlacementId> &ids, const QStringList &set, const QStringList &clear);
/** Puts the label on all of them while one lacks it, else takes it from all. Errors as above. */
[[nodiscard]] Result<UndoRecord> flipLabel(store::Store &store, const QList<PlacementId> &ids, const QString &keyword);
/** All that are labels of the person's; marks of programs stay. */
[[nodiscard]] Result<UndoRecord> takeLabelsOff(store::Store &store, const QList<PlacementId> &ids);

} // namespace petrel::engine
