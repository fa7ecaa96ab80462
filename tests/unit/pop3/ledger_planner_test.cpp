#include "tests/unit/pop3/ledger_planner_test.h"

#include "core/pop3/ledger_planner.h"

#include <QtTest>

#include <algorithm>
#include <random>

namespace petrel::test {

using namespace pop3;
using State = LedgerState;
using Reason = Retrieval::Reason;
using Rule = Pop3ServerCopy::Rule;

namespace {

constexpr std::int64_t kDay = 24 * 3600;
constexpr std::int64_t kNow = 1000 * kDay;

LedgerRow row(const char *uidl, State state, qint64 size = 0, std::int64_t daysAgo = 0)
{
    LedgerRow made;
    made.uidl = uidl;
    made.state = state;
    made.size = size;
    made.since = kNow - daysAgo * kDay;
    return made;
}

ServerMessage listed(quint32 number, const QByteArray &uidl, qint64 size = 0)
{
    return {MessageNumber(number), uidl, size};
}

/** The plan in one line: "retrieve 3 2; headers 5; postponed 4; dele 1; gone a; forget b; missing c; headers missing d". */
QByteArray told(const LedgerPlan &plan)
{
    static constexpr const char *reasons[] = {"", "(unfinished)", "(unidentified)", "(size)", "(back)", "(renumbered)", "(by head)", "(wanted)", "(damaged)"};
    QByteArrayList parts;
    const auto add = [&parts](const QByteArray &word, const QByteArrayList &list) {
        if (!list.isEmpty())
            parts.append(word + ' ' + list.join(' '));
    };
    QByteArrayList retrieve, headers, postponed, dele;
    for (const Retrieval &retrieval : plan.retrieve)
        retrieve.append(QByteArray::number(retrieval.message.number.number()) + reasons[int(retrieval.reason)]);
    for (const ServerMessage &message : plan.headers)
        headers.append(QByteArray::number(message.number.number()));
    for (const ServerMessage &message : plan.dele)
        dele.append(QByteArray::number(message.number.number()));
    for (const ServerMessage &message : plan.postponed)
        postponed.append(QByteArray::number(message.number.number()));
    QByteArrayList missing = plan.missing.values();
    std::sort(missing.begin(), missing.end());
    add("retrieve", retrieve);
    add("headers", headers);
    add("postponed", postponed);
    add("dele", dele);
    add("gone", plan.confirmGone);
    add("forget", plan.forget);
    add("missing", missing);
    add("headers missing", plan.missingHeaders.values());
    return parts.isEmpty() ? "nothing" : parts.join("; ");
}

} // namespace

void Pop3LedgerPlannerTest::theTable_data()
{
    QTest::addColumn<QList<LedgerRow>>("ledger");
    QTest::addColumn<QList<ServerMessage>>("server");
    QTest::addColumn<Pop3ServerCopy>("copy");
    QTest::addColumn<QSet<QByteArray>>("deletedHere");
    QTest::addColumn<QByteArray>("plan");

    using Ledger = QList<LedgerRow>;
    using Server = QList<ServerMessage>;
    const Pop3ServerCopy remove{Rule::DeleteAfterDownload}, keep{Rule::Keep}, days{Rule::DeleteAfterDays, 14}, local{Rule::DeleteWithLocal};
    const auto given = [](const char *name, const Ledger &ledger, const Server &server, const Pop3ServerCopy &copy,
                          const char *plan, const QSet<QByteArray> &deletedHere = {}) {
        QTest::newRow(name) << ledger << server << copy << deletedHere << QByteArray(plan);
    };

    given("an empty maildrop", {}, {}, remove, "nothing");
    given("two new ones", {}, {listed(1, "a"), listed(2, "b")}, remove, "retrieve 2 1");
    given("one half fetched last time", {row("a", State::Listed)}, {listed(1, "a")}, remove, "retrieve 1(unfinished)");
    given("a listed one taken by another client", {row("a", State::Listed)}, {}, remove, "forget a");

    given("stored, deletes after download", {row("a", State::Stored)}, {listed(1, "a")}, remove, "dele 1");
    given("stored, keeps", {row("a", State::Stored)}, {listed(1, "a")}, keep, "nothing");
    given("stored, deleted here, keeps all the same", {row("a", State::Stored)}, {listed(1, "a")}, keep, "nothing", {"a"});
    given("stored 13 days ago, 14 asked for", {row("a", State::Stored, 0, 13)}, {listed(1, "a")}, days, "nothing");
    given("stored 14 days ago, 14 asked for", {row("a", State::Stored, 0, 14)}, {listed(1, "a")}, days, "dele 1");
    given("a clock that went back deletes nothing", {row("a", State::Stored, 0, -400)}, {listed(1, "a")}, days, "nothing");
    given("stored, not deleted here yet", {row("a", State::Stored)}, {listed(1, "a")}, local, "nothing");
    given("stored and deleted here", {row("a", State::Stored)}, {listed(1, "a")}, local, "dele 1", {"a"});
    given("deleted here before it was ever stored", {row("a", State::Listed)}, {listed(1, "a")}, local, "retrieve 1(unfinished)", {"a"});
    given("stored, not offered today", {row("a", State::Stored)}, {}, remove, "missing a");

    given("DELE sent, the connection was cut before QUIT", {row("a", State::DeleteSent, 7)}, {listed(1, "a", 7)}, remove, "dele 1");
    given("DELE sent, cut, and another size is listed", {row("a", State::DeleteSent, 7)}, {listed(1, "a", 8)}, remove, "retrieve 1(size)");
    given("DELE sent, cut, and no size tells what is listed", {row("a", State::DeleteSent, 7)}, {listed(1, "a")}, remove, "retrieve 1(size)");
    given("DELE sent, cut, and no size was remembered", {row("a", State::DeleteSent)}, {listed(1, "a", 7)}, remove, "retrieve 1(size)");
    given("DELE sent, no longer listed", {row("a", State::DeleteSent)}, {}, remove, "gone a");
    given("DELE sent, then the person chose to keep", {row("a", State::DeleteSent, 7)}, {listed(1, "a", 7)}, keep, "nothing");

    given("gone came back", {row("a", State::Gone, 7)}, {listed(1, "a", 7)}, remove, "retrieve 1(back)");
    given("gone came back, and we keep", {row("a", State::Gone, 7)}, {listed(1, "a", 7)}, keep, "retrieve 1(back)");
    given("gone, its id given to another message", {row("a", State::Gone, 7)}, {listed(1, "a", 8)}, remove, "retrieve 1(back)");
    given("gone came back, and no size is told", {row("a", State::Gone)}, {listed(1, "a")}, remove, "retrieve 1(back)");
    given("gone for a while", {row("a", State::Gone, 0, 179)}, {}, remove, "nothing");
    given("gone for long", {row("a", State::Gone, 0, 180)}, {}, remove, "forget a");

    given("stored, but another size is listed", {row("a", State::Stored, 7)}, {listed(1, "a", 8)}, remove, "retrieve 1(size)");
    given("stored, no LIST today", {row("a", State::Stored, 7)}, {listed(1, "a")}, remove, "dele 1");

    given("one id twice", {}, {listed(1, "a"), listed(2, "a")}, remove, "retrieve 2(unidentified) 1(unidentified)");
    given("one id twice, one of them stored", {row("a", State::Stored)}, {listed(1, "a"), listed(2, "a")}, remove,
          "retrieve 2(unidentified) 1(unidentified)");
    given("one id twice, DELE sent for one", {row("a", State::DeleteSent)}, {listed(1, "a"), listed(2, "a")}, remove,
          "retrieve 2(unidentified) 1(unidentified)");
    given("a line without id", {}, {listed(1, ""), listed(2, "b")}, remove, "retrieve 2 1(unidentified)");
    given("an id beyond all measure", {}, {listed(1, QByteArray(1001, 'x'))}, remove, "retrieve 1(unidentified)");
    given("an id longer than the RFC allows", {}, {listed(1, QByteArray(200, 'x'))}, remove, "retrieve 1");
    given("ids differ in letter case", {row("A", State::Stored)}, {listed(1, "a"), listed(2, "A")}, keep, "retrieve 1");

    given("every id changed", {row("a", State::Stored), row("b", State::Stored)}, {listed(1, "x"), listed(2, "y")}, remove,
          "retrieve 2(renumbered) 1(renumbered); missing a b");
    given("every id changed, and the session that saw it was cut", {row("a", State::Stored), row("x", State::Stored), row("y", State::Listed)},
          {listed(1, "x"), listed(2, "y"), listed(3, "z")}, keep, "retrieve 3(renumbered) 2(renumbered); missing a");
    const auto byHead = [](std::int64_t daysAgo) {
        LedgerRow known = row("a", State::Stored, 7, daysAgo);
        known.byHead = true;
        return known;
    };
    given("known by its header, keeps", {byHead(0)}, {listed(1, "a", 7)}, keep, "nothing");
    given("known by its header, its days are not over", {byHead(13)}, {listed(1, "a", 7)}, days, "nothing");
    given("known by its header, its days are over", {byHead(14)}, {listed(1, "a", 7)}, days, "retrieve 1(by head)");
    given("known by its header, and deleted here", {byHead(0)}, {listed(1, "a", 7)}, local, "retrieve 1(by head)", {"a"});
    given("known by its content, which no server lists", {row(" sha256:01", State::Stored)}, {listed(1, "a")}, keep, "retrieve 1");
    Pop3ServerCopy large = remove, largeKept = keep;
    large.headerOnlyAbove = largeKept.headerOnlyAbove = 100;
    const auto header = [](std::int64_t daysAgo = 0, LedgerWant want = LedgerWant::Nothing) {
        LedgerRow shown = row("a", State::Listed, 200, daysAgo);
        shown.head = "head";
        shown.want = want;
        return shown;
    };
    const auto wanted = [](LedgerRow known, LedgerWant want) {
        known.want = want;
        return known;
    };
    given("large is what is larger than the limit", {}, {listed(1, "a", 100), listed(2, "b", 101)}, large, "retrieve 1; headers 2");
    given("nobody knows how large it is", {}, {listed(1, "a")}, large, "retrieve 1");
    given("large, and no id to know it by", {}, {listed(1, "", 200)}, large, "retrieve 1(unidentified)");
    given("its header is here", {header()}, {listed(1, "a", 200)}, large, "nothing");
    given("its header is here, and it is wanted", {header(0, LedgerWant::Fetch)}, {listed(1, "a", 200), listed(2, "b", 5)}, large, "retrieve 1(wanted) 2");
    given("its header is here, and the limit was lifted", {header()}, {listed(1, "a", 200)}, remove, "retrieve 1(unfinished)");
    given("its header was deleted here", {header()}, {listed(1, "a", 200)}, remove, "nothing", {"a"});
    given("its header was deleted here under the rule that follows", {header()}, {listed(1, "a", 200)}, local, "nothing", {"a"});
    given("its header was deleted here, and it is wanted after all", {header(0, LedgerWant::Fetch)}, {listed(1, "a", 200)}, large, "retrieve 1(wanted)", {"a"});
    given("its header is here, not offered today", {header()}, {}, large, "headers missing a");
    given("its header was deleted here, and it is gone there", {header(180)}, {}, large, "forget a", {"a"});
    given("its header is here for years", {header(1000)}, {}, large, "headers missing a");
    given("large, and a stored one of its size is missing", {row("a", State::Stored, 200)}, {listed(1, "b", 200), listed(2, "c", 300)}, largeKept,
          "retrieve 1(renumbered); headers 2; missing a");
    given("never seen whole, and to be deleted there", {header(0, LedgerWant::Delete)}, {listed(1, "a", 200)}, largeKept, "dele 1");
    given("to be deleted there, and its id means another by now", {header(0, LedgerWant::Delete)}, {listed(1, "a", 300)}, largeKept, "nothing");
    given("stored, kept, and wanted again: it is damaged here", {wanted(row("a", State::Stored, 7), LedgerWant::Fetch)}, {listed(1, "a", 7), listed(2, "b", 5)}, keep,
          "retrieve 1(damaged) 2");
    given("stored, kept, and to be deleted there", {wanted(row("a", State::Stored, 7), LedgerWant::Delete)}, {listed(1, "a", 7)}, keep, "dele 1");
    given("known by its header, and to be deleted there", {wanted(byHead(0), LedgerWant::Delete)}, {listed(1, "a", 7)}, keep, "retrieve 1(by head)");
    given("everything fetched elsewhere", {row("a", State::Stored)}, {}, remove, "missing a");
}

void Pop3LedgerPlannerTest::theTable()
{
    QFETCH(QList<LedgerRow>, ledger);
    QFETCH(QList<ServerMessage>, server);
    QFETCH(Pop3ServerCopy, copy);
    QFETCH(QSet<QByteArray>, deletedHere);
    QFETCH(QByteArray, plan);
    QCOMPARE(told(planLedger({ledger, server, copy, deletedHere, kNow})), plan);
}

void Pop3LedgerPlannerTest::withoutTopLargeOnesComeWhole()
{
    LedgerFacts facts{{}, {listed(1, "a", 200)}, {}, {}, kNow, false};
    facts.serverCopy.headerOnlyAbove = 100;
    QCOMPARE(told(planLedger(facts)), QByteArray("retrieve 1"));
}

void Pop3LedgerPlannerTest::newestComesFirstAndTroubleLast()
{
    LedgerRow failedOnce = row("once", State::Listed);
    failedOnce.attempts = 1;
    LedgerRow failedOften = row("often", State::Listed);
    failedOften.attempts = 5;
    const LedgerPlan plan = planLedger({{failedOften, failedOnce, row("cut", State::Listed)},
                                        {listed(1, "new"), listed(2, "cut"), listed(3, "once"), listed(4, "often"), listed(5, "newest")},
                                        {}, {}, kNow});
    QCOMPARE(told(plan), QByteArray("retrieve 5 2(unfinished) 1 3(unfinished) 4(unfinished)"));
}

void Pop3LedgerPlannerTest::whatFailsAgainAndAgainIsAskedForLessOften()
{
    const auto planned = [](int attempts, std::int64_t secondsAgo) {
        LedgerRow failed = row("a", State::Listed);
        failed.attempts = attempts;
        failed.lastTried = kNow - secondsAgo;
        return told(planLedger({{failed}, {listed(1, "a")}, {}, {}, kNow}));
    };
    const QByteArray now = "retrieve 1(unfinished)", later = "postponed 1";
    QCOMPARE(planned(kPromptAttempts - 1, 0), now);
    QCOMPARE(planned(kPromptAttempts, 3599), later);
    QCOMPARE(planned(kPromptAttempts, 3600), now);
    QCOMPARE(planned(kPromptAttempts + 1, 7199), later);
    QCOMPARE(planned(kPromptAttempts + 1, 7200), now);
    QCOMPARE(planned(1000, kDay - 1), later);
    QCOMPARE(planned(1000, kDay), now);
    QCOMPARE(planned(1000, -kDay), now); // the clock went back
}

void Pop3LedgerPlannerTest::onlyWhatIsDurableHereIsEverDeleted()
{
    const quint32 seed = std::random_device()();
    std::mt19937 random(seed);
    for (int run = 0; run < 3000; ++run) {
        LedgerFacts facts;
        facts.now = kNow;
        facts.serverCopy.rule = Rule(random() % 4);
        facts.serverCopy.headerOnlyAbove = random() % 3;
        for (int i = 0; i < 6; ++i) {
            const QByteArray id(1, char('a' + i));
            if (random() % 2)
                facts.ledger.append(row(id.constData(), State(random() % 4), random() % 3, random() % 400));
            if (!facts.ledger.isEmpty() && random() % 3 == 0)
                facts.ledger.last().head = "head";
            if (random() % 3 == 0)
                facts.deletedHere.insert(id);
        }
        for (quint32 number = 1; number <= 6; ++number)
            facts.server.append(listed(number, QByteArray(1, char('a' + random() % 7)), random() % 3));

        const LedgerPlan plan = planLedger(facts);
        const QByteArray where = "seed " + QByteArray::number(seed) + ": " + told(plan);
        for (const ServerMessage &message : plan.dele) {
            const auto known = std::find_if(facts.ledger.begin(), facts.ledger.end(), [&](const LedgerRow &r) { return r.uidl == message.uidl; });
            QVERIFY2(known != facts.ledger.end() && known->state != State::Listed && known->state != State::Gone, where.constData());
            QVERIFY2(known->size == 0 || message.size == 0 || known->size == message.size, where.constData());
            QVERIFY2(std::count_if(facts.server.begin(), facts.server.end(), [&](const ServerMessage &m) { return m.uidl == message.uidl; }) == 1,
                     where.constData());
            QVERIFY2(facts.serverCopy.rule != Rule::Keep, where.constData());
        }
        QVERIFY2(plan.retrieve.size() + plan.headers.size() + plan.dele.size() <= facts.server.size(), where.constData());
    }
}

/** Retrieve, store, delete, quit: planned again, nothing is left to do, under every rule that deletes at once. */
void Pop3LedgerPlannerTest::aFinishedPlanLeavesNothingToDo()
{
    LedgerFacts facts{{row("c", State::DeleteSent, 7)}, {listed(1, "a", 5), listed(2, "b", 6), listed(3, "c", 7)}, {}, {}, kNow};
    const LedgerPlan plan = planLedger(facts);
    QCOMPARE(told(plan), QByteArray("retrieve 2 1; dele 3"));
    QVERIFY(deletesAtOnce(facts.serverCopy));
    facts.ledger = {row("a", State::Gone, 5), row("b", State::Gone, 6), row("c", State::Gone, 7)};
    facts.server.clear();
    QCOMPARE(told(planLedger(facts)), QByteArray("nothing"));
}

void Pop3LedgerPlannerTest::listingsAreJoinedByNumber()
{
    const auto joined = joinListings({{MessageNumber(2), "b"}, {MessageNumber(1), "a"}}, {{MessageNumber(1), 10}, {MessageNumber(9), 90}});
    QCOMPARE(joined, (QList<ServerMessage>{listed(2, "b"), listed(1, "a", 10), listed(9, {}, 90)}));
}

void Pop3LedgerPlannerTest::contentKeysCanBeNoUidl()
{
    const QByteArray key = contentKey("\x01\xff");
    QCOMPARE(key, QByteArray(" sha256:01ff"));
    QCOMPARE(parseUidlEntry("1 " + key)->uidl, key.trimmed()); // a server cannot send the leading space
}

} // namespace petrel::test
