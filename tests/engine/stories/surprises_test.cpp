#include "core/engine/message_actions.h"
#include "core/engine/send/outgoing.h"
#include "core/engine/server_connection.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::MessageAction;

namespace {

void fill(Workbench &bench, const char *mailbox, std::initializer_list<const char *> subjects)
{
    for (const char *subject : subjects)
        bench.imap.mailboxes[mailbox].add(ModelMessage::make(subject));
}

/** What was 1 is 2 now, under another UIDVALIDITY. */
void renumber(ModelMailbox &mailbox)
{
    ModelMailbox renumbered;
    renumbered.uidValidity = mailbox.uidValidity + 1;
    renumbered.add(ModelMessage::make("Stranger"));
    for (const ModelMessage &message : std::as_const(mailbox.messages))
        renumbered.add(message);
    mailbox = renumbered;
}

} // namespace

/** A server that does what no client likes and every protocol allows. */
class SurprisesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** Seznam. Whoever comes back after that looks at each message instead. */
    void aServerThatHangsUpAtASearchForAHeaderIsAskedForOneOnce()
    {
        bool reached = true;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            fill(bench, "INBOX", {"Letter", "Other"});
            (void)bench.imap.mailboxes["Archive"];
            MUST_DO(bench.imapPass());
            (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, MessageAction::Archive, {}, 0));
            int searches = 0;
            bench.imap.before = [&](const QByteArray &line) {
                const bool isIt = line.contains("HEADER Message-ID");
                searches += isIt ? 1 : 0;
                bench.imap.byeAt = isIt ? "UID SEARCH" : "";
            };
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            for (int i = 0; i < 3; ++i)
                (void)bench.imapPass();
            QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
            QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
            QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
            QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_folder <> 0"), 0);
            QVERIFY(searches <= 1);
        }
    }

    /** One line that makes no sense may be that of any folder: none is taken for gone, with its mail, for that. */
    void aFolderListThatCannotBeReadWhollyTakesNothingAway()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Work"].add(ModelMessage::make("Plan"));
        MUST_DO(bench.imapPass());
        const ModelMailbox work = bench.imap.mailboxes.take("Work");
        bench.imap.untagged.insert("LIST", "* LIST () \"what\" Work");
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("Work"), QStringList{QStringLiteral("Plan")});
        QCOMPARE(bench.number("SELECT count(*) FROM folder WHERE gone = 1"), 0);
        bench.imap.untagged.clear();
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.number("SELECT count(*) FROM folder WHERE path = 'Work' AND gone = 0"), 0);
    }

    void oneFolderThatCannotBeOpenedDoesNotHoldUpTheOthers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        for (const char *answer : {"NO [NOPERM] not yours", "NO [INUSE] locked", "NO [SERVERBUG] index damaged", "NO no", "BAD what?"})
            QTest::newRow(answer) << QByteArray(answer);
    }
    void oneFolderThatCannotBeOpenedDoesNotHoldUpTheOthers()
    {
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        fill(bench, "INBOX", {"Letter"});
        fill(bench, "Archive", {"Old"});
        fill(bench, "Sent", {"Mine"});
        const auto isArchive = [](const QByteArray &command) { return command.startsWith("SELECT") && command.contains("Archive"); };
        bench.imap.before = [&](const QByteArray &command) {
            bench.imap.refuse.clear();
            if (isArchive(command))
                bench.imap.refuse.insert("SELECT", answer);
        };
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Letter")});
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Mine")});
        QCOMPARE(bench.report.troubles.size(), 1);
        QVERIFY(describe(bench.report.troubles.first().error).contains(QStringLiteral("Archive")));
        bench.imap.before = {};
        bench.imap.refuse.clear();
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Old")});
        QVERIFY(bench.report.troubles.isEmpty());
    }

    /** The outcome of a cut move is looked up in the target; on the way back the source has other numbers. */
    void renumberedWhileMovesArePushedNoWishHitsAnotherMessage()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, "INBOX", {"Letter", "Other"});
        MUST_DO(bench.imapPass());
        const FolderId archive = bench.folder("Archive").id;
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, MessageAction::Move, archive, 0));
        MovedClock clock;
        for (int command = 0; bench.imap.count("UID MOVE") == 0; ++command) {
            bench.connector.cutNext({Cut::When::BeforeHeard, command});
            (void)bench.imapPass();
            clock.pass(3600);
            if (bench.number("SELECT count(*) FROM placement WHERE stage = 1") > 0)
                break; // the record was made, the command never arrived
        }
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE stage = 1"), 1);
        bench.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("EXAMINE") && bench.imap.mailboxes["INBOX"].uidValidity == 1)
                renumber(bench.imap.mailboxes["INBOX"]);
        };
        MUST_DO(bench.imapPass());
        QVERIFY(bench.imap.mailboxes["INBOX"].uidValidity == 2);
        QCOMPARE(bench.report.troubles.size(), 1); // the folder was left alone for this time
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList());
        for (int i = 0; i < 3; ++i)
            MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Stranger", "Other"}));
    }

    void renumberedBetweenTwoBatchesThePassStopsAndTheNextBeginsAnew()
    {
        Workbench bench(IncomingKind::Imap);
        for (int n = 1; n <= 2500; ++n)
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        MUST_DO(bench.write([&](store::WriteTransaction &tx) -> Status {
            (void)TRY(tx.folders().upsertRemote(bench.account.id, {"INBOX", {QStringLiteral("INBOX")}, '/', FolderRole::Inbox, true, true}));
            return {};
        }));
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        bool renumbered = false;
        engine::FolderPassOptions options;
        options.betweenBatches = [&]() -> Status {
            if (std::exchange(renumbered, true))
                return {};
            renumber(bench.imap.mailboxes["INBOX"]);
            return session->select(MUST(imap::MailboxName::fromWire("Archive"))).ok() ? Status() : Status(makeError(ErrorKind::Bug, {}));
        };
        const engine::ServerFolder inbox{bench.folder("INBOX"), imap::MailboxName::inbox(), std::nullopt};
        const Status done = engine::FolderPass(pass, *session, inbox, options).run();
        QVERIFY(renumbered && !done.ok());
        QCOMPARE(done.error().scope, ErrorScope::Folder);
        for (int i = 0; i < 2; ++i)
            MUST_DO(bench.imapPass());
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 2501);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid = 1 AND message IN (SELECT id FROM message WHERE subject = 'Stranger')"), 1);
    }

    void whatIsExpungedWhileItIsFetchedIsNotHereAndNotMissed()
    {
        Workbench bench(IncomingKind::Imap);
        bench.account.offline.bodies = OfflinePolicy::Bodies::All;
        fill(bench, "INBOX", {"First", "Second", "Third"});
        bool gone = false;
        bench.imap.before = [&](const QByteArray &command) { // between SELECT, which promised three, and the first FETCH
            if (command.contains("FETCH") && !std::exchange(gone, true))
                bench.imap.mailboxes["INBOX"].messages.removeAt(1);
        };
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("First"), QStringLiteral("Third")}));
        // And one between its header and its body.
        fill(bench, "INBOX", {"Fourth", "Fifth"});
        bench.imap.before = [&](const QByteArray &command) {
            if (command.contains("BODY.PEEK[]") && bench.imap.mailboxes["INBOX"].find(4))
                bench.imap.mailboxes["INBOX"].messages.removeIf([](const ModelMessage &message) { return message.uid == 4; });
        };
        MUST_DO(bench.imapPass());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("Fifth"), QStringLiteral("First"), QStringLiteral("Third")}));
        QCOMPARE(bench.row("INBOX", "Fifth").bodyState, BodyState::Full);
    }

    void farewellsInTheMiddleOfAPassLoseNothing_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char *command : {"LIST", "SELECT", "FETCH", "UID FETCH", "UID STORE", "UID MOVE"})
            QTest::newRow(command) << QByteArray(command);
    }
    void farewellsInTheMiddleOfAPassLoseNothing()
    {
        QFETCH(QByteArray, command);
        Workbench bench(IncomingKind::Imap);
        fill(bench, "INBOX", {"Letter", "Other"});
        MUST_DO(bench.imapPass());
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id}, Flag::Flagged, {}));
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.folder("Archive").id, 0));
        fill(bench, "INBOX", {"New"});
        bench.imap.byeAt = command;
        const Status done = bench.imapPass();
        if (!done.ok()) { // a command this pass has no need of says no farewell
            QCOMPARE(done.error().scope, ErrorScope::Connection);
            QVERIFY(done.error().retry == ErrorRetry::Soon || done.error().retry == ErrorRetry::Backoff);
            QVERIFY(done.error().serverText.contains("for the night"));
        } else {
            QCOMPARE(command, QByteArray("FETCH"));
        }
        bench.imap.byeAt.clear();
        for (int i = 0; i < 3; ++i)
            MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("New"), QStringLiteral("Other")}));
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.mailboxes["Archive"].messages.first().flags, QByteArrayList{"\\Flagged"});
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Other", "New"}));
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
    }

    /** STARTTLS at the port of implicit TLS, a server that hangs: whoever waits for the wizard's test is told in time. */
    void aServerThatSaysNothingEndsTheSignInWithinItsBudget_data()
    {
        QTest::addColumn<int>("command");
        for (int command = 0; command < 2; ++command)
            QTest::newRow(qPrintable(QString::number(command))) << command;
    }
    void aServerThatSaysNothingEndsTheSignInWithinItsBudget()
    {
        QFETCH(int, command);
        const auto silent = [command](Workbench &bench, auto pass) {
            bench.connector.cutNext({Cut::When::Silence, command});
            const Status done = pass();
            QCOMPARE(done.error().kind, ErrorKind::Timeout);
            QVERIFY2(bench.connector.longestWait() <= engine::kSignInBudget, QByteArray::number(qint64(bench.connector.longestWait().count())).constData());
        };
        Workbench imap(IncomingKind::Imap), pop3(IncomingKind::Pop3), smtp(IncomingKind::Pop3);
        if (command == 0)
            silent(imap, [&] { return imap.imapPass(); });
        if (command < 2)
            silent(pop3, [&] { return pop3.pop3Pass(); });
        if (command < 2) {
            mime::OutgoingMessage message;
            message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
            (void)MUST(engine::queueMessage(*smtp.store, smtp.account, message));
            silent(smtp, [&] { return smtp.sendPass(); });
        }
    }
};

PETREL_TEST(SurprisesTest)

} // namespace petrel::test

#include "surprises_test.moc"
