#pragma once

#include <QObject>

namespace petrel::test {

class SmtpSubmissionTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMessageIsSubmittedInTwoRoundTrips();
    void withoutPipeliningEachWaitsForTheLast();
    void parametersFollowWhatIsOffered_data();
    void parametersFollowWhatIsOffered();
    void whatTheServerCannotTakeIsNotTried_data();
    void whatTheServerCannotTakeIsNotTried();
    void everyRecipientHasAnAnswerOfItsOwn();
    void aRefusedSenderIsAnError();
    void fourTwentyOneEndsTheConnection_data();
    void fourTwentyOneEndsTheConnection();
    void aRefusalIsHeardThoughTheServerHangsUpBehindIt_data();
    void aRefusalIsHeardThoughTheServerHangsUpBehindIt();
    void severalMessagesTravelOnOneConnection();
    void contentTravelsDotStuffedWithCrLf();
    void aLargeMessageTravelsInBlocks();
    void aRefusedDataLeavesTheSessionUsable();
    void whenNobodyTakesItNoContentIsSent_data();
    void whenNobodyTakesItNoContentIsSent();
    void noCommandIsSentWhereContentIsAwaited();
    void quitIsBoundedAndNeverFails_data();
    void quitIsBoundedAndNeverFails();
    void recordedServersAreUnderstood();
};

} // namespace petrel::test
