#pragma once

#include "core/base/stop_token.h"
#include "core/store/finding.h"
#include "core/store/reader.h"

#include <functional>

namespace petrel::store {

/** `pragma` is integrity_check or quick_check, which answer "ok" or one line per fault. */
[[nodiscard]] Status addDatabaseFaults(sqlite::Database &database, const char *pragma, QList<Finding> &findings);

/**
 * Contents that are not there, cannot be unpacked or are not what their digest says. Those in files are passed over where `isKnown` says
 * of the file, as the database names it, that it was looked at before. Cancelled between two contents.
 */
[[nodiscard]] Status addDamagedBlobs(const Reader &reader, const StopToken &stop, QList<Finding> &findings,
                                     const std::function<bool(const QString &)> &isKnown = {});

} // namespace petrel::store
