#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

enum class Server { Plain, ListStatus, Condstore, Qresync };

/** A mailbox that was synchronised once, and what a further round over it costs. */
struct Synchronised : Workbench
{
    explicit Synchronised(Server kind, int letters = 40) : Workbench(IncomingKind::Imap)
    {
        imap.listStatus = kind != Server::Plain;
        imap.condstore = kind >= Server::Condstore;
        imap.qresync = kind == Server::Qresync;
        for (int n = 1; n <= letters; ++n)
            imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        connector.watch([this](Way way, const QByteArray &) {
            turns += way == Way::Out ? 1 : 0;
            return true;
        });
        MUST_DO(round());
    }

    /** One round as the workers make it: folders that are quiet are left alone. */
    Status round()
    {
        engine::PassContext pass = context();
        const auto session = TRY(engine::openImap(pass));
        imap.heard.clear();
        turns = 0;
        published = 0;
        const std::int64_t statementsBefore = store::Store::statementsSoFar();
        engine::TrafficMeter meter(*session);
        meter.addTo(pass.report);
        pass.report = {};
        engine::ImapPassOptions options;
        options.passedOver = &passedOver;
        const Status done = engine::ImapAccountPass(pass, *session, options).run();
        meter.addTo(pass.report);
        report = pass.report;
        statements = store::Store::statementsSoFar() - statementsBefore;
        return done;
    }
    [[nodiscard]] int selects() const { return imap.count("SELECT"); }

    engine::PassedOver passedOver;
    int published = 0; ///< commits that changed something, in the last round
    std::int64_t statements = 0;
    int turns = 0; ///< packets of commands, in the last round
    store::Store::Subscription changes = store->subscribe([this](const ChangeSet &) { ++published; });
};

} // namespace

class ResyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whereNothingChangedOneTurnAsksForAllFolders_data()
    {
        QTest::addColumn<int>("server");
        QTest::addColumn<int>("turns");
        QTest::newRow("LIST-STATUS and mod-sequences") << int(Server::Condstore) << 1;
        QTest::newRow("LIST-STATUS and QRESYNC") << int(Server::Qresync) << 1;
        QTest::newRow("LIST-STATUS alone") << int(Server::ListStatus) << 1;
        QTest::newRow("neither: LIST, then STATUS in one go") << int(Server::Plain) << 2;
    }
    void whereNothingChangedOneTurnAsksForAllFolders()
    {
        QFETCH(int, server);
        QFETCH(int, turns);
        Synchronised bench{Server(server)};
        for (int n = 1; n <= 15; ++n)
            bench.imap.mailboxes["Folder-" + QByteArray::number(n)].add(ModelMessage::make("Letter"));
        MUST_DO(bench.round());
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 0);
        QCOMPARE(bench.turns, turns);
        QCOMPARE(bench.published, 0);
        QVERIFY2(bench.report.bytesIn < 20 * 220, QByteArray::number(bench.report.bytesIn).constData());
        // One for each folder, and a few for each kind of wish that there may be.
        QVERIFY2(bench.statements <= 20 + 30, QByteArray::number(bench.statements).constData());
    }

    void onlyTheFolderThatChangedIsSelected_data()
    {
        QTest::addColumn<int>("server");
        for (const Server server : {Server::Plain, Server::ListStatus, Server::Condstore, Server::Qresync})
            QTest::addRow("%d", int(server)) << int(server);
    }
    void onlyTheFolderThatChangedIsSelected()
    {
        QFETCH(int, server);
        Synchronised bench{Server(server)};
        bench.imap.mailboxes["Archive"].find(1)->flags = {"\\Seen"};
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 1);
        QVERIFY(bench.row("Archive", "Archived").flags.testFlag(Flag::Seen));
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("New"));
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 1);
        QCOMPARE(bench.shown("Archive").size(), 2);
        bench.imap.mailboxes["Archive"].messages.removeFirst();
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 1);
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("New")});
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 0);
    }

    /** No counter tells of it: without mod-sequences the folder is compared now and then. */
    void aStarSetElsewhereIsSeenInTimeWithoutModSequences()
    {
        Synchronised bench(Server::ListStatus);
        bench.imap.mailboxes["Archive"].find(1)->flags = {"\\Flagged"};
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 0);
        MovedClock clock;
        clock.pass(20 * 60);
        MUST_DO(bench.round());
        QVERIFY(bench.row("Archive", "Archived").flags.testFlag(Flag::Flagged));
        MUST_DO(bench.round());
        QCOMPARE(bench.selects(), 0);
    }

    void aLookIntoAnUnchangedFolderWritesNothing_data()
    {
        QTest::addColumn<int>("server");
        QTest::newRow("mod-sequences") << int(Server::Condstore);
        QTest::newRow("QRESYNC") << int(Server::Qresync);
        QTest::newRow("neither") << int(Server::Plain);
    }
    void aLookIntoAnUnchangedFolderWritesNothing()
    {
        QFETCH(int, server);
        Synchronised bench{Server(server)};
        bench.published = 0;
        MUST_DO(bench.imapPass()); // looks into each
        QCOMPARE(bench.published, 0);
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }

    /** Flags of all rows are read only where the server told of some. */
    void aLookIntoAnUnchangedFolderReadsNoFlags()
    {
        Synchronised bench(Server::Qresync, 150);
        const auto statements = [&] {
            const std::int64_t before = store::Store::statementsSoFar();
            MUST_DO(bench.imapPass());
            return store::Store::statementsSoFar() - before;
        };
        const std::int64_t quiet = statements();
        bench.imap.mailboxes["INBOX"].find(7)->flags = {"\\Seen"};
        QVERIFY(statements() > quiet);
        QVERIFY(bench.row("INBOX", "Letter 7").flags.testFlag(Flag::Seen));
    }

    void whatQresyncTellsIsMerged()
    {
        Synchronised bench(Server::Qresync);
        ModelMailbox &inbox = bench.imap.mailboxes["INBOX"];
        inbox.find(3)->flags = {"\\Flagged"};
        inbox.messages.removeAt(0);
        inbox.add(ModelMessage::make("New"));
        MUST_DO(bench.round());
        QCOMPARE(bench.imap.count("UID SEARCH") + bench.imap.count("UID FETCH 1:"), 0);
        QCOMPARE(bench.shown("INBOX").size(), 40);
        QVERIFY(bench.row("INBOX", "Letter 3").flags.testFlag(Flag::Flagged));
        QCOMPARE(bench.report.newMessages, 1);
        QCOMPARE(bench.report.gone, 1);
    }

    /** The first screen of each comes before the depths of any. */
    void theNewestOfEveryFolderComeBeforeTheOlderOnesOfAny()
    {
        Workbench bench(IncomingKind::Imap);
        for (const char *name : {"INBOX", "Archive", "Sent"}) {
            for (int n = 1; n <= 700; ++n)
                bench.imap.mailboxes[name].add(ModelMessage::make(QByteArray(name) + ' ' + QByteArray::number(n)));
        }
        QByteArrayList order;
        bench.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("SELECT"))
                order.append(command.mid(7));
            else if (command.contains("ENVELOPE"))
                order.append(command.split(' ').at(2));
        };
        MUST_DO(bench.imapPass());
        QVERIFY(order.indexOf("1:500") > order.lastIndexOf("501:700"));
        QCOMPARE(order.count("501:700"), 3);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 3 * 700);
        QCOMPARE(bench.number("SELECT count(*) FROM folder WHERE backfill_uid <> 1"), 0);
    }

    /** All that was known of it is gone, by our own doing: nothing was exchanged behind our back. */
    void aFolderThatWasEmptiedFromHereIsNotTakenForAnother_data()
    {
        QTest::addColumn<int>("server");
        QTest::newRow("plain") << int(Server::Plain);
        QTest::newRow("QRESYNC") << int(Server::Qresync);
    }
    void aFolderThatWasEmptiedFromHereIsNotTakenForAnother()
    {
        QFETCH(int, server);
        Synchronised bench(Server(server), 2);
        QList<PlacementId> all;
        for (const MessageRow &row : bench.rows("INBOX"))
            all.append(row.id);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFolder(all, bench.folder("Trash").id); }));
        bench.imap.before = [&](const QByteArray &command) { // another has come when we look what is left
            if (command.startsWith("UID MOVE"))
                bench.imap.mailboxes["INBOX"].add(ModelMessage::make("New"));
        };
        MUST_DO(bench.round());
        bench.imap.before = {};
        MUST_DO(bench.round());
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("New")});
        QCOMPARE(bench.number("SELECT renumbered_at FROM folder WHERE path = 'INBOX'"), 0);
    }

    /** The lines of the newest cannot be read: that says nothing about the older ones. */
    void olderMailComesWhereNoneOfTheNewestCouldBeRead()
    {
        Workbench bench(IncomingKind::Imap);
        ModelMailbox &inbox = bench.imap.mailboxes["INBOX"];
        for (int n = 1; n <= 230; ++n) {
            inbox.uidNext = quint32(n * 5);
            inbox.add(ModelMessage::make("Letter " + QByteArray::number(n)));
        }
        for (int n = 30; n < 230; ++n)
            inbox.messages[n].flags = {"(("};
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.rows("INBOX").size(), 30);
    }
};

PETREL_TEST(ResyncTest)

} // namespace petrel::test

#include "resync_test.moc"
