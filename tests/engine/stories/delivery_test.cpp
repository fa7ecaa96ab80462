#include "core/engine/account_keeping.h"
#include "core/engine/pop3/message_receiver.h"
#include "core/model/delivery.h"
#include "tests/engine/stories/maildrop_deeds.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

namespace {

using Rule = Pop3ServerCopy::Rule;
using engine::MessageAction;

/** Two maildrops of one person: "Home", and "Work", whose new mail is put into Home's inbox. */
struct TwoMaildrops : Workbench
{
    explicit TwoMaildrops(Pop3ServerCopy copy = {}) : Workbench(IncomingKind::Pop3, copy), home(account), work(account)
    {
        work.name = QStringLiteral("Work");
        work.address = {QStringLiteral("Ada"), QStringLiteral("ada@work.example")};
        work.incoming.port = 4;
        work.secretKey = "work";
        work.uuid.clear();
        work.deliverTo = folder("INBOX").id;
        work.id = MUST(write([&](store::WriteTransaction &tx) -> Result<AccountId> {
            const AccountId id = TRY(tx.accounts().insert(work));
            TRY(tx.folders().ensureLocalFolders(id));
            return id;
        }));
        MUST_DO(secrets.write(work.incomingSecret(), Secret(QByteArray("secret")), Deadline::never(), {}));
    }

    /** What the workbench asks of its account, asked of the other one. */
    template <class Function>
    auto atWork(Function &&fn)
    {
        account = work;
        auto answer = fn();
        account = home;
        return answer;
    }
    [[nodiscard]] Status workPass() { return atWork([this] { return pop3Pass(); }); }
    [[nodiscard]] QStringList shownAtWork(const char *path) { return atWork([&] { return shown(path); }); }
    [[nodiscard]] FolderRow workFolder(const char *path) { return atWork([&] { return folder(path); }); }
    [[nodiscard]] Account kept(AccountId id) { return MUST(read([&](const store::Reader &reader) { return reader.account(id); })); }
    void act(const MessageRow &row, MessageAction action, FolderId target = {}) { (void)MUST(engine::actOn(*store, {row.id}, action, target, 0)); }
    void deliverTo(FolderId folder)
    {
        work.deliverTo = folder;
        MUST_DO(write([&](store::WriteTransaction &tx) { return tx.accounts().update(work); }));
    }

    Account home;
    Account work;
    ModelPop3 &homeDrop = pop3;
    ModelPop3 &workDrop = maildropElsewhere;
};

QByteArray manyLines()
{
    return QByteArray("Kelp.\r\n").repeated(400);
}

} // namespace

/** New mail of one maildrop in the inbox of another: shown once, deleted at its own server, never lost with a folder or an account. */
class DeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoMaildropsInOneInbox()
    {
        TwoMaildrops bench;
        bench.homeDrop.add("from home");
        bench.workDrop.add("from work");
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shown("INBOX"), texts({"from home", "from work"}));
        QCOMPARE(bench.shownAtWork("INBOX"), QStringList());
        QCOMPARE(bench.homeDrop.subjects() + bench.workDrop.subjects(), QByteArrayList());
        QCOMPARE(bench.row("INBOX", "from home").fetchedBy, AccountId());
        QCOMPARE(bench.row("INBOX", "from work").account, bench.home.id);
        QCOMPARE(bench.row("INBOX", "from work").receiver(), bench.work.id); // who answers
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen WHERE account = 2"), 1);
        QVERIFY(bench.workFolder("INBOX").lastSync != 0); // it was looked at, wherever its mail goes
    }

    /** Whether they are one letter is for the person to say: each server had one. */
    void oneLetterThroughBothIsTwo()
    {
        TwoMaildrops bench;
        bench.homeDrop.add("circular");
        bench.workDrop.add("circular");
        for (int round = 0; round < 2; ++round) {
            MUST_DO(bench.pop3Pass());
            MUST_DO(bench.workPass());
        }
        const QList<MessageRow> rows = bench.rows("INBOX");
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows[0].message != rows[1].message);
        QVERIFY(rows[0].receiver() != rows[1].receiver());
        QCOMPARE(bench.number("SELECT count(*) FROM blob"), 1);
        QCOMPARE(bench.homeDrop.subjects() + bench.workDrop.subjects(), QByteArrayList());
    }

    void underNewIdsNothingIsShownAgain()
    {
        TwoMaildrops bench({Rule::Keep});
        bench.workDrop.add("kept");
        bench.workDrop.add("deleted");
        MUST_DO(bench.workPass());
        deleteForGood(bench, "deleted");
        MUST_DO(bench.store->sweep());
        for (ModelPop3::Message &message : bench.workDrop.maildrop)
            message.uidl.prepend("moved-");
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shown("INBOX"), texts({"kept"}));
    }

    void aLostLedgerRowIsFoundAgainByItsContent()
    {
        TwoMaildrops bench({Rule::Keep});
        bench.workDrop.add("kept");
        MUST_DO(bench.workPass());
        MUST_DO(bench.write([](store::WriteTransaction &tx) { return tx.database().run("DELETE FROM pop3_seen"); }));
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shown("INBOX"), texts({"kept"}));
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen WHERE message IS NOT NULL"), 1);
    }

    void cutAnywhereNothingIsLostOrDoubled()
    {
        for (const Cut::When when : {Cut::When::BeforeHeard, Cut::When::BeforeAnswer}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                TwoMaildrops bench;
                bench.homeDrop.add("from home");
                bench.workDrop.add("one");
                bench.workDrop.add("two");
                MUST_DO(bench.pop3Pass());
                bench.connector.cutNext({when, command});
                (void)bench.workPass();
                reached = bench.connector.cutReached();
                const QStringList here = bench.shown("INBOX");
                for (const QByteArray subject : {"one", "two"})
                    QVERIFY(here.contains(QLatin1String(subject)) || bench.workDrop.subjects().contains(subject));
                bench.restart();
                MUST_DO(bench.workPass());
                QCOMPARE(bench.shown("INBOX"), texts({"from home", "one", "two"}));
                QCOMPARE(bench.workDrop.subjects(), QByteArrayList());
            }
        }
    }

    void deletedHereItIsDeletedAtItsOwnServer()
    {
        TwoMaildrops bench({Rule::DeleteWithLocal});
        bench.homeDrop.add("from home");
        bench.workDrop.add("from work");
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.workPass());
        deleteForGood(bench, "from work");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.workDrop.subjects(), QByteArrayList{"from work"});
        MUST_DO(bench.workPass());
        QCOMPARE(bench.workDrop.subjects(), QByteArrayList());
        QCOMPARE(bench.homeDrop.subjects(), QByteArrayList{"from home"});
    }

    /** Out of the common inbox into the own Archive: moved is not deleted. */
    void movedToItsOwnAccountItStaysAtTheServer()
    {
        TwoMaildrops bench({Rule::DeleteWithLocal});
        bench.workDrop.add("from work");
        MUST_DO(bench.workPass());
        bench.act(bench.row("INBOX", "from work"), MessageAction::Move, bench.workFolder("Archive").id);
        MUST_DO(bench.store->sweep());
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shownAtWork("Archive"), texts({"from work"}));
        QCOMPARE(bench.shown("INBOX"), QStringList());
        QCOMPARE(bench.workDrop.subjects(), QByteArrayList{"from work"});
        const MessageRow moved = bench.atWork([&] { return bench.row("Archive", "from work"); });
        QCOMPARE(moved.receiver(), bench.work.id);
        const ServerCopy copy = MUST(bench.read([&](const store::Reader &reader) { return reader.serverCopy(moved.id); }));
        QCOMPARE(copy.state, ServerCopy::State::There);

        bench.act(moved, MessageAction::DeleteForever);
        MUST_DO(bench.workPass());
        QCOMPARE(bench.workDrop.subjects(), QByteArrayList());
    }

    /** Undone, too, and long after the server's copy is gone. */
    void movedThereAndBackItIsStillWhoseItWas()
    {
        TwoMaildrops bench;
        bench.workDrop.add("from work");
        MUST_DO(bench.workPass());
        MUST_DO(bench.workPass()); // the ledger knows nothing of it any more
        bench.act(bench.row("INBOX", "from work"), MessageAction::Move, bench.workFolder("Archive").id);
        QCOMPARE(bench.atWork([&] { return bench.row("Archive", "from work"); }).receiver(), bench.work.id);
        bench.act(bench.atWork([&] { return bench.row("Archive", "from work"); }), MessageAction::Move, bench.folder("INBOX").id);
        QCOMPARE(bench.row("INBOX", "from work").receiver(), bench.work.id);
    }

    void itsHeaderIsFetchedWholeFromItsOwnServer()
    {
        Pop3ServerCopy copy;
        copy.headerOnlyAbove = 1000;
        TwoMaildrops bench(copy);
        bench.workDrop.add("large", {}, manyLines());
        MUST_DO(bench.workPass());
        const MessageRow header = bench.row("INBOX", "large");
        QCOMPARE(header.bodyState, BodyState::None);
        QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return store::SyncReader(reader).maildropOf(header.message); })), bench.work.id);
        QVERIFY(MUST(bench.write([&](store::WriteTransaction &tx) { return tx.ledger().wantWhole(header.message); })));
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::None);
        MUST_DO(bench.workPass());
        QCOMPARE(bench.row("INBOX", "large").id, header.id);
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
        QCOMPARE(bench.workDrop.subjects(), QByteArrayList());
    }

    void theFetchingAccountGoesAndItsMailStays()
    {
        TwoMaildrops bench;
        bench.workDrop.add("from work");
        MUST_DO(bench.workPass());
        MUST_DO(engine::dropAccount(*bench.around, bench.work.id, {}));
        MUST_DO(bench.store->sweep());
        QCOMPARE(bench.shown("INBOX"), texts({"from work"}));
        QCOMPARE(bench.row("INBOX", "from work").receiver(), bench.home.id);
        QCOMPARE(bench.number("SELECT count(*) FROM account"), 1);
    }

    void theOtherAccountGoesAndTheMailComesHome()
    {
        TwoMaildrops bench({Rule::DeleteWithLocal});
        bench.homeDrop.add("from home");
        for (const char *subject : {"one", "read", "two"})
            bench.workDrop.add(subject);
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.workPass());
        bench.act(bench.row("INBOX", "read"), MessageAction::Archive);
        MUST_DO(engine::dropAccount(*bench.around, bench.home.id, {}));
        QCOMPARE(bench.kept(bench.work.id).deliverTo, FolderId());
        MUST_DO(bench.store->sweep());
        bench.workDrop.add("new");
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shownAtWork("INBOX"), texts({"new", "one", "two"}));
        QCOMPARE(bench.shownAtWork("Archive"), texts({"read"}));
        QCOMPARE(bench.workDrop.subjects(), (QByteArrayList{"one", "read", "two", "new"})); // nothing was deleted here
        QCOMPARE(bench.number("SELECT count(*) FROM message"), 4);
        QCOMPARE(bench.number("SELECT count(*) FROM message m JOIN thread t ON t.id = m.thread WHERE t.account = m.account AND m.fetched_by IS NULL"), 4);
        QCOMPARE(bench.number("SELECT sum(messages) FROM thread"), 4);
    }

    void aFolderThatGoesTakesInNothing()
    {
        TwoMaildrops bench;
        const FolderId club = MUST(bench.write([&](store::WriteTransaction &tx) { return tx.folders().createLocal(bench.home.id, {}, QStringLiteral("Club")); }));
        bench.deliverTo(club);
        bench.workDrop.add("one");
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shown("Club"), texts({"one"}));

        (void)MUST(bench.write([&](store::WriteTransaction &tx) { return tx.folderWishes().wantGone(club, Clock::nowUtc() + 3600); }));
        bench.workDrop.add("two");
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shownAtWork("INBOX"), texts({"two"}));

        (void)MUST(bench.write([&](store::WriteTransaction &tx) { return tx.folderWishes().cancelGone({club}); })); // undone
        bench.workDrop.add("three");
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shown("Club"), texts({"one", "three"}));

        (void)MUST(bench.write([&](store::WriteTransaction &tx) -> Result<int> {
            (void)TRY(tx.folderWishes().wantGone(club, 0));
            return tx.folderWishes().removeDueLocal(Clock::nowUtc());
        }));
        QCOMPARE(bench.kept(bench.work.id).deliverTo, FolderId());
        bench.workDrop.add("four");
        MUST_DO(bench.workPass());
        QCOMPARE(bench.shownAtWork("INBOX"), texts({"four", "two"}));
    }

    /** Between the listing and the last message: what comes then is put where a folder is. */
    void aFolderThatGoesInMidSessionTakesInNothing()
    {
        TwoMaildrops bench;
        const FolderId club = MUST(bench.write([&](store::WriteTransaction &tx) { return tx.folders().createLocal(bench.home.id, {}, QStringLiteral("Club")); }));
        bench.deliverTo(club);
        bench.account = bench.work;
        pop3::LedgerPlan plan;
        plan.retrieve.append({{pop3::MessageNumber(1), "one", 30}, pop3::Retrieval::Reason::New});
        engine::PassContext context = bench.context();
        engine::MessageReceiver receiver(context, plan, {});
        MUST_DO(receiver.begin(pop3::MessageNumber(1)));
        MUST_DO(receiver.content(pop3::MessageNumber(1), "Subject: one\r\n\r\n"));
        MUST_DO(receiver.complete(pop3::MessageNumber(1)));
        (void)MUST(bench.write([&](store::WriteTransaction &tx) -> Result<int> {
            (void)TRY(tx.folderWishes().wantGone(club, 0));
            return tx.folderWishes().removeDueLocal(Clock::nowUtc());
        }));
        MUST_DO(receiver.commit());
        MUST_DO(bench.store->sweep());
        QCOMPARE(bench.shown("INBOX"), texts({"one"}));
    }

    void onlyAFolderThatTakesInMailIsAccepted()
    {
        TwoMaildrops bench;
        engine::AccountDraft draft;
        draft.account = bench.work;
        for (const FolderId folder : {bench.folder("Trash").id, bench.workFolder("Archive").id, FolderId(4711)}) {
            draft.account.deliverTo = folder;
            const Status changed = engine::changeAccount(*bench.around, draft, {});
            QVERIFY(!changed && changed.error().code == "DELIVERY");
        }
        QCOMPARE(bench.kept(bench.work.id).deliverTo, bench.work.deliverTo);

        // One that takes in none any more hinders no other change, and is forgotten with it.
        const FolderId club = MUST(bench.write([&](store::WriteTransaction &tx) { return tx.folders().createLocal(bench.home.id, {}, QStringLiteral("Club")); }));
        bench.deliverTo(club);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.folderWishes().wantPlace(club, bench.folder("Trash").id, QStringLiteral("Club")); }));
        draft.account = bench.work;
        draft.account.name = QStringLiteral("Office");
        MUST_DO(engine::changeAccount(*bench.around, draft, {}));
        QCOMPARE(bench.kept(bench.work.id).name, QStringLiteral("Office"));
        QCOMPARE(bench.kept(bench.work.id).deliverTo, FolderId());
    }

    void whoMayDeliverWhere()
    {
        TwoMaildrops bench;
        const auto offered = [&](AccountId account) {
            return MUST(bench.read([&](const store::Reader &reader) -> Result<QList<FolderRow>> { return deliveryFolders(account, TRY(reader.accounts()), TRY(reader.folders())); }));
        };
        QCOMPARE(offered(bench.work.id).size(), 1);
        QCOMPARE(offered(bench.work.id).first().id, bench.work.deliverTo);
        QCOMPARE(offered(bench.home.id).size(), 0); // it takes in Work's
        (void)MUST(bench.write([&](store::WriteTransaction &tx) { return tx.folders().createLocal(bench.home.id, {}, QStringLiteral("Club")); }));
        QCOMPARE(offered(bench.work.id).size(), 2);
        QCOMPARE(offered({}).size(), 2); // a third one: not into the inbox that hands on
        bench.deliverTo({});
        QCOMPARE(offered({}).size(), 3);
        QCOMPARE(offered(bench.home.id).size(), 1);
    }
};

PETREL_TEST(DeliveryTest)

} // namespace petrel::test

#include "delivery_test.moc"
