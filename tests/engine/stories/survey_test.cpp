#include "core/engine/imap/connection.h"
#include "core/engine/imap/server_survey.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::QuotaUse;
using engine::ServerFacts;

namespace {

Result<ServerFacts> survey(Workbench &bench)
{
    engine::PassContext context = bench.context();
    const std::unique_ptr<imap::ImapSession> session = TRY(engine::openImap(context));
    return engine::surveyServer(*session);
}

} // namespace

/** What is asked of a server now and then: how much room there is, what it can do. */
class SurveyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomAndExtensionsAreTold()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.quota = "STORAGE 900 1000 MESSAGE 7 0";
        const ServerFacts facts = MUST(survey(bench));
        QCOMPARE(facts.quotas, (QList<QuotaUse>{{QuotaUse::What::Bytes, 921'600, 1'024'000}})); // nothing at all may be kept: no limit that is meant
        QVERIFY(facts.extensions.contains("QUOTA"));
        QVERIFY(facts.asked > 0);
    }

    void aServerThatRefusesToTellSetsNoLimit()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.quota = "STORAGE 900 1000";
        bench.imap.refuse["GETQUOTAROOT"] = "NO not for you";
        QVERIFY(MUST(survey(bench)).quotas.isEmpty());
    }

    void withoutQuotaNothingIsAsked()
    {
        Workbench bench(IncomingKind::Imap);
        QVERIFY(MUST(survey(bench)).asked > 0);
        QCOMPARE(bench.imap.count("GETQUOTAROOT"), 0);
    }

    void aWorkerAsksWithAFullPassAndNotWithTheNext()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.quota = "STORAGE 900 1000";
        Running running(bench, bench.connector);
        QSignalSpy told(&running.events, &engine::EngineEvents::serverFactsChanged);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(running.board.facts(bench.account.id).quotas.value(0).limit, 1'024'000);
        const int listed = heard(bench, "LIST");
        running.runner->urge();
        QTRY_VERIFY(heard(bench, "LIST") > listed && running.board.status(bench.account.id).phase == engine::AccountStatus::Phase::UpToDate);
        running.stop();
        QCOMPARE(heard(bench, "GETQUOTAROOT"), 1);
        QCOMPARE(told.size(), 1);
    }
};

PETREL_TEST(SurveyTest)

} // namespace petrel::test

#include "survey_test.moc"
