#pragma once

#include <QObject>

namespace petrel::test {

class SmtpOpeningTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void implicitTlsGreetsAtOnce();
    void implicitTlsNeedsAnEncryptedStream();
    void startTlsComesFirstAndForgetsAll();
    void withoutStartTlsNothingIsSent_data();
    void withoutStartTlsNothingIsSent();
    void bytesBehindTheAnswerToStartTlsAreFatal();
    void whereEhloIsRefusedHeloIsSaid();
    void ourAddressIsNamedWhenGiven();
    void greetingsThatTurnUsAway_data();
    void greetingsThatTurnUsAway();
    void logInUsesWhatIsOffered_data();
    void logInUsesWhatIsOffered();
    void refusedLogInsAreToldApart_data();
    void refusedLogInsAreToldApart();
    void endlessChallengesEnd();
    void passwordsStayOutOfTheTranscript();
    void malformedRepliesEndIt_data();
    void malformedRepliesEndIt();
};

} // namespace petrel::test
