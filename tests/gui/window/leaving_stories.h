#pragma once

#include <QObject>

namespace petrel::test {

/** Mail that was sent and is still here as the window closes, or is taken back. */
class LeavingStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quittingWhileAMessageIsHeldAsksOnce_data();
    void quittingWhileAMessageIsHeldAsksOnce();
    void atTheEndOfTheSessionNobodyIsAsked();
    void whatWasTakenBackIsNotAskedAbout();
    void sendingFirstClosesWithTheServersWord();
    void aServerThatTakesNothingIsNotWaitedFor();
    void theNextMessageIsAskedAboutThoughTheLastWasLetGo();
    void aLongUploadIsAskedAboutHoweverLongItTakes();
    void whatTheServerHasInHandIsWaitedForByWhoKeepsItAsADraft();
    void whatIsRefusedMeanwhileKeepsTheWindowOpenAndIsTold();
    void whatBecameUncertainMeanwhileIsLeftAsItIs_data();
    void whatBecameUncertainMeanwhileIsLeftAsItIs();
    void aCardThatWasPaintedBeforeItBecameUncertainAsksBeforeItSendsAgain();
    void whatWasRefusedOpensWithTheReasonAndTheAddressMarked();
    void anUndoThatFailsSaysThatTheMessageGoesOutAndCanBeTriedAgain();
    void anUndoThatCameTooLateIsNoUndo();
};

} // namespace petrel::test
