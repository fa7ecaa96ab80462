#include "core/engine/imap/line_speed.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::LineSpeed;
using engine::Traffic;
using namespace std::chrono_literals;

/** What goes over the line of an account, in which order and in which dress. */
class LineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowLineIsCompressedAndAFastOneIsNot_data()
    {
        QTest::addColumn<double>("megabytes");
        QTest::addColumn<bool>("headers");
        QTest::addColumn<bool>("bodies");
        QTest::newRow("2 Mbit DSL") << 0.25 << true << true;
        QTest::newRow("50 Mbit") << 6.0 << true << true;
        QTest::newRow("100 Mbit: headers alone") << 12.0 << true << false;
        QTest::newRow("gigabit") << 110.0 << false << false;
        QTest::newRow("unknown") << 0.0 << false << false;
    }
    void aSlowLineIsCompressedAndAFastOneIsNot()
    {
        QFETCH(double, megabytes);
        const std::optional<double> speed = megabytes > 0 ? std::optional(megabytes * 1e6) : std::nullopt;
        QTEST(engine::compressionPays(speed, Traffic::Headers), "headers");
        QTEST(engine::compressionPays(speed, Traffic::HeadersAndBodies), "bodies");
    }

    void whatIsAskedForAheadComesInLessThanHalfASecond()
    {
        QCOMPARE(engine::bytesAhead(std::nullopt), 256 * 1024);
        QCOMPARE(engine::bytesAhead(2.5e6), 1'000'000);
        QCOMPARE(engine::bytesAhead(10e3), 64 * 1024);
        QCOMPARE(engine::bytesAhead(1e9), 4 * 1024 * 1024);
    }

    void aLineIsMeasuredByWholeSamplesAndByWaitingAlone()
    {
        LineSpeed line;
        line.note(1000, 1s);
        QVERIFY2(!line.bytesPerSecond(), "a server's first thoughts");
        line.note(2 * LineSpeed::kSampleBytes - 1000, 1s);
        QCOMPARE(qRound64(*line.bytesPerSecond()), LineSpeed::kSampleBytes);
        line.note(4 * LineSpeed::kSampleBytes, 1s);
        QCOMPARE(qRound64(*line.bytesPerSecond()), 4 * LineSpeed::kSampleBytes);
        line.forgetSpeed();
        line.note(LineSpeed::kSampleBytesOfSlowLine, 200ms);
        QVERIFY2(!line.bytesPerSecond(), "it may be the server's thoughts still");
        line.note(1000, 200ms);
        QVERIFY2(*line.bytesPerSecond() < 200e3, "slow enough to be sure");
        line.note(LineSpeed::kSampleBytes, 0s);
        QVERIFY2(*line.bytesPerSecond() > 1e12, "all was there before we looked");
    }

    void aSlowLineIsAskedToCompressBetweenTwoWindowsAndOnce()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.compress = true;
        bench.imap.refuse["COMPRESS"] = "NO not today";
        for (int n = 1; n <= 4000; ++n)
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        LineSpeed line;
        line.note(LineSpeed::kSampleBytes, 1s); // as the windows before were
        engine::ImapPassOptions options;
        options.line = &line;
        MUST_DO(engine::ImapAccountPass(pass, *session, options).run());
        QCOMPARE(bench.imap.count("COMPRESS"), 1);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 4000);
    }

    /** What the first set tells comes too late for what was asked for along with it: of an unknown line that is little. */
    void ofAnUnknownLineLittleIsAskedForBeforeItIsKnown()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.compress = true;
        bench.imap.mailboxes = {{"INBOX", {}}}; // the only one is listed in one go
        for (int n = 1; n <= 4000; ++n)
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        LineSpeed unknown;
        engine::ImapPassOptions options;
        options.line = &unknown;
        MUST_DO(engine::ImapAccountPass(pass, *session, options).run());
        QList<qsizetype> sizes;
        for (const QByteArray &command : bench.imap.heard) {
            const QByteArrayList range = command.contains("ENVELOPE") ? command.split(' ').value(2).split(':') : QByteArrayList();
            if (range.size() == 2)
                sizes.append(range.last().toInt() - range.first().toInt() + 1);
        }
        QCOMPARE(sizes, (QList<qsizetype>{200, 256, 256, 256, 256, 1024, 1024, 728}));
    }

    /** Bodies alone tell it, too: a pass whose listing was done before. */
    void bodiesOverASlowLineAreCompressed()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.compress = true;
        bench.imap.refuse["COMPRESS"] = "NO not today";
        for (int n = 1; n <= 200; ++n)
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        MUST_DO(bench.imapPass());
        bench.account.offline.bodies = OfflinePolicy::Bodies::All;
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        LineSpeed line;
        line.note(LineSpeed::kSampleBytes, 1s);
        engine::ImapPassOptions options;
        options.line = &line;
        options.everyFolder = true;
        MUST_DO(engine::ImapAccountPass(pass, *session, options).run());
        QCOMPARE(bench.imap.count("COMPRESS"), 1);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE body_state = 3"), 200);
    }

    void aLongListingTellsHowFarItIs()
    {
        Workbench bench(IncomingKind::Imap);
        for (const char *name : {"INBOX", "Archive"}) {
            for (int n = 1; n <= 1500; ++n)
                bench.imap.mailboxes[name].add(ModelMessage::make(QByteArray(name) + QByteArray::number(n)));
        }
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        QList<qint64> done;
        pass.listed = [&](const engine::PassContext::Listing &listing) {
            QCOMPARE(listing.total, 3000);
            done.append(listing.done);
        };
        MUST_DO(engine::ImapAccountPass(pass, *session, {}).run());
        QVERIFY(std::is_sorted(done.cbegin(), done.cend()));
        QVERIFY(done.size() > 8);
        QCOMPARE(done.last(), 3000);
        done.clear();
        MUST_DO(engine::ImapAccountPass(pass, *session, {}).run());
        QVERIFY2(done.isEmpty(), "nothing long is going on");
    }

    void aDeedDoesNotWaitForTheEndOfALongListing()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        bench.imap.mailboxes["Lists"]; // not the inbox: the watching connection would list that
        MUST_DO(bench.imapPass());
        for (int n = 1; n <= 9000; ++n)
            bench.imap.mailboxes["Lists"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        const PlacementId archived = bench.row("Archive", "Archived").id;
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        engine::AccountRunner *runner = nullptr;
        int windows = 0, windowsBeforeDeed = 0;
        bench.imap.before = [&](const QByteArray &command) {
            windows += command.contains("ENVELOPE") ? 1 : 0;
            if (command.startsWith("UID STORE"))
                windowsBeforeDeed = windows;
            if (windows != 2 || !command.contains("ENVELOPE"))
                return;
            MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({archived}, Flag::Seen, {}); }));
            runner->wake();
        };
        std::unique_lock nothingIsHeardYet(bench.imap.mutex);
        Running running(bench, connector);
        runner = &*running.runner;
        nothingIsHeardYet.unlock();
        QTRY_COMPARE_WITH_TIMEOUT(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 9001, 30000);
        QTRY_COMPARE(heard(bench, "UID STORE"), 1);
        QVERIFY2(windowsBeforeDeed < windows, QByteArray::number(windowsBeforeDeed).constData());
    }
};

PETREL_TEST(LineTest)

} // namespace petrel::test

#include "line_test.moc"
