#pragma once

#include <QObject>

namespace petrel::test {

/** What a person does to folders, from the menu of the tree and by its keys. */
class FolderStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void markingAllReadIsOneDeedThatCtrlZTakesBack();
    void theMenuOpensByKeyAndLeavesTheOpenFolderAlone();
    void whatCannotBeDoneIsThereWithTheReason();
    void aFolderOfThisComputerIsMadeByItsName();
    void aTakenNameIsToldBeforeItIsAsked();
    void favouritesAreAddedOrderedByKeyAndTakenAway();
    void propertiesFollowTheFolderAndKeepWhatIsChosen();
    void aFavouriteThatIsOpenStaysOpenWhenItIsNoneAnyMore();
};

} // namespace petrel::test
