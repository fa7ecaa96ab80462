#pragma once

#include <QObject>

namespace petrel::test {

/** What the foot of a search says, and how it goes on at the server. */
class SearchStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFootSaysHowMuchCanBeSearchedHere();
    void aSearchOfHeadersNeedsNoTexts();
    void whereNothingAnswersTheFootSaysSoAndOffersToTryAgain();
    void aSearchGoesOnAtTheServerAndItsFindsAreTold();
    void leavingTheSearchTakesTheFootAlong();
    void theFootTellsHowFarTheServerIsAndWhatItDid_data();
    void theFootTellsHowFarTheServerIsAndWhatItDid();
};

} // namespace petrel::test
