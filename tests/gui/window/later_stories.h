#pragma once

#include <QObject>

namespace petrel::test {

/** Mail that is to go out at a time of its own. */
class LaterStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theWindowSaysWhenItGoesAndBringsItBack();
    void anotherTimeIsChosenInTheOutbox();
    void quittingTellsTheTruthOnce_data();
    void quittingTellsTheTruthOnce();
    void whatIsAboutToGoIsAskedAboutAndTheRestIsTold();
    void whatWasMissedIsToldInOneLine();
    void severalThatWereMissedAreToldTogether();
    void whatGoesOutInTimeIsNotTold();
};

} // namespace petrel::test
