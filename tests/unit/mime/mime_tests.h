#pragma once

#include <QObject>

namespace petrel::test {

class HeaderValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodedWordsBecomeText_data();
    void encodedWordsBecomeText();
    void addressesAreRead_data();
    void addressesAreRead();
    void imapAddressesAreRead();
    void parametersAreRead_data();
    void parametersAreRead();
    void datesAreRead_data();
    void datesAreRead();
    void messageIdsAreRead();
    void nothingInvisibleStays();
};

class TextDecodingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void transferEncodingsAreUndone_data();
    void transferEncodingsAreUndone();
    void charsetsAreRead_data();
    void charsetsAreRead();
    void utf7IsNeverRead();
    void flowedLinesAreJoined_data();
    void flowedLinesAreJoined();
    void flowedTextComesBack();
    void previewShowsTheWritersWords();
};

class FileNameTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesBecomeSafe_data();
    void namesBecomeSafe();
    void longNamesKeepTheirExtension();
    void programsAreDangerous_data();
    void programsAreDangerous();
    void contentsTellWhatNamesHide_data();
    void contentsTellWhatNamesHide();
};

class MessageParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void partsCarryImapSectionNumbers();
    void alternativesGiveOneSectionWithBoth();
    void htmlOnlyMailHasNoTextYet();
    void inlinePicturesAreNotAttachmentsUnlessUnused();
    void severalFromIsTold();
    void theFirstOfRepeatedFieldsWins();
    void aLineThatIsNoFieldBeginsTheBody();
    void partsAfterTheEndAreNotParts();
    void missingEndKeepsTheLastPart();
    void sharedBoundaryBelongsToTheOuter();
    void everyReadingOfAFileNameCounts();
    void listHeadersKeepOnlySafeLinks();
    void headerBlockAloneGivesTheEnvelope();
    void fieldsAreTakenOutHoweverTheyAreWritten();
    void anEmptyMessageIsRefused();
    void anUnknownPartIsNotFound();
};

class SampleMessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySampleIsReadable_data();
    void everySampleIsReadable();
    void nestedMailsAreNumbered();
    void oldCharsetsInHeadersAreRead();
    void aMultipartWithoutBoundaryIsText();
};

class HostileMessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tenThousandNestedMultiparts();
    void aMillionParts();
    void aHundredMegabytesOfHeader();
    void aMillionHeaders();
    void oneEndlessLine();
    void tenThousandNestedMessages();
    void nestedComments();
    void manyContainersWithoutEnd();
    void tenThousandPicturesAndALongHtml();
};

class BuilderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomMessagesComeBack();
    void sameInputSameBytes();
    void bccStaysOutUnlessKept();
    void unfinishedAddressesStandInDraftsOnly();
    void aFileThatIsStillInTheStoreIsNotLeftOutUnsaid();
    void nothingOfThisComputerIsTold();
    void controlCharactersAreRefused_data();
    void controlCharactersAreRefused();
    void whatIsMissingIsRefused();
    void largeFilesComeBackAndTakeNoMoreRoomThanTheyNeed();
    void htmlTravelsWithTextAndPictures();
    void aForwardedMessageStaysAMessage();
    void attachmentNamesOfAllScriptsComeBack();
    void foreignIdsThatCannotBeWrittenAreLeftOut();
    void domainsAreSentInAscii();
    void typedAddressesAreRead();
};

class MessageOutlineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void attachmentsStayAndTextsCome();
    void whatGainsNothingIsFetchedWhole();
    void anAttachedMessageIsOnePart();
    void theSectionsMakeAMessageWithTheSameNumbers();
    void sectionsThatMakeNoMessageAreRefused();
};

} // namespace petrel::test
