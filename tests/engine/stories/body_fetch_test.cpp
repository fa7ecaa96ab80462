#include "core/engine/imap/body_fetch.h"
#include "core/imap/grammar/limits.h"
#include "tests/engine/model/latent_line.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** An inbox of letters whose texts the account wants here. */
struct Mailbox : Workbench
{
    explicit Mailbox(int letters) : Workbench(IncomingKind::Imap)
    {
        for (int n = 1; n <= letters; ++n)
            imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        MUST_DO(imapPass());
        account.offline.bodies = OfflinePolicy::Bodies::All;
    }

    /** One pass with what is remembered of the ones before it. */
    Status pass()
    {
        engine::PassContext context = this->context();
        const auto session = TRY(engine::openImap(context));
        engine::ImapPassOptions options;
        options.everyFolder = true;
        options.passedOver = &passedOver;
        options.somebodyWaits = somebodyWaits;
        options.betweenBatches = betweenBatches;
        const Status done = engine::ImapAccountPass(context, *session, options).run();
        report = context.report;
        return done;
    }
    [[nodiscard]] std::int64_t bodiesHere() { return number("SELECT count(*) FROM message WHERE body_state = 3"); }
    [[nodiscard]] int bodiesAsked() const
    {
        int asked = 0;
        for (const QByteArray &line : this->imap.heard)
            asked += line.contains("BODY.PEEK[]") ? 1 : 0;
        return asked;
    }

    engine::PassedOver passedOver;
    std::function<bool()> somebodyWaits = [] { return false; };
    std::function<Status()> betweenBatches;
};

} // namespace

class BodyFetchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** Three megabytes over a line that is cut again and again. */
    void aLargeMessageGoesOnWhereItWasCut()
    {
        Mailbox bench(0);
        ModelMessage large = ModelMessage::make("Pictures");
        large.raw += QByteArray("They were taken in spring, all of them.\r\n").repeated(80'000);
        bench.imap.mailboxes["INBOX"].add(large);
        bench.account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        MUST_DO(bench.imapPass());
        const PlacementId row = bench.row("INBOX", "Pictures").id;
        int sessions = 0;
        for (Status fetched = makeError(ErrorKind::Network, QString()); !fetched; ++sessions) {
            QVERIFY(sessions < 10);
            bench.connector.cutNext({Cut::When::BeforeAnswer, 5}); // sign-in, SELECT, and a few slices
            engine::PassContext context = bench.context();
            const auto session = MUST(engine::openImap(context));
            fetched = engine::fetchBody(context, *session, row);
        }
        QVERIFY(sessions > 1);
        QVERIFY2(bench.bodiesAsked() <= 7 + sessions, QByteArray::number(bench.bodiesAsked()).constData());
        const BlobId raw = MUST(bench.read([&](const store::Reader &reader) { return reader.detail(row); })).raw;
        QVERIFY(MUST(bench.read([&](const store::Reader &reader) { return reader.blob(raw); })) == large.raw);
        QCOMPARE(QDir(bench.store->profileDirectory() + QStringLiteral("/partial")).entryList(QDir::Files), QStringList());
    }

    /** Another connection found it renumbered; this one has it selected since before. Its UIDs are other messages' now. */
    void aFolderRenumberedMeanwhileGivesNoTextToTheWrongMessage()
    {
        Mailbox bench(2);
        engine::PassContext context = bench.context();
        const auto session = MUST(engine::openImap(context));
        MUST_DO(engine::fetchBody(context, *session, bench.row("INBOX", "Letter 1").id));
        ModelMailbox &inbox = bench.imap.mailboxes["INBOX"];
        inbox.uidValidity = 9;
        std::swap(inbox.messages[0].uid, inbox.messages[1].uid);
        bench.account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        MUST_DO(bench.imapPass());
        const Status fetched = engine::fetchBody(context, *session, bench.row("INBOX", "Letter 2").id);
        QCOMPARE(fetched.error().kind, ErrorKind::NotFound);
        QVERIFY(bench.row("INBOX", "Letter 2").bodyState != BodyState::Full);
    }

    /** Headers only by the account, everything by the folder; and the other way round. */
    void whatAFolderSaysGoesBeforeWhatItsAccountSays()
    {
        Mailbox box(2);
        const auto choose = [&](const std::optional<OfflinePolicy> &policy) {
            const FolderId inbox = box.row("INBOX", "Letter 1").folder;
            MUST_DO(box.store->write(u"test", [&](store::WriteTransaction &tx) { return tx.folders().setOfflinePolicy(inbox, policy); }));
        };
        choose(OfflinePolicy{OfflinePolicy::Bodies::OnDemand, 0});
        MUST_DO(box.pass());
        QCOMPARE(box.report.bodies, 0);
        box.account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        MUST_DO(box.pass());
        QCOMPARE(box.report.bodies, 0);
        choose(OfflinePolicy{OfflinePolicy::Bodies::All, 0}); // no mail has come, and yet there is something to fetch
        MUST_DO(box.pass());
        QCOMPARE(box.report.bodies, 2);
    }

    void aBodyTheServerRefusesIsAskedForLessAndLess()
    {
        Mailbox box(1);
        MovedClock clock;
        box.imap.before = [&](const QByteArray &command) {
            box.imap.refuse.clear();
            if (command.contains("BODY.PEEK[]"))
                box.imap.refuse.insert("UID FETCH", "NO [SERVERBUG] cannot read it");
        };
        MUST_DO(box.pass());
        const int first = box.bodiesAsked();
        QVERIFY(first > 0);
        QCOMPARE(box.report.troubles.size(), 1);
    }

    void aBodyThatCannotComeIsNotFetchedAnewInEachPass()
    {
        Mailbox box(1);
        MovedClock clock;
        // It is gone at the server, and no pass over the folder has found out.
        box.imap.before = [&](const QByteArray &command) {
            box.imap.refuse.clear();
            if (command.contains("BODY.PEEK[]"))
                box.imap.refuse.insert("UID FETCH", "OK nothing for you");
        };
        MUST_DO(box.pass());
        QCOMPARE(box.bodiesAsked(), 1);
        QCOMPARE(box.report.troubles.size(), 1);
        for (int i = 0; i < 3; ++i) {
            clock.pass(3600);
            MUST_DO(box.pass());
        }
        QCOMPARE(box.bodiesAsked(), 1);
    }

    void aBodyAtWhichTheServerClosesHoldsUpNoOther()
    {
        Mailbox box(6);
        MovedClock clock;
        // Together or alone: whoever asks for the fourth letter is left without a word more.
        box.imap.before = [&](const QByteArray &command) {
            const qsizetype set = command.indexOf("FETCH ") + 6;
            const bool asksForIt = command.contains("BODY.PEEK[]") && (command.mid(set, 3) == "1:6" || command.mid(set, 2) == "4 ");
            box.imap.byeAt = asksForIt ? command : QByteArray();
        };
        int failed = 0;
        while (!box.pass().ok() && failed < 10)
            ++failed;
        QCOMPARE(failed, 3); // together, alone, and alone again: it may have been the line
        QCOMPARE(box.number("SELECT count(*) FROM message WHERE body_state = 3"), 5);
    }

    /** 400 letters are eight commands: each waited for alone would be a turn. */
    void aLineOfHighLatencyIsWaitedForOnceAndNotForEachCommand()
    {
        Mailbox box(400);
        LatentConnector latent(box.connector);
        box.around.emplace(engine::Surroundings{*box.store, box.secrets, latent});
        const OfflinePolicy all = std::exchange(box.account.offline, {OfflinePolicy::Bodies::OnDemand});
        MUST_DO(box.pass());
        const int withoutBodies = std::exchange(latent.waits, 0);
        box.account.offline = all;
        MUST_DO(box.pass());
        QCOMPARE(box.bodiesHere(), 400);
        QCOMPARE(box.bodiesAsked(), 8);
        QVERIFY2(latent.waits - withoutBodies <= 2, QByteArray::number(latent.waits - withoutBodies).constData());
    }

    void whoOpensAMessageWaitsForWhatIsUnderWayAndNoMore()
    {
        Mailbox box(900);
        bool clicked = false;
        int askedWhenServed = 0;
        box.imap.before = [&](const QByteArray &command) { clicked = clicked || command.contains("BODY.PEEK[]"); };
        box.somebodyWaits = [&] { return clicked && askedWhenServed == 0; };
        box.betweenBatches = [&]() -> Status {
            askedWhenServed = askedWhenServed == 0 ? box.bodiesAsked() : askedWhenServed;
            return {};
        };
        MUST_DO(box.pass());
        QVERIFY2(askedWhenServed > 0 && askedWhenServed <= 8, QByteArray::number(askedWhenServed).constData());
        QCOMPARE(box.bodiesHere(), 900);
        QCOMPARE(box.bodiesAsked(), 18);
    }

    void aStopEndsItAtOnceAndWhatCameIsKept()
    {
        Mailbox box(900);
        box.imap.before = [&](const QByteArray &) {
            if (box.bodiesAsked() == 10)
                box.stop.request_stop();
        };
        const Status done = box.pass();
        QCOMPARE(done.error().kind, ErrorKind::Cancelled);
        QVERIFY2(box.bodiesAsked() <= 11, QByteArray::number(box.bodiesAsked()).constData());
        QVERIFY(box.bodiesHere() >= 50 && box.bodiesHere() < 900);
    }

    void aMessageTooLargeIsNotEvenAskedFor()
    {
        Mailbox box(1);
        MUST_DO(box.write([](store::WriteTransaction &tx) {
            return tx.database().run("UPDATE message SET size = ?", imap::Limits().literalBytes + 1);
        }));
        MUST_DO(box.pass());
        QCOMPARE(box.bodiesAsked(), 0);
        engine::PassContext context = box.context();
        const auto session = MUST(engine::openImap(context));
        const Status opened = engine::fetchBody(context, *session, box.row("INBOX", "Letter 1").id);
        QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
        QCOMPARE(box.bodiesAsked(), 0);
    }

    void aFullDiskEndsTheFetchAtOnce()
    {
        Mailbox box(150);
        // No page more fits into the database, as on a full disk.
        MUST_DO(box.write([](store::WriteTransaction &tx) -> Status {
            const auto pages = TRY(tx.database().integer("PRAGMA page_count"));
            (void)TRY(tx.database().integer(("PRAGMA max_page_count = " + std::to_string(*pages)).c_str()));
            return {};
        }));
        const Status done = box.pass();
        QVERIFY(!done.ok());
        QCOMPARE(done.error().kind, ErrorKind::StoreFull);
        QVERIFY2(box.bodiesAsked() <= 3, QByteArray::number(box.bodiesAsked()).constData());
    }
};

PETREL_TEST(BodyFetchTest)

} // namespace petrel::test

#include "body_fetch_test.moc"
