#include "core/imap/sync/planner.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

SequenceSet set(const char *wire)
{
    return *wire ? SequenceSet::parse(wire).value() : SequenceSet();
}

/** One situation: what we knew, what SELECT said, and what must follow. Empty strings are empty sets. */
struct Situation
{
    const char *name;
    const char *known = "1:10";
    std::uint32_t uidNext = 11;
    std::uint64_t modSeq = 50;
    std::uint32_t count = 10;
    std::uint32_t backfill = 1;
    std::uint32_t validity = 7;

    std::uint32_t serverNext = 11;
    std::uint64_t serverModSeq = 50;
    std::uint32_t exists = 10;
    std::uint32_t serverValidity = 7;
    const char *vanished = "";
    SyncAbilities can = {};

    PlanKind kind = PlanKind::NothingChanged;
    PlanReason reason = PlanReason::NothingNew;
    const char *gone = "";
    const char *compareFlags = "";
    std::uint64_t changedSince = 0;
    const char *compareUids = "";
    const char *fetchNew = "";
    const char *discover = "";
    const char *listing = "";
    const char *older = "";
};

constexpr SyncAbilities kPlain{};
constexpr SyncAbilities kCondstore{true, false};
constexpr SyncAbilities kQresync{true, true};

const Situation kSituations[] = {
    {.name = "qresync: nothing new", .can = kQresync},
    {.name = "qresync: two arrived, one expunged", .serverNext = 13, .serverModSeq = 55, .exists = 11, .vanished = "4", .can = kQresync,
     .kind = PlanKind::Qresync, .reason = PlanReason::ServerToldAll, .gone = "4", .fetchNew = "11:12"},
    {.name = "qresync: VANISHED names UIDs we never had", .serverModSeq = 55, .exists = 9, .vanished = "3,500:900", .can = kQresync,
     .kind = PlanKind::Qresync, .reason = PlanReason::ServerToldAll, .gone = "3"},
    {.name = "qresync: VANISHED of everything while ten exist is not believed", .serverModSeq = 55, .vanished = "1:4294967295",
     .can = kQresync, .kind = PlanKind::Qresync, .reason = PlanReason::CountDiffers, .compareUids = "1:10"},
    {.name = "qresync: a deletion nobody told", .serverModSeq = 55, .exists = 8, .can = kQresync,
     .kind = PlanKind::Qresync, .reason = PlanReason::CountDiffers, .compareUids = "1:10"},
    {.name = "qresync: backfill pending, count says nothing", .known = "6:10", .count = 10, .backfill = 6, .serverNext = 12,
     .serverModSeq = 51, .exists = 11, .can = kQresync, .kind = PlanKind::Qresync, .reason = PlanReason::ServerToldAll, .fetchNew = "11", .older = "1:5"},
    {.name = "condstore: nothing new", .can = kCondstore},
    {.name = "condstore: only flags changed", .serverModSeq = 60, .can = kCondstore, .kind = PlanKind::Condstore,
     .reason = PlanReason::ModSeqAdvanced, .compareFlags = "1:10", .changedSince = 50},
    {.name = "condstore: two arrived, none gone", .serverNext = 13, .serverModSeq = 60, .exists = 12, .can = kCondstore,
     .kind = PlanKind::Condstore, .reason = PlanReason::ModSeqAdvanced, .compareFlags = "1:10", .changedSince = 50, .fetchNew = "11:12"},
    {.name = "condstore: one arrived and one went: the count alone does not tell", .serverNext = 12, .serverModSeq = 60, .can = kCondstore,
     .kind = PlanKind::Condstore, .reason = PlanReason::ModSeqAdvanced, .compareFlags = "1:10", .changedSince = 50,
     .compareUids = "1:10", .fetchNew = "11"},
    {.name = "condstore: expunged without a new mod-sequence", .exists = 9, .can = kCondstore, .kind = PlanKind::Condstore,
     .reason = PlanReason::CountDiffers, .compareUids = "1:10"},
    {.name = "condstore: we miss rows in the middle", .known = "1:4,6:10", .can = kCondstore, .kind = PlanKind::Condstore,
     .reason = PlanReason::CountDiffers, .compareUids = "1:10"},
    {.name = "condstore: backfill pending, nothing new", .known = "6:10", .backfill = 6, .can = kCondstore, .older = "1:5"},
    {.name = "mod-sequence went back", .serverModSeq = 40, .can = kQresync, .kind = PlanKind::Plain, .reason = PlanReason::ModSeqWentBack,
     .compareFlags = "1:10"},
    {.name = "NOMODSEQ in this folder", .serverModSeq = 0, .can = kQresync, .kind = PlanKind::Plain, .reason = PlanReason::NoModSeq,
     .compareFlags = "1:10"},
    {.name = "no mod-sequence remembered", .modSeq = 0, .can = kQresync, .kind = PlanKind::Plain, .reason = PlanReason::NoModSeq,
     .compareFlags = "1:10"},
    {.name = "plain: always compares flags", .can = kPlain, .kind = PlanKind::Plain, .reason = PlanReason::NoModSeq, .compareFlags = "1:10"},
    {.name = "plain: new mail", .serverNext = 15, .exists = 12, .can = kPlain, .kind = PlanKind::Plain, .reason = PlanReason::NoModSeq,
     .compareFlags = "1:10", .fetchNew = "11:14"},
    {.name = "UIDNEXT not told: ask what is above", .serverNext = 0, .can = kPlain, .kind = PlanKind::Plain,
     .reason = PlanReason::NoModSeq, .compareFlags = "1:10", .discover = "11:*"},
    {.name = "UIDNEXT went back below what we hold: the numbers are given out anew", .serverNext = 5, .exists = 4, .can = kQresync,
     .kind = PlanKind::Renumbered, .reason = PlanReason::UidNextWentBack, .listing = "1:4"},
    {.name = "UIDNEXT went back, but not below what we hold", .uidNext = 15, .serverNext = 12, .can = kQresync, .kind = PlanKind::Plain,
     .reason = PlanReason::UidNextWentBack, .compareFlags = "1:14"},
    {.name = "a server whose UIDNEXT is always too low is no news", .uidNext = 5, .serverNext = 5, .can = kCondstore},
    {.name = "folder emptied", .serverNext = 20, .serverModSeq = 70, .exists = 0, .can = kCondstore, .kind = PlanKind::Plain,
     .reason = PlanReason::FolderEmpty, .gone = "1:10"},
    {.name = "empty before and after", .known = "", .uidNext = 1, .count = 0, .serverNext = 1, .exists = 0, .can = kPlain,
     .reason = PlanReason::FolderEmpty},
    {.name = "huge hole above us is searched, not fetched", .serverNext = 4294967295u, .serverModSeq = 60, .exists = 12, .can = kQresync,
     .kind = PlanKind::Qresync, .reason = PlanReason::ServerToldAll, .discover = "11:4294967294"},
    {.name = "highest UID there can be", .known = "4294967295", .uidNext = 4294967295u, .count = 1, .serverNext = 4294967295u, .exists = 1,
     .can = kCondstore},
    {.name = "UIDVALIDITY differs", .serverValidity = 8, .can = kQresync, .kind = PlanKind::Renumbered,
     .reason = PlanReason::UidValidityDiffers, .listing = "1:10"},
    {.name = "UIDVALIDITY missing now", .serverValidity = 0, .can = kQresync, .kind = PlanKind::Plain,
     .reason = PlanReason::UidValidityMissing, .compareFlags = "1:10"},
    {.name = "first time", .known = "", .uidNext = 0, .modSeq = 0, .count = 0, .validity = 0, .can = kQresync, .kind = PlanKind::Fresh,
     .reason = PlanReason::FirstTime, .listing = "1:10"},
    {.name = "looked at, and not one header could be read: all of it is backfill", .known = "", .backfill = 0, .can = kCondstore, .older = "1:10"},
};

Plan planFor(const Situation &s, const PlannerOptions &options = {})
{
    FolderSnapshot snapshot{UidValidity(s.validity), Uid(s.uidNext), ModSeq(s.modSeq), s.count, set(s.known), Uid(s.backfill)};
    SelectResult server;
    server.uidValidity = UidValidity(s.serverValidity);
    server.uidNext = Uid(s.serverNext);
    server.highestModSeq = ModSeq(s.serverModSeq);
    server.exists = s.exists;
    server.vanished = set(s.vanished);
    server.qresync = s.can.qresync;
    return planResync(snapshot, server, s.can, options);
}

} // namespace

class PlannerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plansEachSituation_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kSituations)); ++i)
            QTest::newRow(kSituations[i].name) << i;
    }

    void plansEachSituation()
    {
        QFETCH(int, index);
        const Situation &s = kSituations[index];
        const Plan plan = planFor(s);
        QCOMPARE(int(plan.kind), int(s.kind));
        QCOMPARE(int(plan.reason), int(s.reason));
        QCOMPARE(plan.gone.toWire(), QByteArray(s.gone));
        QCOMPARE(plan.compareFlags.toWire(), QByteArray(s.compareFlags));
        QCOMPARE(plan.changedSince.number(), s.changedSince);
        QCOMPARE(plan.compareUids.toWire(), QByteArray(s.compareUids));
        SequenceSet fetched;
        for (const SequenceSet &batch : plan.fetchNew)
            fetched = fetched.united(batch);
        QCOMPARE(fetched.toWire(), QByteArray(s.fetchNew));
        QCOMPARE(plan.discover.toWire(), QByteArray(s.discover));
        SequenceSet listed;
        for (const SequenceSet &batch : plan.listing)
            listed = listed.united(batch);
        QCOMPARE(listed.toWire(), QByteArray(s.listing));
        QCOMPARE(plan.backfill.toWire(), QByteArray(s.older));
    }

    void freshFolderShowsTheNewestFirst()
    {
        Situation s{.name = "", .known = "", .uidNext = 0, .modSeq = 0, .count = 0, .validity = 0};
        s.exists = 1'000;
        const Plan plan = planFor(s);
        QCOMPARE(plan.newestByNumber.toWire(), "801:1000");
        QCOMPARE(Plan::olderThan(Uid(5'000)).toWire(), "1:4999");
        QVERIFY2(Plan::olderThan(Uid(1)).isEmpty(), "the very first");
        QCOMPARE(Plan::olderThan(Uid()).toWire(), "1:*"); // none could be read: they may lie anywhere
        s.exists = 150;
        QCOMPARE(planFor(s).newestByNumber.toWire(), "1:150");
        s.exists = 0;
        QVERIFY(planFor(s).newestByNumber.isEmpty());
    }

    void aFreshFolderWithHardlyAHoleIsFetchedWithoutASearch()
    {
        Situation s{.name = "", .known = "", .uidNext = 0, .modSeq = 0, .count = 0, .validity = 0, .serverNext = 601, .exists = 590};
        const Plan dense = planFor(s, {.batch = 300});
        QCOMPARE(dense.listing.size(), 3);
        QCOMPARE(dense.listing.at(0).toWire(), "401:600");
        QCOMPARE(dense.listing.at(1).toWire(), "101:400");
        QCOMPARE(dense.listing.at(2).toWire(), "1:100");
        QVERIFY(dense.newestByNumber.isEmpty());
        s.exists = 250;
        QVERIFY2(planFor(s).listing.isEmpty() && !planFor(s).newestByNumber.isEmpty(), "most of its UIDs are gone");
        s.serverNext = 0;
        QVERIFY2(planFor(s).listing.isEmpty(), "a server without UIDNEXT");
    }

    /** In IDLE every change is told: after new mail alone 20,000 flags need not be compared. */
    void aWatchedFolderWithoutModSequencesIsAskedForItsNewMailAlone()
    {
        const Situation s{.name = "", .serverNext = 13, .exists = 12};
        QVERIFY(!planFor(s).compareFlags.isEmpty());
        const Plan watched = planFor(s, {.flagsAreKnown = true});
        QVERIFY(watched.compareFlags.isEmpty());
        QCOMPARE(watched.fetchNew.first().toWire(), "11:12");
        const Situation oneWent{.name = "", .serverNext = 13, .exists = 11};
        QVERIFY2(!planFor(oneWent, {.flagsAreKnown = true}).compareFlags.isEmpty(), "the sums tell of more than new mail");
    }

    void newMailComesInBatchesNewestFirst()
    {
        Situation s{.name = "", .serverNext = 461, .exists = 460};
        const Plan plan = planFor(s);
        QCOMPARE(plan.fetchNew.size(), 3);
        QCOMPARE(plan.fetchNew.at(0).toWire(), "261:460");
        QCOMPARE(plan.fetchNew.at(1).toWire(), "61:260");
        QCOMPARE(plan.fetchNew.at(2).toWire(), "11:60");
    }

    void nothingIsPushedUnderAnUnknownUidValidity()
    {
        QVERIFY(planFor({.name = "", .can = kQresync}).mayPush);
        QVERIFY(!planFor({.name = "", .serverValidity = 8}).mayPush);
        QVERIFY(planFor({.name = "", .serverValidity = 8}).dropUids);
        QVERIFY(!planFor({.name = "", .serverNext = 5, .exists = 4}).mayPush);
        QVERIFY(planFor({.name = "", .serverNext = 5, .exists = 4}).dropUids);
        QVERIFY(!planFor({.name = "", .serverValidity = 0}).mayPush);
    }

    void backfillIsWhatLiesBelow()
    {
        QCOMPARE(planFor({.name = "", .known = "6:10", .backfill = 6}).backfill.toWire(), "1:5");
        QVERIFY(planFor({.name = "", .backfill = 1}).backfill.isEmpty());
    }

    void vanishedIsBelievedOnlyWhereTheSumsAgree()
    {
        const FolderSnapshot ten{UidValidity(7), Uid(11), ModSeq(50), 10, set("1:10"), Uid(1)};
        SelectResult server;
        server.uidNext = Uid(11);
        server.exists = 8;
        QCOMPARE(judgeVanished(ten, server, set("2:3,400:900")).gone.toWire(), "2:3");
        QVERIFY(judgeVanished(ten, server, set("2:3,400:900")).fits);
        QVERIFY2(!judgeVanished(ten, server, set("1:4294967295")).fits, "eight are there, and all should be gone");
        QVERIFY2(!judgeVanished(ten, server, set("2")).fits, "nine would be left, and eight are there");
        server.uidNext = Uid();
        QVERIFY2(judgeVanished(ten, server, set("1:9")).fits, "without UIDNEXT seven may have come");
    }

    void aFolderOfWhichAllWentAndOthersAreThereWasReplaced()
    {
        QVERIFY(looksReplaced(set("1:10"), set("1:10"), 3));
        QVERIFY(looksReplaced(set("1:10"), set("1:4000"), 3));
        QVERIFY2(!looksReplaced(set("1:10"), set("1:9"), 3), "one stayed");
        QVERIFY2(!looksReplaced(set("1:10"), set("1:10"), 0), "emptied");
        QVERIFY2(!looksReplaced({}, {}, 3), "there was nothing");
    }

    void absenceDeletesOnlyInsideWhatWasAsked()
    {
        const Comparison compared = compareExistence(set("1:10,100"), set("5:20"), set("6,8:12,300"));
        QCOMPARE(compared.gone.toWire(), "5,7");
        QCOMPARE(compared.fresh.toWire(), "11:12");
        QVERIFY(compareExistence(set("1:10"), {}, {}).gone.isEmpty());
        QCOMPARE(compareExistence({}, SequenceSet::all(), set("3")).fresh.toWire(), "3");
    }
};

PETREL_TEST(PlannerTest)
#include "planner_test.moc"
