#pragma once

#include <QObject>

namespace petrel::test {

class Pop3MachineTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersComeInTheOrderOfTheCommands();
    void aRefusedRetrHasNoContent();
    void challengesAreToldFromAnswers();
    void whatNobodyAskedForEndsIt();
    void anEndlessLineEndsIt();
    void anEndlessListingEndsIt();
    void roundTripsCountWhatWasWaitedFor();
};

} // namespace petrel::test
