#pragma once

#include <QObject>

namespace petrel::test {

/** Taking back what was sent a moment ago. */
class HeldStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theComposerComesBackAsItWas();
    void whatCameBackGoesOutOnce();
    void itsFilesAreStillThere();
    void controlAndZTakesBackWhatWasDoneLast();
    void archivingMeanwhileDoesNotTakeTheOfferAway();
    void anEarlierOneIsOfferedAfterTheLast();
    void whatLeftByAnotherWayIsNotOffered();
};

} // namespace petrel::test
