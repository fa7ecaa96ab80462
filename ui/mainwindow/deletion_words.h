#pragma once

#include "core/model/account.h"

#include <QList>
#include <QString>

namespace petrel::ui {

/** What deleting messages for good does, before it is done. */
struct DeletionWords
{
    QString text;    ///< from where they go
    QString meaning; ///< whether there is a way back
};

/**
 * `owners`: who received the messages, as far as that is known; empty: nobody knows. `areHeaders`: of some of a maildrop only the header is here,
 * which no rule deletes at the server. Pure.
 */
[[nodiscard]] DeletionWords deletionWords(int messages, const QList<Account> &owners, bool areHeaders = false);

} // namespace petrel::ui
