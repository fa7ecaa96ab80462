#pragma once

#include <QObject>

namespace petrel::test {

/** Words that must be read whole, and what the desktop says about the look. */
class WordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSnackbarShowsAllOfALongSentence();
    void aSnackbarStandsAtTheLeadingEdge();
    void anElidedTextTellsItselfWholeAlsoAfterItChanged();
    void aNameWithTagsInItIsShownAsItIs();
    void aNarrowTextHasRoomForAllItsLines();
    void noPreferenceMeansLightOnlyAsAChange();
};

} // namespace petrel::test
