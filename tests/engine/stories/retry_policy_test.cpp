#include "core/engine/retry_policy.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::Disposition;
using engine::NextStep;
using engine::RetryPolicy;

class RetryPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTable_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<int>("disposition");
        const auto given = [](const char *name, ErrorScope scope, ErrorRetry retry, Disposition disposition, ErrorKind kind = ErrorKind::Refused) {
            QTest::newRow(name) << makeError(kind, scope, retry, {}) << int(disposition);
        };
        using S = ErrorScope;
        using R = ErrorRetry;
        using D = Disposition;
        given("one message, not now", S::Message, R::Backoff, D::Later);
        given("one message, again", S::Message, R::Soon, D::Later);
        given("one message, never", S::Message, R::Never, D::Park);
        given("one message, when the person has changed it", S::Message, R::AfterUser, D::Park);
        given("a folder, not now", S::Folder, R::Backoff, D::StopFolder);
        given("a folder, again", S::Folder, R::Soon, D::StopFolder);
        given("a folder, never", S::Folder, R::Never, D::StopFolder);
        given("a folder, when the person has made room", S::Folder, R::AfterUser, D::StopFolder);
        given("a connection that was cut", S::Connection, R::Soon, D::RetryNow);
        given("a connection, not now", S::Connection, R::Backoff, D::StopAccount);
        given("a connection, never: our own mistake perhaps", S::Connection, R::Never, D::StopAccount);
        given("a connection that needs the person", S::Connection, R::AfterUser, D::AskPerson);
        given("an account, not now", S::Account, R::Backoff, D::StopAccount);
        given("an account, again", S::Account, R::Soon, D::StopAccount);
        given("an account, never", S::Account, R::Never, D::AskPerson);
        given("an account with another password", S::Account, R::AfterUser, D::AskPerson);
        given("the disk, not now", S::Application, R::Backoff, D::StopAccount);
        given("the disk, again", S::Application, R::Soon, D::StopAccount);
        given("the disk, never", S::Application, R::Never, D::AskPerson);
        given("the disk, when the person has made room", S::Application, R::AfterUser, D::AskPerson);
        for (const S scope : {S::Message, S::Folder, S::Connection, S::Account, S::Application})
            given(qPrintable(QStringLiteral("stopped, scope %1").arg(int(scope))), scope, R::Never, D::Leave, ErrorKind::Cancelled);
    }
    void theTable()
    {
        QFETCH(Error, error);
        QFETCH(int, disposition);
        QCOMPARE(int(engine::after(error)), disposition);
        QCOMPARE(engine::endsPass(error), error.scope > ErrorScope::Folder || error.kind == ErrorKind::Cancelled);
    }

    void theUsualErrors_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("disposition");
        const auto given = [](const char *name, ErrorKind kind, Disposition disposition) { QTest::newRow(name) << int(kind) << int(disposition); };
        given("cut", ErrorKind::Network, Disposition::StopAccount);
        given("silent", ErrorKind::Timeout, Disposition::StopAccount);
        given("certificate", ErrorKind::Tls, Disposition::AskPerson);
        given("password", ErrorKind::Auth, Disposition::AskPerson);
        given("refused", ErrorKind::Refused, Disposition::Park);
        given("gone", ErrorKind::NotFound, Disposition::Park);
        given("disk full", ErrorKind::StoreFull, Disposition::AskPerson);
        given("store damaged", ErrorKind::StoreCorrupt, Disposition::AskPerson);
    }
    void theUsualErrors()
    {
        QFETCH(int, kind);
        QFETCH(int, disposition);
        QCOMPARE(int(engine::after(makeError(ErrorKind(kind), {}))), disposition);
    }

    void aWorkersPauses_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<int>("failures");
        QTest::addColumn<bool>("triesAgain");
        QTest::addColumn<int>("seconds"); // the pause without jitter
        const auto given = [](const char *name, ErrorKind kind, ErrorScope scope, ErrorRetry retry, int failures, bool again, int seconds) {
            QTest::newRow(name) << makeError(kind, scope, retry, {}) << failures << again << seconds;
        };
        using K = ErrorKind;
        using S = ErrorScope;
        using R = ErrorRetry;
        given("stopped", K::Cancelled, S::Connection, R::Never, 1, false, 0);
        given("cut once", K::Network, S::Connection, R::Backoff, 1, true, 2);
        given("cut twice", K::Network, S::Connection, R::Backoff, 2, true, 4);
        given("cut five times", K::Timeout, S::Connection, R::Backoff, 5, true, 32);
        given("cut for an hour", K::Network, S::Connection, R::Backoff, 100, true, 900);
        given("soon, at first", K::Network, S::Connection, R::Soon, 1, true, 0);
        given("soon, over and over", K::Network, S::Connection, R::Soon, 3, true, 8);
        given("too many connections", K::Throttled, S::Connection, R::Backoff, 1, true, 30);
        given("too many connections again", K::Throttled, S::Connection, R::Backoff, 3, true, 120);
        given("wrong password", K::Auth, S::Account, R::AfterUser, 1, false, 0);
        given("full disk", K::StoreFull, S::Application, R::AfterUser, 1, false, 60);
        given("a portal's certificate", K::Tls, S::Account, R::AfterUser, 1, false, 60);
        given("a portal's certificate all night", K::Tls, S::Account, R::AfterUser, 50, false, 900);
        given("an account that never", K::Unsupported, S::Account, R::Never, 1, false, 0);
        given("our own mistake", K::Bug, S::Connection, R::Never, 1, true, 16);
        // One item never stops a worker for good, whoever forgot to deal with it.
        given("one message never", K::Refused, S::Message, R::Never, 1, true, 16);
        given("one full folder", K::Quota, S::Folder, R::AfterUser, 1, true, 16);
    }
    void aWorkersPauses()
    {
        QFETCH(Error, error);
        QFETCH(int, failures);
        QFETCH(bool, triesAgain);
        QFETCH(int, seconds);
        for (int i = 0; i < 50; ++i) {
            const NextStep step = RetryPolicy::afterFailure(error, failures);
            QCOMPARE((step.what == NextStep::What::TryAgain), triesAgain);
            QVERIFY(step.pause.count() >= seconds * 750LL && step.pause.count() <= seconds * 1250LL);
        }
    }

    void noErrorMakesAStorm()
    {
        for (int kind = 0; kind <= int(ErrorKind::Bug); ++kind) {
            for (const ErrorRetry retry : {ErrorRetry::Never, ErrorRetry::Soon, ErrorRetry::Backoff, ErrorRetry::AfterUser}) {
                const NextStep step = RetryPolicy::afterFailure(makeError(ErrorKind(kind), ErrorScope::Connection, retry, {}), 6);
                QVERIFY(!(step.what == NextStep::What::TryAgain) || step.pause >= std::chrono::seconds(15));
            }
        }
    }

    void aWishWaitsLongerEachTime()
    {
        const Error declined = makeError(ErrorKind::Throttled, ErrorScope::Message, ErrorRetry::Backoff, {});
        const Error cut = makeError(ErrorKind::Network, {});
        QCOMPARE(RetryPolicy::wishPause(cut, 1).count(), 0); // the line, as a rule
        QSet<qint64> different;
        for (int i = 0; i < 50; ++i) {
            for (const auto &[attempt, seconds] : {std::pair(1, 15), std::pair(2, 30), std::pair(50, 900)}) {
                const qint64 pause = RetryPolicy::wishPause(attempt == 2 ? cut : declined, attempt).count();
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
