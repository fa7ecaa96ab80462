#pragma once

#include <QObject>

namespace petrel::test {

class Pop3HostileTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messagesWithoutTheirFinalDotAreNotWhole_data();
    void messagesWithoutTheirFinalDotAreNotWhole();
    void anEndlessGreetingEndsIt();
    void anEndlessMessageEndsIt();
    void anEndlessTopKeepsOneMebibyte();
    void endlessChallengesEnd();
    void manyCapabilitiesAreCutOff();
    void sizesThatLieAreHints();
    void answersThatRunAheadEndIt();
    void credentialsThatWouldBreakOutAreRefused();
    void recordedServersAreUnderstood_data();
    void recordedServersAreUnderstood();
    void aRecordedMaildropIsLookedThroughAndSpared();
    void aRecordedListingWithAGapIsTakenAsItIs();
    void recordedGreetings();
};

} // namespace petrel::test
