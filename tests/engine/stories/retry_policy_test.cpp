#include "core/engine/retry_policy.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::NextStep;
using engine::RetryPolicy;
using What = NextStep::What;

class RetryPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTable_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("scope");
        QTest::addColumn<int>("retry");
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("leastSeconds"); // the pause without jitter
        const auto given = [](const char *name, ErrorKind kind, ErrorScope scope, ErrorRetry retry, int failures, What what, int seconds) {
            QTest::newRow(name) << int(kind) << int(scope) << int(retry) << failures << int(what) << seconds;
        };
        using K = ErrorKind;
        using S = ErrorScope;
        using R = ErrorRetry;
        given("stopped", K::Cancelled, S::Connection, R::Never, 1, What::Leave, 0);
        given("cut once", K::Network, S::Connection, R::Backoff, 1, What::TryAgain, 2);
        given("cut twice", K::Network, S::Connection, R::Backoff, 2, What::TryAgain, 4);
        given("cut five times", K::Timeout, S::Connection, R::Backoff, 5, What::TryAgain, 32);
        given("cut for an hour", K::Network, S::Connection, R::Backoff, 100, What::TryAgain, 900);
        given("soon, at first", K::Network, S::Connection, R::Soon, 1, What::TryAgain, 0);
        given("soon, over and over", K::Network, S::Connection, R::Soon, 3, What::TryAgain, 8);
        given("too many connections", K::Throttled, S::Connection, R::Backoff, 1, What::TryAgain, 30);
        given("too many connections again", K::Throttled, S::Connection, R::Backoff, 3, What::TryAgain, 120);
        given("wrong password", K::Auth, S::Account, R::AfterUser, 1, What::AskPerson, 0);
        given("bad certificate", K::Tls, S::Account, R::AfterUser, 1, What::AskPerson, 0);
        given("full disk", K::StoreFull, S::Application, R::AfterUser, 1, What::AskPerson, 0);
        given("one message that cannot be", K::Quota, S::Message, R::AfterUser, 1, What::Park, 0);
        given("one message never", K::Refused, S::Message, R::Never, 1, What::Park, 0);
        given("an account that never", K::Unsupported, S::Account, R::Never, 1, What::AskPerson, 0);
        given("our own mistake", K::Bug, S::Connection, R::Never, 1, What::TryAgain, 16);
    }
    void theTable()
    {
        QFETCH(int, kind);
        QFETCH(int, scope);
        QFETCH(int, retry);
        QFETCH(int, failures);
        QFETCH(int, what);
        QFETCH(int, leastSeconds);
        const Error error = makeError(ErrorKind(kind), ErrorScope(scope), ErrorRetry(retry), QStringLiteral("test"));
        for (int i = 0; i < 50; ++i) {
            const NextStep step = RetryPolicy::afterFailure(error, failures);
            QCOMPARE(int(step.what), what);
            QVERIFY(step.pause.count() >= leastSeconds * 750LL && step.pause.count() <= leastSeconds * 1250LL);
        }
    }

    void noErrorMakesAStorm()
    {
        for (int kind = 0; kind <= int(ErrorKind::Bug); ++kind) {
            for (const ErrorRetry retry : {ErrorRetry::Never, ErrorRetry::Soon, ErrorRetry::Backoff, ErrorRetry::AfterUser}) {
                const NextStep step = RetryPolicy::afterFailure(makeError(ErrorKind(kind), ErrorScope::Connection, retry, {}), 6);
                QVERIFY(step.what != What::TryAgain || step.pause >= std::chrono::seconds(15));
            }
        }
    }

    void aWishWaitsLongerEachTime()
    {
        QSet<qint64> different;
        for (int i = 0; i < 50; ++i) {
            for (const auto &[attempt, seconds] : {std::pair(1, 15), std::pair(2, 30), std::pair(50, 900)}) {
                const qint64 pause = RetryPolicy::wishPause(attempt).count();
                QVERIFY(pause >= seconds * 3 / 4 && pause <= seconds * 5 / 4);
                different.insert(pause);
            }
        }
        QVERIFY(different.size() > 10); // what failed together does not come again together
    }
};

PETREL_TEST(RetryPolicyTest)

} // namespace petrel::test

#include "retry_policy_test.moc"
