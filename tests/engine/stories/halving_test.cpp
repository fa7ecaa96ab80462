#include "core/engine/imap/halving.h"
#include "tests/support/registered_test.h"

#include <set>

namespace petrel::test {

using engine::Halving;

namespace {

const Error kRefused = makeError(ErrorKind::Refused, QStringLiteral("NO"));

/** A batch at a server that takes a part only when none of these is in it. */
struct Played
{
    std::set<std::size_t> culprits = {};
    int commands = 0;
    std::set<std::size_t> done = {};
    std::set<std::size_t> declined = {};
    Status recorded = {}; ///< what comes of writing it down

    Status run(std::size_t count, const Error &error = kRefused)
    {
        const auto attempt = [&](std::size_t begin, std::size_t end) -> Result<Halving::Record> {
            ++commands;
            for (std::size_t i = begin; i < end; ++i) {
                if (culprits.contains(i))
                    return error;
            }
            return Halving::Record([this, begin, end]() -> Status {
                if (!recorded)
                    return recorded;
                for (std::size_t i = begin; i < end; ++i)
                    done.insert(i);
                return {};
            });
        };
        const auto refused = [&](const Error &why, std::size_t begin, std::size_t end) -> Status {
            if (why.scope == ErrorScope::Connection)
                return why;
            for (std::size_t i = begin; i < end; ++i)
                declined.insert(i);
            return {};
        };
        return Halving(attempt, refused).run(count);
    }
};

} // namespace

class HalvingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNoCommand()
    {
        Played played;
        QVERIFY(played.run(0).ok());
        QCOMPARE(played.commands, 0);
    }

    void theCulpritStandsAlone()
    {
        for (std::size_t culprit = 0; culprit < 100; ++culprit) {
            Played played{{culprit}};
            QVERIFY(played.run(100).ok());
            QCOMPARE(played.declined, std::set<std::size_t>{culprit});
            QCOMPARE(played.done.size(), 99u);
        }
    }

    void everyBatchComesToAnEndWithAllJudgedOnce()
    {
        for (std::size_t step = 2; step < 9; ++step) {
            Played played;
            for (std::size_t i = 0; i < 150; i += step)
                played.culprits.insert(i);
            QVERIFY(played.run(150).ok());
            QCOMPARE(played.done.size() + played.declined.size(), 150u);
        }
    }

    void aServerThatRefusesAllIsNotFlooded()
    {
        Played played;
        for (std::size_t i = 0; i < 20'000; ++i)
            played.culprits.insert(i);
        QVERIFY(played.run(20'000).ok());
        QCOMPARE(played.declined.size(), 20'000u);
        QVERIFY2(played.commands < 60, QByteArray::number(played.commands).constData());
    }

    void whatIsSaidOfTheFolderIsSaidOnce()
    {
        Played played{{3}};
        QVERIFY(played.run(100, makeError(ErrorKind::Throttled, ErrorScope::Folder, ErrorRetry::Backoff, {})).ok());
        QCOMPARE(played.commands, 1);
        QCOMPARE(played.declined.size(), 100u);
    }

    void whatCouldNotBeWrittenDownIsNotDoneAgain()
    {
        Played played;
        played.recorded = makeError(ErrorKind::NotFound, QStringLiteral("no such row"));
        QVERIFY(!played.run(100).ok());
        QCOMPARE(played.commands, 1);
    }

    void aCutLineEndsIt()
    {
        Played played{{3}};
        QVERIFY(!played.run(100, makeError(ErrorKind::Network, {})).ok());
        QCOMPARE(played.commands, 1);
        QCOMPARE(played.declined.size(), 0u);
    }
};

PETREL_TEST(HalvingTest)

} // namespace petrel::test

#include "halving_test.moc"
