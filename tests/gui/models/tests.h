#pragma once

#include <QObject>

namespace petrel::test {

class MessageListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void openingShowsFirstRowsThenTheWholeLength();
    void rowsAreLoadedNearTheViewportOnly();
    void aRowThatIsNotHereIsAPlaceholder();
    void newMailIsPutInItsPlace();
    void newMailIsPutInItsPlaceOldestFirst();
    void removedRowsGoAndNothingElseMoves();
    void aFlagChangesInPlace();
    void aRowThatChangedWhileItWasReadIsReadAgain();
    void anOrderOlderThanAChangeIsReadAgain();
    void answersForAnotherFolderAreDropped();
    void unifiedViewsAreReadAnewAfterAChange();
    void aReloadKeepsTheRowsThatStayed();
    void sortingBySenderIsReadAnew();
    void aFailureIsToldAndOpeningAgainHeals();
    void aSearchShowsWhatWasFound();
    void whatAServerFoundStandsAmongTheResultsAndIsToldAsThat();
    void theSpokenRowSaysUnreadInWords();
    void draggedRowsCarryTheirPlacements();
    void brokenDragsCarryNothing();
    void randomChangesEndWhereTheStoreIs();
};

class MessageListOrderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyScatteredRemovalsAreOneChange();
    void manyScatteredArrivalsAreOneChange();
    void sortedBySubjectNewMailMovesNobodyElse();
    void sortedBySubjectARowThatMovesIsFollowed();
    void aSearchIsSortedWithoutAskingAgain();
    void aSearchThatFailedIsSearchedAgain();
};

class FolderTreeModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unifiedEntriesComeFirstThenAccounts();
    void withoutAccountsThereIsNothing();
    void countsAreUnreadButForDraftsAndJunk();
    void foldersStandBelowTheirParents();
    void anOrphanStandsAtTheTop();
    void aChangeKeepsIndexesAlive();
    void changesThatComeWhileReadingAreNotLost();
    void droppingMessagesTellsTheFolder();
    void foldersOfEveryAccountTakeMessages();
    void accountsAndTheOutboxOpenNoList();
    void theSpokenNameHoldsTheCount();
    void aFolderTellsItsCountsAndItsLastLook();
    void aFolderNeverFetchedIsNotCalledEmpty();
    void whatIsHappeningIsAskedAnew();
    void aNameFromTheServerIsNoMarkup();
    void favouritesStandOverTheAccountsInThePersonsOrder();
    void favouritesOfOneNameAreToldApart();
    void aFolderIsDroppedAmongTheFavourites();
    void aFolderIsDroppedOnItsNewPlace();
    void aFolderTellsWhatTheServerDidNotDo();
    void anAccountSaysWhenItsMailboxIsNearlyFull();
    void anInboxThatTakesInNothingIsShownForWhatIsInIt();
};

class FolderPlacesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFolderGoesNeitherIntoItselfNorWhereItLies();
    void whatPetrelNeedsStaysAndWhatHoldsItToo();
    void aRingInADamagedTableIsNoEndlessWalk();
};

class ReadAccessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerForSomebodyGoneIsDropped();
    void answersComeOnTheAskersThread();
    void aStoreThatCannotBeReadIsAnError();
};

/** What keywords are called. */
class LabelBookTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beforeAnythingIsReadKeywordsGoByWhatTheySay();
    void labelsStandInTheOrderOfTheBook();
    void namesAreToldInWords();
};

} // namespace petrel::test
