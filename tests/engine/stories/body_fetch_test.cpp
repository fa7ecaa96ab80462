#include "core/engine/imap/body_fetch.h"
#include "core/engine/message_holding.h"
#include "core/imap/grammar/limits.h"
#include "tests/engine/model/latent_line.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <QDirIterator>

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

    /** Yahoo's server does that now and then: of three asked for at once one comes with another one's content. */
    void theContentOfAnotherMessageIsNotKept()
    {
        Mailbox box(3);
        ModelMessage &second = box.imap.mailboxes["INBOX"].messages[1];
        const QByteArray own = std::exchange(second.raw, "Subject: Secret\r\nDate: Mon, 2 Nov 2026 08:00:00 +0000\r\nMessage-ID: <secret@example.net>\r\n\r\nFor somebody else.\r\n");
        MUST_DO(box.pass());
        QCOMPARE(box.bodiesHere(), 2);
        QCOMPARE(box.report.troubles.size(), 1);
        QCOMPARE(box.report.troubles.first().error.code, "another-message");
        QCOMPARE(box.number("SELECT count(*) FROM message WHERE preview LIKE '%somebody%'"), 0);
        // Who opens it is told, and has it once the server gives it.
        engine::PassContext context = box.context();
        const auto session = MUST(engine::openImap(context));
        const PlacementId row = box.row("INBOX", "Letter 2").id;
        QCOMPARE(engine::fetchBody(context, *session, row).error().code, "another-message");
        second.raw = own;
        MUST_DO(engine::fetchBody(context, *session, row));
        QCOMPARE(box.bodiesHere(), 3);
    }

    /** One of Message-ID and date a server may have tidied up: that is no reason to keep the mail from its owner. */
    void anIdThatTheServerWritesAnotherWayIsTheSameMessage()
    {
        Mailbox box(1);
        box.imap.mailboxes["INBOX"].messages[0].raw.replace("letter.1@", "LETTER.ONE@");
        MUST_DO(box.pass());
        QCOMPARE(box.bodiesHere(), 1);
    }

    void aLargeMessageOfAnotherIsNotKeptToGoOnWith()
    {
        Mailbox box(0);
        ModelMessage large = ModelMessage::make("Pictures");
        large.raw.replace("pictures@", "others@").replace("1 Nov", "2 Nov");
        large.raw += QByteArray("They were taken in spring, all of them.\r\n").repeated(40'000);
        box.imap.mailboxes["INBOX"].add(large);
        box.imap.mailboxes["INBOX"].messages[0].messageId = "<pictures@example.net>";
        box.account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        MUST_DO(box.imapPass());
        engine::PassContext context = box.context();
        const auto session = MUST(engine::openImap(context));
        QCOMPARE(engine::fetchBody(context, *session, box.row("INBOX", "Pictures").id).error().code, "another-message");
        QCOMPARE(QDir(box.store->profileDirectory() + QStringLiteral("/partial")).entryList(QDir::Files), QStringList());
    }

    void whatIsDamagedHereComesOnceMore()
    {
        Mailbox box(0);
        ModelMessage letter = ModelMessage::make("Letter");
        for (int n = 0; n < 40'000; ++n)
            letter.raw += QByteArray::number(qHash(n)) + "\r\n";
        box.imap.mailboxes["INBOX"].add(letter);
        MUST_DO(box.imapPass());
        const PlacementId row = box.row("INBOX", "Letter").id;
        const auto held = [&] { return engine::heldOf(*box.store, row, engine::BodyRequest::What::Whole, {}, {}); };
        QCOMPARE(MUST(held())->bytes, letter.raw);
        QDirIterator files(box.store->profileDirectory() + QStringLiteral("/blobs"), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY2(files.hasNext(), "a content of this size is a file");
        QFile file(files.next());
        QVERIFY(file.resize(file.size() / 2));
        QCOMPARE(held().error().code, "BLOB");
        engine::PassContext context = box.context();
        const auto session = MUST(engine::openImap(context));
        MUST_DO(engine::fetchBody(context, *session, row)); // it is here, as far as that is known
        QCOMPARE(held().error().code, "BLOB");
        engine::BodyRequests requests;
        requests.add({.placement = row, .what = engine::BodyRequest::What::Again, .answer = [](const Status &fetched) { QVERIFY(fetched); }});
        MUST_DO(requests.serve(context, *session));
        QCOMPARE(MUST(held())->bytes, letter.raw);
    }

    void whatBeganToComeOfMailThatIsGoneGoes()
    {
        Mailbox box(0);
        ModelMessage large = ModelMessage::make("Pictures");
        large.raw += QByteArray("They were taken in spring, all of them.\r\n").repeated(80'000);
        box.imap.mailboxes["INBOX"].add(large);
        box.account.offline.bodies = OfflinePolicy::Bodies::OnDemand;
        MUST_DO(box.imapPass());
        box.connector.cutNext({Cut::When::BeforeAnswer, 5});
        {
            engine::PassContext context = box.context();
            const auto session = MUST(engine::openImap(context));
            QVERIFY(!engine::fetchBody(context, *session, box.row("INBOX", "Pictures").id));
        }
        const QDir partial(box.store->profileDirectory() + QStringLiteral("/partial"));
        MUST_DO(box.store->sweep({}));
        QCOMPARE(partial.entryList(QDir::Files).size(), 1);
        MUST_DO(box.write([&](store::WriteTransaction &tx) { return tx.accounts().remove(box.account.id); }));
        MUST_DO(box.store->sweep({}));
        QCOMPARE(partial.entryList(QDir::Files).size(), 0);
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
        QCOMPARE(opened.error().code, "too-large"); // a sentence of its own: it is Petrel's limit, not the server's
        QCOMPARE(opened.error().scope, ErrorScope::Message);
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
