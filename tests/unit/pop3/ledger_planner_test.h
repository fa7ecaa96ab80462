#pragma once

#include <QObject>

namespace petrel::test {

class Pop3LedgerPlannerTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTable_data();
    void theTable();
    void withoutTopLargeOnesComeWhole();
    void newestComesFirstAndTroubleLast();
    void whatFailsAgainAndAgainIsAskedForLessOften();
    void onlyWhatIsDurableHereIsEverDeleted();
    void aFinishedPlanLeavesNothingToDo();
    void listingsAreJoinedByNumber();
    void contentKeysCanBeNoUidl();
};

} // namespace petrel::test
