#pragma once

#include <QObject>

namespace petrel::test {

class Pop3OpeningTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void implicitTlsAsksCapabilitiesAtOnce();
    void implicitTlsNeedsAnEncryptedStream();
    void stlsComesBeforeEverythingElse();
    void whatWasHeardBeforeTlsIsForgotten();
    void withoutStlsNothingSecretIsSent_data();
    void withoutStlsNothingSecretIsSent();
    void bytesBehindTheAnswerToStlsAreFatal();
    void wordsFromBeforeTlsAreNotPassedOn();
    void aServerWithoutCapaIsUsedTheOldWay();
    void logInUsesWhatIsOffered_data();
    void logInUsesWhatIsOffered();
    void apopIsTheLastChoiceWithinTls();
    void apopIsNotTakenFromAGreetingBeforeTls();
    void languagesAreSettledBeforeLogIn();
    void whoDeclinesALanguageIsSpokenToAllTheSame();
    void aRefusedLogInIsNotTriedAnotherWay();
    void refusedLogInsAreToldApart_data();
    void refusedLogInsAreToldApart();
    void whoOffersToTellOfPasswordsIsNotAskedForAnother();
    void aLargeMaildropHasItsTimeToOpen_data();
    void aLargeMaildropHasItsTimeToOpen();
    void passwordsStayOutOfTheTranscript();
    void stopEndsTheWait();
    void silenceEndsInATimeout();
};

} // namespace petrel::test
