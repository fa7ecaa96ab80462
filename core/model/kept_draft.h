#pragma once

#include "core/model/ids.h"

#include <QByteArray>
#include <QList>

namespace petrel {

/** A draft as it lies in the store now. */
struct KeptDraft
{
    PlacementId id;
    QList<QByteArray> fileParts; ///< which part each attached file became, in their order; empty for one that is nowhere any more

    friend bool operator==(const KeptDraft &, const KeptDraft &) = default;
};

} // namespace petrel
