#pragma once

#include <QObject>

namespace petrel::test {

/** What a person does to the tree of folders itself, offline: each deed stands at once, and is taken back. */
class FolderDeedStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFolderIsMadeAndTakenBack();
    void f2NamesAFolderAnew();
    void aFolderGoesWhereTheListOfPlacesSays();
    void deleteMovesAFolderIntoTrashAndFromThereForGoodAfterAQuestion();
    void aFolderDroppedOnTrashIsDeleted();
    void deleteInTheTreeTouchesNoMessage();
    void subscriptionsAreADeedLikeAnyOther();
    void emptyingTrashAsksFirst();
    void whatWasRefusedIsTriedAgainOrGivenUpAtTheFolder();
    void whatPetrelNeedsStaysWithTheReason();
    void whereTheServerMakesNoFoldersNoneIsOffered();
    void aFullMailboxIsToldOnceAndStandsAtItsAccount();
};

} // namespace petrel::test
