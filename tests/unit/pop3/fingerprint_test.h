#pragma once

#include <QObject>

namespace petrel::test {

class Pop3FingerprintTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeaderIsKnownWhateverFollowsIt_data();
    void aHeaderIsKnownWhateverFollowsIt();
    void differentHeadersDiffer();
    void noHeaderHasNoDigest();
    void onlyWhatIsAloneOnBothSidesIsMatched();
    void whatIsNotKnownMatchesNothing();
};

} // namespace petrel::test
