#include "tests/unit/pop3/fingerprint_test.h"

#include "core/pop3/fingerprint.h"

#include <QtTest>

namespace petrel::test {

using namespace pop3;

namespace {

using Pairs = QList<std::pair<QByteArray, MessageNumber>>;

} // namespace

void Pop3FingerprintTest::aHeaderIsKnownWhateverFollowsIt_data()
{
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("as TOP tells it") << QByteArray("From: a@b\r\nSubject: x\r\n\r\n");
    QTest::newRow("without the empty line") << QByteArray("From: a@b\r\nSubject: x\r\n");
    QTest::newRow("without its last line end") << QByteArray("From: a@b\r\nSubject: x");
    QTest::newRow("with bare line feeds") << QByteArray("From: a@b\nSubject: x\n\n");
    QTest::newRow("with a line of the body, though none was asked for") << QByteArray("From: a@b\r\nSubject: x\r\n\r\nKelp.\r\n");
}

void Pop3FingerprintTest::aHeaderIsKnownWhateverFollowsIt()
{
    QFETCH(QByteArray, told);
    QCOMPARE(headDigest(told), headDigest("From: a@b\r\nSubject: x\r\n\r\nThe whole\r\nletter.\r\n"));
}

void Pop3FingerprintTest::differentHeadersDiffer()
{
    const QByteArray digest = headDigest("From: a@b\r\nSubject: x\r\n\r\n");
    QCOMPARE(digest.size(), 32);
    for (const char *other : {"From: a@b\r\nSubject: y\r\n\r\n", "From: a@b\r\nSubject: x \r\n\r\n", "From: a@bSubject: x\r\n\r\n", "From: a@b\r\n\r\n"})
        QVERIFY2(headDigest(other) != digest, other);
}

void Pop3FingerprintTest::noHeaderHasNoDigest()
{
    QVERIFY(headDigest("").isEmpty());
    QVERIFY(headDigest("\r\nOnly a body.\r\n").isEmpty());
    QVERIFY(headDigest("X: " + QByteArray(kMaxHeadBytes, 'x') + "\r\n\r\n").isEmpty());
    QVERIFY(!headDigest("X: y\r\n\r\n" + QByteArray(2 * kMaxHeadBytes, 'x')).isEmpty());
}

void Pop3FingerprintTest::onlyWhatIsAloneOnBothSidesIsMatched()
{
    const MessageNumber one(1), two(2), three(3);
    QCOMPARE(matchByHead({{"a", 5, "h"}, {"b", 6, "h"}}, {{one, 6, "h"}, {two, 5, "h"}}), (Pairs{{"b", one}, {"a", two}}));
    QCOMPARE(matchByHead({{"a", 5, "h"}}, {{one, 5, "i"}, {two, 6, "h"}}), Pairs());
    QCOMPARE(matchByHead({{"a", 5, "h"}, {"b", 5, "h"}}, {{one, 5, "h"}}), Pairs());
    QCOMPARE(matchByHead({{"a", 5, "h"}}, {{one, 5, "h"}, {two, 5, "h"}}), Pairs());
    QCOMPARE(matchByHead({{"a", 5, "h"}}, {{one, 5, "h"}, {two, 5, "h"}, {three, 5, "h"}}), Pairs());
}

void Pop3FingerprintTest::whatIsNotKnownMatchesNothing()
{
    const MessageNumber one(1);
    QCOMPARE(matchByHead({{"a", 0, "h"}}, {{one, 0, "h"}}), Pairs());
    QCOMPARE(matchByHead({{"a", 5, ""}}, {{one, 5, ""}}), Pairs());
}

} // namespace petrel::test
