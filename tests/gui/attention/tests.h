#pragma once

#include <QObject>

namespace petrel::test {

class ActivityTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAccountTellsWhatItDoes_data();
    void anAccountTellsWhatItDoes();
    void whatAPassHadToLeaveIsToldWithItsReason();
    void theFootTellsTheWorst_data();
    void theFootTellsTheWorst();
    void progressOfAllAccountsIsOneCount();
    void nonsenseFromAServerStaysOneLine();
    void whatIsLeftIsToldOnlyByWhoKnows();
    void aFolderTellsWhyItIsNotFresh_data();
    void aFolderTellsWhyItIsNotFresh();
};

class PaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSteadyPaceTellsWhatIsLeft();
    void nothingIsSaidTooEarly();
    void nothingIsSaidWhenThePaceChanges();
    void anotherThingBeginsAnew();
    void whatIsLongAgoDoesNotCount();
    void whatIsDoneLeavesNothing();
};

class OutboxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStateIsSaidInWords_data();
    void aStateIsSaidInWords();
    void aReplyIsToldByItsCode_data();
    void aReplyIsToldByItsCode();
    void theButtonsFitTheState_data();
    void theButtonsFitTheState();
    void whatWaitsForItsTimeSaysThatPetrelMustRun();
    void whatComesBackSaysWhy_data();
    void whatComesBackSaysWhy();
    void theReasonStandsOnTheCardAlsoWhereItConcernsAllOfTheMessage();
    void aMessageTooLargeNamesBothSizes();
    void recipientsCarryTheirAnswers();
    void theOnlyRefusedRecipientTakesTheReasonOfTheError();
    void anUncertainMessageClaimsNothing();
    void theServersWordsStandInTheDetails();
    void whatTheStoreKeepsInEnglishIsNotShown();
    void aMessageWithoutAnythingStillHasACard();
    void secondsAreCountedWithoutAsking();
    void changesElsewhereAskNothing();
    void changesWhileReadingAreNotLost();
    void aCardKeepsItsPlaceInTheModel();
    void aStoreThatCannotBeReadIsTold();
};

class PagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void anEmptyOutboxSaysSo();
    void nothingIsClaimedBeforeTheFirstAnswer();
    void buttonsTellWhichMessage();
    void sendingAgainAsksFirst();
    void sayingNoSendsNothing();
    void keepingAsIsAsksFirst();
    void aCountdownKeepsTheFocus();
    void theFocusMovesOnWhenACardIsSolved();
    void detailsUnfoldByKey();
    void escapeLeaves();
    void cardsFollowTheModelsOrder();
    void tabGoesDownThePageAndToTheButtonsBeforeTheDetails();
    void aLongWordDoesNotWidenThePage();
    void largeLettersFindTheirPlaceInANarrowPage();
    void parkedWishesAreRetriedOrGivenUp();
    void whatIsOnlyHereCannotBeGivenUp();
    void aCopyCanBeGivenUpForItsOriginalStays();
    void newestComesFirst();
    void everythingIsSpoken();
    void theStoresOwnRemarksGetASentence();
    void wishesAreTold_data();
    void wishesAreTold();
    void theStoreTellsTheWholeStory();
};

class ActivityPopupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachAccountHasARow();
    void onlyFetchingCanBeStopped();
    void theRowFollowsTheStatus();
    void whatCouldNotBeCheckedStandsInTheRow();
    void aWrongPasswordOffersToEnterIt();
    void aGrantThatEndedOffersToSignIn();
    void aRuleOfTheServersAsksForNoPassword();
    void aSilentKeyringIsWaitedForOrPassedBy();
    void nothingIsCheckedOffline();
    void theSameAccountsKeepTheirRows();
    void aStatusBeforeTheAccountsIsNotLost();
    void itOpensAboveTheFoot();
    void theSwitchAsksForTheOtherState();
};

} // namespace petrel::test
