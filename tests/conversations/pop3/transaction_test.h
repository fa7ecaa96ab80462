#pragma once

#include <QObject>

namespace petrel::test {

class Pop3TransactionTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listingsAreRead();
    void oddUidlsAreCountedByName();
    void aServerWithoutUidlIsNamed();
    void messagesArriveInTheOrderAsked();
    void withoutPipeliningEachWaitsForTheLast();
    void windowsKeepTheServerBusy();
    void oneRefusedMessageDoesNotStopTheOthers();
    void aSinkThatFailsEndsTheSession_data();
    void aSinkThatFailsEndsTheSession();
    void marksAreReportedOneByOne();
    void quitTellsWhatIsGone_data();
    void quitTellsWhatIsGone();
    void topGivesTheHead();
    void resetAndNoop();
    void nothingIsSentOnceItIsOver();
    void cutAfterEveryByteLosesAndInventsNothing();
};

} // namespace petrel::test
