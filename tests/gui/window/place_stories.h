#pragma once

#include <QObject>

namespace petrel::test {

/** Going from place to place: folders, searches, the outbox, what needs attention. */
class PlaceStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysTouchNoMessageWhileTheOutboxIsShown();
    void f6GoesToThePageInSight();
    void aClickOnTheOpenFolderLeadsBackFromTheOutbox();
    void aClickOnTheOpenFolderLeavesASearch();
    void leavingTheOutboxMarksTheFolderAgain();
    void anAccountIsNoPlaceAndRenamesNothing();
    void searchingFromTheOutboxTypesIntoAFieldInSight();
    void arrowsGoAlongLiftedFoldersAndEnterOpensOne();
    void aSearchCanBeSorted();
    void anotherFolderBeginsNewestFirstAndTheMenuSaysSo();
    void aSearchThatMetItsLimitSaysSo();
    void anEmptiedListKeepsTheFocus();
    void theMenuBarComesAndGoesByKey();
    void altLeftLeadsFromTheMessageBackToTheList();
    void theBarsButtonsStayWhileStatusesCome();
    void aStepLeadsToWhatItSays();
    void quittingClosesComposersAndKeepsWhatWasWritten();
    void anotherMessageIsBegunFromAComposer();
};

} // namespace petrel::test
