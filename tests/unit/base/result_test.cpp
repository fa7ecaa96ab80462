#include "core/base/result.h"
#include "tests/support/registered_test.h"

#include <memory>

using namespace petrel;

namespace {

Error refused()
{
    return makeError(ErrorKind::Refused, QStringLiteral("no"));
}

Result<int> half(int number)
{
    if (number % 2 != 0)
        return refused();
    return number / 2;
}

Result<int> quarter(int number)
{
    return TRY(half(TRY(half(number))));
}

Status bothEven(int a, int b)
{
    TRY(half(a));
    TRY(half(b));
    return {};
}

Result<std::unique_ptr<int>> boxed(int number)
{
    return std::make_unique<int>(TRY(half(number)));
}

} // namespace

class ResultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValueIsAValue()
    {
        const Result<int> result = half(8);
        QVERIFY(result.ok());
        QCOMPARE(*result, 4);
        QCOMPARE(result.valueOr(7), 4);
    }

    void anErrorStandsInItsPlace()
    {
        const Result<int> result = half(7);
        QVERIFY(!result);
        QCOMPARE(result.error(), refused());
        QCOMPARE(result.valueOr(7), 7);
    }

    void tryHandsTheValueOnAndLeavesWithTheError()
    {
        QCOMPARE(quarter(8).value(), 2);
        QCOMPARE(quarter(6).error(), refused());
        QVERIFY(bothEven(2, 4).ok());
        QCOMPARE(bothEven(2, 3).error(), refused());
    }

    void aValueThatOnlyMovesMayTravel()
    {
        std::unique_ptr<int> box = boxed(10).value();
        QCOMPARE(*box, 5);
        QCOMPARE(boxed(9).error(), refused());
    }

    void contextsGatherOnTheWayUp()
    {
        const Error error = refused().during(QStringLiteral("reading")).during(QStringLiteral("opening Sent"))
                                .withServerText("NO go away", "NOPERM").withScope(ErrorScope::Folder);
        QCOMPARE(error.trail, (QStringList{QStringLiteral("reading"), QStringLiteral("opening Sent")}));
        QCOMPARE(error.scope, ErrorScope::Folder);
        QCOMPARE(
            describe(error),
            QStringLiteral("refused: no [NOPERM]; the server says: NO go away; while reading; while opening Sent"));
    }

    void everyKindHasANameOfItsOwn()
    {
        QSet<QString> names;
        for (int kind = 0; kind <= int(ErrorKind::Bug); ++kind)
            names.insert(kindName(static_cast<ErrorKind>(kind)));
        QCOMPARE(names.size(), int(ErrorKind::Bug) + 1);
        QVERIFY(!names.contains(QStringLiteral("unknown")));
    }
};

PETREL_TEST(ResultTest)
#include "result_test.moc"
