#include "core/imap/grammar/mailbox_values.h"
#include "core/imap/grammar/sequence_set.h"
#include "tests/support/registered_test.h"

#include <random>
#include <set>

using namespace petrel;
using namespace petrel::imap;

class SequenceSetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAndWritesNormalised_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("normal");
        const auto row = [](const char *wire, const char *normal) { QTest::newRow(wire) << QByteArray(wire) << QByteArray(normal); };
        row("1", "1");
        row("2,4:7,9,12:*", "2,4:7,9,12:*");
        row("3,1,2", "1:3");
        row("5:3", "3:5");
        row("*", "4294967295:*");
        row("*:7", "7:*");
        row("1:4294967295", "1:4294967295");
        row("1:10,5:6,11", "1:11");
        for (const char *bad : {"0", "1,", ",1", "", "1:", ":1", "a", "1;2", "4294967296", "99999999999999999999", "1:2:3", "-1", "1 2", "+1"})
            row(bad, "");
    }

    void readsAndWritesNormalised()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, normal);
        const Result<SequenceSet> set = SequenceSet::parse(wire);
        QCOMPARE(set.ok(), !normal.isEmpty());
        if (set.ok())
            QCOMPARE(set->toWire(), normal);
        else
            QCOMPARE(int(set.error().kind), int(ErrorKind::Protocol));
    }

    void fourBillionNumbersAreOneRange()
    {
        const SequenceSet all = SequenceSet::range(1u, 4294967295u);
        QCOMPARE(all.count(), 4294967295ull);
        QCOMPARE(all.ranges().size(), 1);
        QCOMPARE(all.uids(3).size(), 3);
        QCOMPARE(all.batchesNewestFirst(4'000'000'000u).size(), 2);
    }

    void algebraAgreesWithCountingByHand()
    {
        std::mt19937 random(20240917);
        for (int round = 0; round < 300; ++round) {
            std::set<std::uint32_t> a, b;
            SequenceSet left, right;
            for (int i = 0; i < 12; ++i) {
                a.insert(1 + random() % 30);
                b.insert(1 + random() % 30);
            }
            for (const std::uint32_t n : a)
                left.add(n);
            for (auto n = b.rbegin(); n != b.rend(); ++n)
                right.add(*n);
            for (std::uint32_t n = 1; n <= 32; ++n) {
                QCOMPARE(left.contains(n), a.count(n) == 1);
                QCOMPARE(left.intersected(right).contains(n), a.count(n) && b.count(n));
                QCOMPARE(left.united(right).contains(n), a.count(n) || b.count(n));
                QCOMPARE(left.subtracted(right).contains(n), a.count(n) && !b.count(n));
            }
            QCOMPARE(left.count(), a.size());
            QCOMPARE(SequenceSet::parse(left.toWire()).value(), left);
        }
    }

    void longSetsAreCutForShortCommandLines()
    {
        SequenceSet odd;
        for (std::uint32_t n = 1; n < 4000; n += 2)
            odd.add(n);
        SequenceSet together;
        for (const SequenceSet &piece : odd.split(1000)) {
            QVERIFY(piece.toWire().size() <= 1000);
            together = together.united(piece);
        }
        QCOMPARE(together, odd);
        QCOMPARE(SequenceSet::from(5u).split(10).first().toWire(), "5:*");
    }

    void copyUidPairsByPositionWithoutExpanding()
    {
        const CopyUid copied(UidValidity(9), {{304, 304}, {319, 320}}, {{3958, 3958}, {100, 101}});
        QCOMPARE(copied.targetOf(Uid(304)).number(), 3958u);
        QCOMPARE(copied.targetOf(Uid(320)).number(), 101u);
        QVERIFY(copied.targetOf(Uid(305)).isNull());
        const CopyUid huge(UidValidity(9), {{1, 4294967295u}}, {{1, 4294967295u}});
        QCOMPARE(huge.targetOf(Uid(4294967295u)).number(), 4294967295u);
    }

    void copyUidOfUnequalSidesIsUnknown()
    {
        QVERIFY(!CopyUid(UidValidity(9), {{1, 3}}, {{1, 2}}).isKnown());
        QVERIFY(CopyUid(UidValidity(9), {{1, 3}}, {{1, 2}}).targetOf(Uid(1)).isNull());
        QVERIFY(!CopyUid(UidValidity(9), {}, {}).isKnown());
        QVERIFY(!CopyUid(UidValidity(), {{1, 1}}, {{1, 1}}).isKnown());
    }
};

PETREL_TEST(SequenceSetTest)
#include "sequence_set_test.moc"
