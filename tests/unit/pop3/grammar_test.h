#pragma once

#include <QObject>

namespace petrel::test {

class Pop3GrammarTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statusLines_data();
    void statusLines();
    void whatIsNoStatusIsRefused_data();
    void whatIsNoStatusIsRefused();
    void listingLines();
    void capabilities();
    void refusals_data();
    void refusals();
    void whoOffersToTellOfPasswordsIsBelieved();
    void refusalsCarryTheCodeAsTheRfcsWriteIt_data();
    void refusalsCarryTheCodeAsTheRfcsWriteIt();
    void onlyAMessageIdIsATimestamp();
    void anIdIsKeptAsFarAsItCanBeOne();
    void argumentsCannotBreakOut();
};

} // namespace petrel::test
