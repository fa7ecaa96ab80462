#pragma once

#include <QObject>

namespace petrel::test {

class ActionRegistryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rulesEnableActionsByTheContext();
    void anotherTextIsToldByTheToolTipToo();
    void menusAreListsOfIds();
    void anUnknownIdIsLeftOut();
};

class ErrorSentenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyErrorSpeaksInThreeParts_data();
    void everyErrorSpeaksInThreeParts();
    void theNameThePersonGaveIsUsed();
    void sendingFailuresSayWhereTheMessageIs();
    void certificatesAreASafetyMatter();
    void theServersWordsStayInTheDetails();
    void whatHasACodeHasItsOwnSentence_data();
    void whatHasACodeHasItsOwnSentence();
    void theStoreOfPasswordsBlamesNeitherServerNorMail_data();
    void theStoreOfPasswordsBlamesNeitherServerNorMail();
};

class FormatsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void datesInListsGetShorterWithAge_data();
    void datesInListsGetShorterWithAge();
    void groupsCoverEverythingNewestFirst();
    void mondayHasNoEarlierThisWeek();
    void sizesAreShort_data();
    void sizesAreShort();
    void oneLineKeepsNoBreaksAndNoDirectionOverrides();
};

class IconsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyIconNamedInTheSourceExists();
    void iconsFollowTheTheme();
    void anUnknownIconIsNull();
};

class PartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aSnackbarCallsOneOutcomeOnce();
    void aNewSnackbarReplacesTheOld();
    void snackbarsAtBothEndsDoNotCover();
    void aNoticeBarHasANameForReaders();
    void iconButtonsHaveANameAndRoomToHit();
    void anEllipsisStandsWhereTheWordsWouldGoOn_data();
    void anEllipsisStandsWhereTheWordsWouldGoOn();
    void lettersForAltAreUnderlinedWhileAltIsHeld();
    void monogramsTakeFirstAndLast_data();
    void monogramsTakeFirstAndLast();
    void emptyStatesForgetTheirButtons();
    void aQuestionEndsWithTheSafeAnswerUnlessAnotherIsGiven();
    void whoeverStandsBehindAClosedWindowTakesTheKeyboard();
    void aLabelOfLimitedWidthIsAsHighAsItsWords();
};

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyColourIsInTheTokens();
    void contrastHoldsAsPromised_data();
    void contrastHoldsAsPromised();
    void fontsNeverGetTooSmall();
    void changingTheSchemeChangesThePalette();
    void anAddressKeepsItsColour();
};

/** When "later" is. */
class LaterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void momentsAreThoseOfTheClockOnTheWall_data();
    void momentsAreThoseOfTheClockOnTheWall();
    void theTimesOfferedFitTheHour_data();
    void theTimesOfferedFitTheHour();
    void anHourLaterIsAnHourLaterAlsoInTheNightOfTheChange();
    void nextMondayIsAWeekAfterThisOne();
    void aMomentIsToldAsAPersonWould_data();
    void aMomentIsToldAsAPersonWould();
    void choosingBeginsAtAFullHour();
};

} // namespace petrel::test
