#pragma once

#include <QObject>

namespace petrel::test {

class SmtpFinalDotTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRecordIsMadeWhenOnlyTheDotIsMissing();
    void withoutTheRecordThereIsNoDot();
    void aSourceThatFailsSendsNoDot();
    void aServerThatGivesUpEarlyGetsNoDot_data();
    void aServerThatGivesUpEarlyGetsNoDot();
    void whatTheServerSaidBeforeItClosedIsHeard();
    void beforeTheDotACutIsAnError_data();
    void beforeTheDotACutIsAnError();
    void afterTheDotOnlyAnAnswerIsCertain_data();
    void afterTheDotOnlyAnAnswerIsCertain();
    void cutAfterEveryByteNeverClaimsTooMuch();
};

} // namespace petrel::test
