#pragma once

#include <QObject>

namespace petrel::test {

class Pop3DotDecoderTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasStuffedComesBack_data();
    void whatWasStuffedComesBack();
    void bytesAfterTheEndAreLeftAlone();
    void anAnswerWithoutItsEndIsNotFinished_data();
    void anAnswerWithoutItsEndIsNotFinished();
    void bareLineFeedsEndLinesOnlyForServersThatSendThem();
    void randomBodiesSurviveTheWire();
};

} // namespace petrel::test
