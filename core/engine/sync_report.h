#pragma once

#include "core/engine/account_status.h"

#include <QList>
#include <QtGlobal>

namespace petrel::engine {

/** What one or more passes did: `petrelctl sync` prints it, the bench compares it. */
struct SyncReport
{
    int newMessages = 0;
    int flagsChanged = 0;
    int gone = 0;
    int pushed = 0;       ///< wishes that reached the server
    int parked = 0;       ///< wishes that wait under "Needs attention"
    int bodies = 0;       ///< whole messages fetched
    int sent = 0;
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    int roundTrips = 0;
    int loginDelaySeconds = 0; ///< what a POP3 server wants between two log-ins, 0: it told nothing
    bool moreAtOnce = false;   ///< the maildrop showed a part of its mail, and shows the next one as soon as it is asked again
    QList<PassTrouble> troubles;

    /** Something could not be looked at, fetched, deleted or sent: `troubles` beside what servers do on their own. */
    [[nodiscard]] bool leftSomething() const;
    SyncReport &operator+=(const SyncReport &other);
};

} // namespace petrel::engine
