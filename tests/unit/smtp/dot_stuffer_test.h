#pragma once

#include <QObject>

namespace petrel::test {

class SmtpDotStufferTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesAreMadeFitForTheWire_data();
    void linesAreMadeFitForTheWire();
    void randomBodiesCannotEndThemselves();
};

} // namespace petrel::test
