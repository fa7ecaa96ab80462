#pragma once

#include <QObject>

namespace petrel::test {

/** What a person does with mail that is here. */
class ReadingStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readingAMessageMakesTheCounterGoDownAndMarkingItUnreadBringsItBack();
    void theCounterStaysWhenThePersonMovesOnBeforeTheMessageIsRead();
    void deleteMovesOnToTheNextRowAndUndoBringsItBack();
    void archivingTheLastRowSelectsTheOneAbove();
    void aFlaggedMessageIsListedUnderFlagged();
    void aMovedMessageIsInItsNewFolderAtOnce();
    void anInboxThatWasNeverSeenIsNotCalledEmpty();
    void aMaildropThatWasNeverFetchedIsNotCalledEmpty();
    void searchFindsAndEscapeReturnsToTheSameRow();
    void searchingForNothingSaysSo();
    void downGoesFromTheSearchFieldIntoTheResults();
};

/** What a person writes. */
class WritingStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReplyIsInTheOutboxBeforeTheComposerClosesAndShowsThereWhileOffline();
    void undoTakesASentReplyBackIntoAComposer();
    void whatWasTakenBackIsADraftThatStays();
    void cancelInTheOutboxKeepsADraftAndCanBeUndone();
    void aDraftIsOpenInOneWindowOnly();
    void aDraftThatCannotBeReadIsToldOf();
    void escapeKeepsWhatWasWrittenAsADraft();
    void aMailLinkOpensAComposerWithItsAddress();
    void aMailLinkThatComesBeforeTheAccountsAreKnownWaits();
    void withoutAnAccountNothingCanBeWritten();
    void aDiskThatDoesNotAnswerHoldsUpNeitherOtherFilesNorTheEnd();
};

/** What the window tells without being asked. */
class ToldStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theProtocolLogIsOneWindowOfItsOwn();
    void theServersWordsStayUntilTheyArePutAway();
    void mailThatIsPutOffIsToldWithTheReasonAndWhatComesNext();
};

/** How the window fits its width and where the focus goes. */
class ShapeStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNarrowWindowShowsOnePaneAndBack();
    void aWindowOfMiddleWidthKeepsRoomToRead();
    void aMiddlingWindowShowsARailOfFolders();
    void whatIsShownIsWhollyInTheWindow();
    void foldersOverTheListMoveNothingAndGiveTheFocusBack();
    void whatWasOpenStaysOpenWhileTheWindowChangesItsShape();
    void theFocusBeginsInTheListAndGoesRoundThePanes();
    void tabGoesThroughTheWindowAsItStands();
    void everyButtonHasAName();
    void aStoppedAccountGetsABarThatSaysWhatToDo();
};

/** From the values a person types into the wizard to mail that arrives, with real servers. */
class FirstDayStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anAccountIsSetUpReadAndAnswered_data();
    void anAccountIsSetUpReadAndAnswered();
    void aWrongPasswordIsToldBeforeAnythingIsSaved();
    void aCertificateFileIsReadBesideTheWindowsThread();
    void aServerThatMadeItsOwnCertificateIsTrustedEndByEnd();
    void cleanupTestCase();
};

} // namespace petrel::test
