#pragma once

#include <QObject>

namespace petrel::test {

/** What is done to messages, told, and taken back. */
class DeedStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSnackbarTakesBackItsOwnDeed();
    void undoTakesDeedsBackOneAfterTheOther();
    void theUndoIsInSightWhereOnlyTheMessageIs();
    void severalInJunkGoBackToTheInbox();
    void oneUnreadAmongThemMakesAllReadThenAllUnread();
    void aDeedThatCannotBeRecordedIsToldToWhoAsked();
    void foldersOfOtherAccountsAreOffered_data();
    void foldersOfOtherAccountsAreOffered();
    void deleteInTrashAsksFirst();
    void everythingInALongListIsSelectedAtOnce();
    void aMessageOpensBeforeItsRowIsLoaded();
    void deletingForGoodSaysWhatBecomesOfTheServersCopy_data();
    void deletingForGoodSaysWhatBecomesOfTheServersCopy();
    void deletingForGoodSaysThatTheServerKeepsWhatWasNeverFetched();
    void propertiesOpenForTheMessageUnlessTheTreeHasTheFocus();
    void textThatWasNotHereComesWhenItsServerAnswers();
};

/** What hangs on messages. */
class AttachmentStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCopyForAnotherProgramCannotBeWorkedOn();
    void aFileThatNoProgramOpensIsToldSo();
    void savingAllTellsWhatWasSaved();
    void savingAllWhereNothingCanBeWrittenTellsOnlyThat();
    void aPageUnderAHarmlessNameIsNotHandedToTheDesktop_data();
    void aPageUnderAHarmlessNameIsNotHandedToTheDesktop();
};

} // namespace petrel::test
