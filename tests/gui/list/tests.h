#pragma once

#include <QObject>

namespace petrel::test {

class RowGeometryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsFoundAtItsOwnPlace();
    void headersBelongToNoRow();
    void aMillionRowsAreArithmetic();
    void emptySpansHaveNoHeader();
};

class MessageListViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void arrowsMoveAndShiftSelects();
    void homeAndEndReachTheWholeList();
    void scrollingLoadsWhatComesIntoView();
    void aClickOnTheDotTogglesReadAndSelectsNothing();
    void afterArchivingTheNextRowIsSelected();
    void afterTheLastRowTheOneAboveIsSelected();
    void whatGoesElsewhereLeavesTheRestSelected();
    void mailThatArrivesAboveMovesNothing();
    void theMenuKeyOpensTheMenuAtTheCurrentRow();
    void aRightClickKeepsTheSelectionItHits();
    void readersHearEachRowAsASentence();
    void rightToLeftMirrorsTheDot();
    void anEmptyListSaysSo();
    void aSearchWaitsForQuietAndEscapeLeavesIt();
};

class FolderPaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void choosingAFolderTellsOnce();
    void aClickOnTheOpenFolderChoosesItAgain();
    void theRailKeepsItsButtonsWhileCountsChange();
    void accountsCannotBeChosen();
    void theStatusLabelTellsWhatHappens();
    void theAttentionLineIsThereOnlyWhenNeeded();
    void theRailHasTheSignOfTheFoot();
    void theRailShowsTheOpenEntry();
    void theRailHasJunkAndTheUnreadCounts();
    void theRailHasTheFavouritesThereIsRoomFor();
    void aDeepFolderKeepsRoomForItsNameAndItsChevron();
    void deleteInTheRailIsNoShortcut();
    void theLiftedPaneLiesOverItsHostAndMovesNothing();
    void theLiftedPaneGoesWhenAFolderIsChosenOrTheFocusLeaves();
    void aRightClickAsksForAMenuAndOpensNothing();
    void keysAskForWhatTheMenuHas();
    void theHeadOfTheFavouritesStaysOpenAndOpensNothing();
};

} // namespace petrel::test
