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

/** `owners`: whose messages they are, as far as that is known; empty: nobody knows. Pure. */
[[nodiscard]] DeletionWords deletionWords(int messages, const QList<Account> &owners);

} // namespace petrel::ui
