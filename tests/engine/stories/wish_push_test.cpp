#include "core/engine/message_actions.h"
#include "core/engine/retry_policy.h"
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

using engine::MessageAction;

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

/** What a server offers decides how a move is made. */
struct Abilities
{
    bool move;
    bool uidPlus;
};

/** Three letters in the inbox, known here; "Nameless" has no Message-ID. */
void fill(Workbench &bench, const Abilities &abilities)
{
    bench.imap.move = abilities.move;
    bench.imap.uidPlus = abilities.uidPlus;
    for (const bool named : {true, true, false})
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make(!named ? "Nameless" : bench.imap.mailboxes["INBOX"].messages.isEmpty() ? "Letter" : "Other", named));
    MUST_DO(bench.imapPass());
}

void wantMove(Workbench &bench, const QList<PlacementId> &ids, MessageAction action, FolderId target = {})
{
    (void)MUST(engine::actOn(*bench.store, ids, action, target, 0));
}

/** Passes until nothing is left to push: what a worker does after a lost connection. */
void settle(Workbench &bench)
{
    for (int i = 0; i < 3; ++i)
        MUST_DO(bench.imapPass());
}

void offerAbilities()
{
    QTest::addColumn<bool>("move");
    QTest::addColumn<bool>("uidPlus");
    QTest::newRow("MOVE with COPYUID") << true << true;
    QTest::newRow("MOVE without COPYUID") << true << false;
    QTest::newRow("COPY and UID EXPUNGE") << false << true;
    QTest::newRow("COPY, and no way to expunge") << false << false;
}

} // namespace

class WishPushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMoveArrivesOnce_data() { offerAbilities(); }
    void aMoveArrivesOnce()
    {
        QFETCH(bool, move);
        QFETCH(bool, uidPlus);
        Workbench bench(IncomingKind::Imap);
        fill(bench, {move, uidPlus});
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        wantMove(bench, {letter}, MessageAction::Move, bench.folder("Archive").id);
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")}); // at once
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        const QByteArrayList left = move || uidPlus ? QByteArrayList{"Other", "Nameless"} : QByteArrayList{"!Letter", "Other", "Nameless"};
        QCOMPARE(bench.imap.subjects("INBOX"), left);
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("Nameless"), QStringLiteral("Other")}));
        QCOMPARE(bench.row("Archive", "Letter").id, letter); // the row in the window is the same one
        QVERIFY(bench.row("Archive", "Letter").uid);
        QCOMPARE(bench.imap.count("EXPUNGE") + bench.imap.count("CLOSE"), 0);
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }

    void cutAnywhereAMoveIsNeitherLostNorDoubled_data() { offerAbilities(); }
    void cutAnywhereAMoveIsNeitherLostNorDoubled()
    {
        QFETCH(bool, move);
        QFETCH(bool, uidPlus);
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench, {move, uidPlus});
                wantMove(bench, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Nameless").id}, MessageAction::Move, bench.folder("Archive").id);
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                settle(bench);
                const QByteArray where = "cut at command " + QByteArray::number(command) + ": " + bench.imap.subjects("Archive").join(' ');
                QVERIFY2(bench.imap.subjects("Archive") == (QByteArrayList{"Letter", "Nameless"}), where.constData());
                QCOMPARE(bench.shown("Archive"), (QStringList{QStringLiteral("Letter"), QStringLiteral("Nameless")}));
                QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Other")});
                if (move || uidPlus)
                    QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
                QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_folder <> 0 AND stage <> 3"), 0);
            }
        }
    }

    /** Old and machine-made mail: the server finds by the field's text, and we keep ids in a form of our own. */
    void cutAnywhereAMoveIsNotDoubledHoweverItsIdIsWritten_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("without brackets") << QByteArray("20031@example.net");
        QTest::newRow("with a blank") << QByteArray("<20 031@example.net>");
        QTest::newRow("with a remark") << QByteArray("<20031@example.net> (from the ferry)");
        QTest::newRow("no id at all") << QByteArray("message of Monday");
    }
    void cutAnywhereAMoveIsNotDoubledHoweverItsIdIsWritten()
    {
        QFETCH(QByteArray, id);
        bool reached = true;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            ModelMessage odd = ModelMessage::make("Odd");
            odd.messageId = id;
            bench.imap.mailboxes["INBOX"].add(odd);
            fill(bench, {false, true});
            wantMove(bench, {bench.row("INBOX", "Odd").id}, MessageAction::Move, bench.folder("Archive").id);
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            bench.restart();
            settle(bench);
            QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Odd"});
            QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Odd")});
        }
    }

    /** UID MOVE is not atomic (RFC 6851 section 3.3), and a Message-ID names more than one message. */
    void aCopyOfAnotherMessageIsNotTakenForOurs_data() { offerAbilities(); }
    void aCopyOfAnotherMessageIsNotTakenForOurs()
    {
        QFETCH(bool, move);
        QFETCH(bool, uidPlus);
        for (const int movedFirst : {0, 1}) {
            bool reached = true, halfMoved = false;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                ModelMessage list = ModelMessage::make("List");
                ModelMessage direct = ModelMessage::make("Direct, and longer");
                direct.raw.replace(direct.messageId, list.messageId);
                direct.messageId = list.messageId;
                bench.imap.mailboxes["INBOX"].add(list);
                bench.imap.mailboxes["INBOX"].add(direct);
                fill(bench, {move, uidPlus});
                wantMove(bench, {bench.row("INBOX", "List").id, bench.row("INBOX", "Direct, and longer").id}, MessageAction::Move, bench.folder("Archive").id);
                bench.connector.cutNext({Cut::When::BeforeHeard, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                ModelMailbox &inbox = bench.imap.mailboxes["INBOX"];
                if (bench.number("SELECT count(*) FROM placement WHERE stage = 1") == 2) {
                    halfMoved = true; // the server did half of it before the line was cut
                    bench.imap.mailboxes["Archive"].add(move ? inbox.messages.takeAt(movedFirst) : inbox.messages.at(movedFirst));
                }
                bench.restart();
                settle(bench);
                QByteArrayList there = bench.imap.subjects("Archive");
                std::sort(there.begin(), there.end());
                QCOMPARE(there, (QByteArrayList{"Direct, and longer", "List"}));
                QCOMPARE(bench.shown("Archive"), (QStringList{QStringLiteral("Direct, and longer"), QStringLiteral("List")}));
            }
            QVERIFY(halfMoved);
        }
    }

    void aRenumberedTargetGetsNoSecondCopy()
    {
        bool reached = true, renumbered = false;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            fill(bench, {false, true});
            wantMove(bench, {bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.folder("Archive").id);
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            ModelMailbox &archive = bench.imap.mailboxes["Archive"];
            renumbered = renumbered || !archive.messages.isEmpty();
            archive.uidValidity += 7;
            bench.restart();
            settle(bench);
            QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
            QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Other", "Nameless"}));
        }
        QVERIFY(renumbered);
    }

    void aRefusedCopyNeverDeletes_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("plain NO") << QByteArray("NO no");
        QTest::newRow("over quota") << QByteArray("NO [OVERQUOTA] full");
        QTest::newRow("no such target after all") << QByteArray("NO [TRYCREATE] gone");
        QTest::newRow("BAD") << QByteArray("BAD what?");
        QTest::newRow("server bug") << QByteArray("NO [SERVERBUG] oops");
    }
    void aRefusedCopyNeverDeletes()
    {
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        fill(bench, {false, true});
        wantMove(bench, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id}, MessageAction::Move, bench.folder("Archive").id);
        bench.imap.refuse.insert("UID COPY", answer);
        settle(bench);
        QCOMPARE(bench.imap.count("UID STORE") + bench.imap.count("UID EXPUNGE"), 0);
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter", "Other", "Nameless"}));

        // What was parked is shown where it is, and the person may try again.
        bench.imap.refuse.clear();
        MovedClock clock;
        clock.pass(3600);
        (void)MUST(bench.write([&](store::WriteTransaction &tx) -> Result<int> {
            for (const MessageRow &row : MUST(tx.reader().list({store::ListQuery::Scope::Folder, bench.folder("INBOX").id}))) {
                if (row.subject != QStringLiteral("Nameless"))
                    TRY(tx.wishes().unpark({row.id}));
            }
            return 0;
        }));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Nameless"});
    }

    void oneCulpritDoesNotHoldUpTheOthers()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {false, true});
        wantMove(bench, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id, bench.row("INBOX", "Nameless").id},
                 MessageAction::Move, bench.folder("Archive").id);
        bench.imap.before = [&](const QByteArray &command) {
            bench.imap.refuse.clear();
            if (command.startsWith("UID COPY") && (command.contains(" 2 ") || command.contains(':') || command.contains(',')))
                bench.imap.refuse.insert("UID COPY", "NO not that one");
        };
        settle(bench);
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Other")});
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 1);
    }

    void aMoveGivenUpWhileItsCopyIsUnderWayIsMadeOnce()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {false, true});
        const PlacementId other = bench.row("INBOX", "Other").id;
        wantMove(bench, {bench.row("INBOX", "Letter").id, other, bench.row("INBOX", "Nameless").id}, MessageAction::Move, bench.folder("Archive").id);
        bench.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("UID COPY"))
                MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().discard({other}); }));
        };
        settle(bench);
        QCOMPARE(bench.imap.count("UID COPY"), 1);
        QCOMPARE(bench.imap.subjects("Archive"), (QByteArrayList{"Letter", "Other", "Nameless"}));
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList());
    }

    void aFolderThatIsMissingIsMade()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes.remove("Archive");
        fill(bench, {true, true});
        wantMove(bench, {bench.row("INBOX", "Letter").id}, MessageAction::Archive);
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.count("CREATE"), 1);
    }

    void aFolderThatWasMadeElsewhereMeanwhileIsNotMadeAgain()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes.remove("Archive");
        fill(bench, {true, true});
        wantMove(bench, {bench.row("INBOX", "Letter").id}, MessageAction::Archive);
        bench.imap.mailboxes.insert("Archiv", {});
        settle(bench);
        QCOMPARE(bench.imap.count("CREATE"), 0);
        QCOMPARE(bench.imap.subjects("Archiv"), QByteArrayList{"Letter"});
        QCOMPARE(bench.shown("Archiv"), QStringList{QStringLiteral("Letter")});
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("Nameless"), QStringLiteral("Other")}));
    }

    /** Courier and its like: everything lies below "INBOX.", and CREATE at the root is refused. */
    void foldersAreMadeInThePersonalNamespace()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.personal = "INBOX/";
        bench.imap.mailboxes = {{"INBOX", {}}};
        fill(bench, {true, true});
        wantMove(bench, {bench.row("INBOX", "Letter").id}, MessageAction::Archive);
        mime::OutgoingMessage draft;
        draft.subject = QStringLiteral("Plan");
        (void)MUST(engine::keepDraft(*bench.store, bench.account, draft, {}));
        settle(bench);
        QCOMPARE(bench.imap.subjects("INBOX/Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX/Drafts"), QByteArrayList{"Plan"});
        QCOMPARE(bench.imap.mailboxes.size(), 3);
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 0);
        wantMove(bench, {bench.row("INBOX", "Other").id}, MessageAction::Archive);
        settle(bench);
        QCOMPARE(bench.imap.subjects("INBOX/Archive"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.imap.count("CREATE"), 2);
    }

    void deletedForGoodItGoesAndNothingElse()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        bench.imap.mailboxes["INBOX"].find(2)->flags.append("\\Deleted"); // another client's business
        wantMove(bench, {bench.row("INBOX", "Letter").id}, MessageAction::DeleteForever);
        settle(bench);
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"!Other", "Nameless"}));
    }

    void flagsToggledWhileTheyArePushedSurvive()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        (void)MUST(engine::changeFlags(*bench.store, {letter}, Flag::Seen, {}));
        bool toggled = false;
        bench.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("UID STORE") && !std::exchange(toggled, true))
                (void)MUST(engine::changeFlags(*bench.store, {letter}, Flag::Flagged, Flag::Seen));
        };
        MUST_DO(bench.imapPass());
        QVERIFY(toggled);
        QCOMPARE(bench.row("INBOX", "Letter").flags, Flags(Flag::Flagged));
        settle(bench);
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList{"\\Flagged"});
        QCOMPARE(bench.row("INBOX", "Letter").flags, Flags(Flag::Flagged));
    }

    void flagsDeclinedForNowAreTriedLessAndLessOftenAndThenTold()
    {
        Workbench bench(IncomingKind::Imap);
        MovedClock clock;
        fill(bench, {true, true});
        const PlacementId letter = bench.row("INBOX", "Letter").id, other = bench.row("INBOX", "Other").id;
        (void)MUST(engine::changeFlags(*bench.store, {letter}, Flag::Seen, {}));
        bench.imap.refuse.insert("UID STORE", "NO [INUSE] somebody else is at it");
        const auto attention = [&] { return MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })); };
        std::int64_t waited = 0;
        for (int attempt = 1; attempt <= engine::RetryPolicy::kWishAttempts; ++attempt) {
            QVERIFY(attention().isEmpty());
            // What failed so often is asked for alone, so the last time there are two commands.
            const int asked = attempt < engine::RetryPolicy::kWishAttempts ? attempt : attempt + 1;
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.imap.count("UID STORE"), asked);
            MUST_DO(bench.imapPass()); // its time has not come
            QCOMPARE(bench.imap.count("UID STORE"), asked);
            const std::int64_t due = MUST(bench.read([&](const store::Reader &reader) { return store::SyncReader(reader).nextWishDue(bench.account.id, Clock::nowUtc()); }));
            waited += due == 0 ? 0 : due - Clock::nowUtc();
            clock.pass(std::max<std::int64_t>(due - Clock::nowUtc(), 0));
            if (attempt == engine::RetryPolicy::kWishAttempts - 1) // a wish of its own, which is not given up with the old one
                (void)MUST(engine::changeFlags(*bench.store, {other}, Flag::Seen, {}));
        }
        QVERIFY(waited > 20 * 60);
        QCOMPARE(attention().size(), 1);
        QCOMPARE(attention().first().title, QStringLiteral("Letter"));
        QVERIFY(attention().first().error.contains(QStringLiteral("somebody else")));

        bench.imap.refuse.clear();
        clock.pass(3600);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(2)->flags, QByteArrayList{"\\Seen"});
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList()); // until the person says so
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().unpark({letter}); }));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList{"\\Seen"});
        QVERIFY(attention().isEmpty());
    }

    void oneMessageWhoseFlagsAreRefusedDoesNotHoldUpTheOthers()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id, bench.row("INBOX", "Nameless").id},
                                       Flag::Seen, {}));
        bench.imap.before = [&](const QByteArray &command) {
            bench.imap.refuse.clear();
            if (command.startsWith("UID STORE") && (command.contains(" 2 ") || command.contains(':') || command.contains(',')))
                bench.imap.refuse.insert("UID STORE", "NO not that one");
        };
        settle(bench);
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList{"\\Seen"});
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(2)->flags, QByteArrayList());
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(3)->flags, QByteArrayList{"\\Seen"});
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 1);
    }

    void cutAnywhereFlagsArriveAtLast()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench, {true, true});
                (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter").id}, Flag::Seen | Flag::Answered, {}));
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                settle(bench);
                QByteArrayList flags = bench.imap.mailboxes["INBOX"].find(1)->flags;
                std::sort(flags.begin(), flags.end());
                QCOMPARE(flags, (QByteArrayList{"\\Answered", "\\Seen"}));
                QCOMPARE(bench.row("INBOX", "Letter").flags, Flag::Seen | Flag::Answered);
            }
        }
    }

    void afterARenumberingNoWishHitsAnotherMessage()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        wantMove(bench, {bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.folder("Archive").id);
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Other").id}, Flag::Flagged, {}));
        // The same letters under other numbers: what was 1 is 2 now.
        ModelMailbox renumbered;
        renumbered.uidValidity = 77;
        for (const char *subject : {"Stranger", "Letter", "Other"})
            renumbered.add(ModelMessage::make(subject));
        bench.imap.mailboxes["INBOX"] = renumbered;
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Stranger", "Other"}));
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(3)->flags, QByteArrayList{"\\Flagged"});
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList());
    }

    void deletePressedTwiceIsOneDeletion()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        wantMove(bench, {letter}, MessageAction::Trash);
        wantMove(bench, {letter}, MessageAction::Trash); // the list has not caught up yet
        settle(bench);
        QCOMPARE(bench.imap.count("UID EXPUNGE"), 0);
        QCOMPARE(bench.imap.subjects("Trash"), QByteArrayList{"Letter"});
    }

    void whatIsGoneForGoodIsNotSaidToBeBack()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        const engine::UndoRecord undo = MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id},
                                                           MessageAction::DeleteForever, {}, 0));
        settle(bench);
        const Status undone = engine::takeBack(*bench.store, undo);
        QVERIFY(!undone.ok());
        QCOMPARE(undone.error().kind, ErrorKind::NotFound);
    }

    void takenBackInTimeNothingIsSent()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, {true, true});
        const engine::UndoRecord undo = MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, MessageAction::Trash, {}, 5));
        MUST_DO(bench.imapPass()); // within the five seconds
        MUST_DO(engine::takeBack(*bench.store, undo));
        settle(bench);
        QCOMPARE(bench.imap.count("UID MOVE"), 0);
        QCOMPARE(bench.shown("INBOX").size(), 3);
    }
};

PETREL_TEST(WishPushTest)

} // namespace petrel::test

#include "wish_push_test.moc"
