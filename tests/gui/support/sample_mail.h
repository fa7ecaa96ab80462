#pragma once

#include "tests/gui/support/memory_mail_source.h"

#include <QDateTime>

namespace petrel::test {

/** Thursday 19 November 2026, 09:44: the moment of the sample mailbox. */
[[nodiscard]] QDateTime sampleNow();
/** Three invented accounts with folders and a fortnight of mail. */
void fillWithSampleMail(MemoryMailSource &source);
/** A row with what most tests need. */
[[nodiscard]] MessageRow message(int id, FolderId folder, std::int64_t date, const QString &subject = {});

} // namespace petrel::test
