#pragma once

#include <QObject>

namespace petrel::test {

/** Labels: put on, taken off, made and changed. */
class LabelStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKeyPutsALabelOnAndTheSameKeyTakesItOff();
    void zeroTakesAllOffAndUndoBringsThemBack();
    void theMenuShowsWhatAllBearAndWhatSomeDo();
    void aFewLettersAndEnterPutALabelOn();
    void aNameThatNobodyHasMakesANewLabel();
    void aLabelThatIsRenamedIsCalledSoEverywhere();
    void aForgottenLabelIsShownNowhere();
    void labelsAreOfferedInTheOrderThePersonChose();
    void marksOfProgramsAreShownNowhere();
    void digitsTypedIntoTheSearchFieldAreDigits();
};

} // namespace petrel::test
