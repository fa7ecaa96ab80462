#include "tests/engine/transfers/two_accounts.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

using engine::MessageAction;

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

/** Letters at home, each with a date and marks of its own, known here; both accounts have been listed. */
void fill(TwoAccounts &bench, bool uidPlus = true)
{
    bench.imap.uidPlus = bench.elsewhere.uidPlus = uidPlus;
    for (const char *subject : {"Letter", "Other"}) {
        ModelMessage message = ModelMessage::make(subject);
        message.date = "17-Mar-2019 21:10:33 +0000";
        message.flags = {"\\Flagged", "\\Seen", "$Forwarded", "holiday"};
        bench.imap.mailboxes["INBOX"].add(message);
    }
    bench.roundOfBoth();
    bench.imap.heard.clear();
    bench.elsewhere.heard.clear();
}

QByteArrayList sorted(QByteArrayList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

void offerUidPlus()
{
    QTest::addColumn<bool>("uidPlus");
    QTest::newRow("with UIDPLUS") << true;
    QTest::newRow("without") << false;
}

const QStringList kLetter{QStringLiteral("Letter")};

} // namespace

/** Between accounts a message is fetched, appended, and only then removed: it is never at fewer places than before. */
class CarryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMoveToAnotherAccountKeepsBytesDateAndMarks_data() { offerUidPlus(); }
    void aMoveToAnotherAccountKeepsBytesDateAndMarks()
    {
        QFETCH(bool, uidPlus);
        TwoAccounts bench;
        fill(bench, uidPlus);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        bench.act({letter}, MessageAction::Move, bench.workFolder("Archive").id);
        QCOMPARE(bench.shownAtWork("Archive"), kLetter); // at once
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Other")});
        bench.settleBoth();
        const QList<ModelMessage> there = bench.elsewhere.mailboxes["Archive"].messages;
        QCOMPARE(there.size(), 1);
        QCOMPARE(there.first().raw, ModelMessage::make("Letter").raw);
        QCOMPARE(there.first().date, QByteArray("17-Mar-2019 21:10:33 +0000"));
        QCOMPARE(sorted(there.first().flags), (QByteArrayList{"$Forwarded", "\\Flagged", "\\Seen", "holiday"}));
        QCOMPARE(bench.imap.subjects("INBOX"), uidPlus ? QByteArrayList{"Other"} : (QByteArrayList{"!Letter", "Other"}));
        QCOMPARE(bench.shownAtWork("Archive"), kLetter);
        QCOMPARE(bench.workRow("Archive", "Letter").id, letter); // the row in the window is the same one
        QCOMPARE(bench.workRow("Archive", "Letter").account, bench.workAccount.id);
        QVERIFY(bench.workRow("Archive", "Letter").uid);
        QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
        QCOMPARE(bench.imap.complaints + bench.elsewhere.complaints, QByteArrayList());
    }

    void cutAnywhereAMoveToAnotherAccountIsNeitherLostNorDoubled_data() { offerUidPlus(); }
    void cutAnywhereAMoveToAnotherAccountIsNeitherLostNorDoubled()
    {
        QFETCH(bool, uidPlus);
        for (const bool atWork : {false, true}) {
            for (const Cut::When when : kCuts) {
                bool reached = true;
                for (int command = 0; reached; ++command) {
                    TwoAccounts bench;
                    fill(bench, uidPlus);
                    bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
                    if (atWork)
                        MUST_DO(bench.imapPass()); // fetched and handed over
                    bench.connector.cutNext({when, command});
                    (void)(atWork ? bench.workPass() : bench.imapPass());
                    reached = bench.connector.cutReached();
                    // Wherever it was cut, it is at one of the two servers.
                    QVERIFY(bench.imap.subjects("INBOX").contains("Letter") || bench.elsewhere.subjects("Archive").contains("Letter"));
                    bench.restart();
                    MovedClock clock;
                    clock.pass(3600);
                    bench.settleBoth();
                    QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
                    QCOMPARE(bench.shownAtWork("Archive"), kLetter);
                    QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Other")});
                    if (uidPlus)
                        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
                    QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
                    QCOMPARE(bench.attention(), 0);
                }
            }
        }
    }

    /** The other half: the source goes only when the target has answered, and goes although that round is cut. */
    void cutAnywhereWhatHasArrivedLeavesItsSource()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                TwoAccounts bench;
                fill(bench);
                bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
                MUST_DO(bench.imapPass());
                QVERIFY(bench.imap.subjects("INBOX").contains("Letter"));
                MUST_DO(bench.workPass());
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                bench.settleBoth();
                QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
                QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
            }
        }
    }

    void aCopyIsAtBothAccounts()
    {
        TwoAccounts bench;
        fill(bench);
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Copy, bench.workFolder("Archive").id);
        QCOMPARE(bench.shownAtWork("Archive"), kLetter);
        bench.settleBoth();
        QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.shownAtWork("Archive"), kLetter);
        QCOMPARE(bench.elsewhere.mailboxes["Archive"].messages.first().raw, ModelMessage::make("Letter").raw);
    }

    void copiedAndThenMovedAwayItIsEverywhereItShouldBe()
    {
        TwoAccounts bench;
        fill(bench);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        bench.act({letter}, MessageAction::Copy, bench.workFolder("Archive").id);
        bench.act({letter}, MessageAction::Move, bench.workFolder("Trash").id);
        bench.settleBoth();
        QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.elsewhere.subjects("Trash"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
    }

    /** Each account's own deed: what is shown at work goes into the archive at work. */
    void movedOnBeforeItArrivedItGoesStraightThere()
    {
        TwoAccounts bench;
        fill(bench);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        bench.act({letter}, MessageAction::Move, bench.workFolder("INBOX").id);
        bench.act({letter}, MessageAction::Archive, {});
        QCOMPARE(bench.shownAtWork("Archive"), kLetter);
        bench.settleBoth();
        QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.elsewhere.subjects("INBOX"), QByteArrayList());
        QCOMPARE(bench.elsewhere.count("APPEND"), 1);
    }

    void intoLocalFoldersItIsSafeBeforeItGoesAtTheServer()
    {
        TwoAccounts bench(IncomingKind::Imap, IncomingKind::Pop3);
        fill(bench);
        bench.act({bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id}, MessageAction::Move, bench.workFolder("Archive").id);
        bench.settleBoth();
        QCOMPARE(bench.shownAtWork("Archive").size(), 2);
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList());
        const MessageRow row = bench.workRow("Archive", "Letter");
        QCOMPARE(row.account, bench.workAccount.id);
        QVERIFY(row.flags.testFlag(Flag::Flagged));
        const QByteArray raw = MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.detail(row.id)).raw); }));
        QCOMPARE(raw, ModelMessage::make("Letter").raw);
    }

    void cutAnywhereAMoveOntoThisComputerIsNeitherLostNorDoubled()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                TwoAccounts bench(IncomingKind::Imap, IncomingKind::Pop3);
                fill(bench);
                bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                MovedClock clock;
                clock.pass(3600);
                bench.settleBoth();
                QCOMPARE(bench.shownAtWork("Archive"), kLetter);
                QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
            }
        }
    }

    void cutAnywhereMailOfThisComputerGoesToAServerOnce()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                TwoAccounts bench(IncomingKind::Pop3, IncomingKind::Imap);
                bench.pop3.add("Letter");
                MUST_DO(bench.pop3Pass());
                MUST_DO(bench.workPass());
                bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
                bench.connector.cutNext({when, command});
                (void)bench.workPass();
                reached = bench.connector.cutReached();
                const bool isHere = bench.number("SELECT count(*) FROM placement p JOIN folder f ON f.id = p.folder WHERE f.kind = 1") == 1;
                QVERIFY(isHere || bench.elsewhere.subjects("Archive").size() == 1);
                bench.restart();
                MovedClock clock;
                clock.pass(3600);
                bench.settleBoth();
                QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
                QCOMPARE(bench.shownAtWork("Archive"), kLetter);
                QCOMPARE(bench.shown("INBOX"), QStringList());
                QCOMPARE(bench.number("SELECT count(*) FROM placement"), 1);
            }
        }
    }

    void betweenTwoComputersOfOneMindItGoesAtOnce()
    {
        TwoAccounts bench(IncomingKind::Pop3, IncomingKind::Pop3);
        bench.pop3.add("Letter");
        MUST_DO(bench.pop3Pass());
        const engine::UndoRecord undo = bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
        QCOMPARE(bench.shownAtWork("Archive"), kLetter);
        QCOMPARE(bench.workRow("Archive", "Letter").account, bench.workAccount.id);
        QCOMPARE(bench.number("SELECT count(*) FROM placement"), 1);
        MUST_DO(engine::takeBack(*bench.store, undo));
        QCOMPARE(bench.shown("INBOX"), kLetter);
        QCOMPARE(bench.row("INBOX", "Letter").account, bench.homeAccount.id);
    }

    /** Before it was fetched, after it was handed over, after it has arrived, and where nobody knows. */
    void takenBackItIsWhereItCameFrom()
    {
        for (const Cut::When when : kCuts) {
            for (const bool handedOver : {false, true}) {
                bool reached = true;
                for (int command = 0; reached; ++command) {
                    TwoAccounts bench;
                    fill(bench);
                    const engine::UndoRecord undo = bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
                    if (handedOver)
                        MUST_DO(bench.imapPass());
                    bench.connector.cutNext({when, command});
                    (void)(handedOver ? bench.workPass() : bench.imapPass());
                    reached = bench.connector.cutReached();
                    MUST_DO(engine::takeBack(*bench.store, undo));
                    QCOMPARE(bench.shown("INBOX").size(), 2);
                    MovedClock clock;
                    clock.pass(3600);
                    bench.settleBoth();
                    bench.settleBoth();
                    QCOMPARE(sorted(bench.imap.subjects("INBOX")), (QByteArrayList{"Letter", "Other"}));
                    QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList());
                    QCOMPARE(bench.shown("INBOX").size(), 2);
                    QCOMPARE(bench.shownAtWork("Archive"), QStringList());
                    QVERIFY(bench.row("INBOX", "Letter").flags.testFlag(Flag::Flagged));
                    QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
                }
            }
        }
    }

    void aFullMailboxGivesItBackAndTells_data()
    {
        QTest::addColumn<QByteArray>("capability");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("quota") << QByteArray() << QByteArray("NO [OVERQUOTA] full");
        QTest::newRow("APPENDLIMIT") << QByteArray("APPENDLIMIT=100") << QByteArray();
    }
    void aFullMailboxGivesItBackAndTells()
    {
        QFETCH(QByteArray, capability);
        QFETCH(QByteArray, answer);
        TwoAccounts bench;
        fill(bench);
        bench.elsewhere.more = capability;
        if (!answer.isEmpty())
            bench.elsewhere.refuse.insert("APPEND", answer);
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
        bench.settleBoth();
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.shown("INBOX").size(), 2);
        QCOMPARE(bench.shownAtWork("Archive"), QStringList());
        QCOMPARE(bench.attention(), 1);
        bench.elsewhere.more.clear();
        bench.elsewhere.refuse.clear();
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().unpark({bench.row("INBOX", "Letter").id}); }));
        bench.settleBoth();
        QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
    }

    /** And the label stays here: that its old server had it does not make it less wanted. */
    void aServerWithoutKeywordsTakesTheMessage()
    {
        TwoAccounts bench;
        bench.elsewhere.permanentFlags = "\\Seen \\Answered \\Flagged \\Deleted \\Draft";
        fill(bench);
        bench.elsewhere.before = [&](const QByteArray &command) {
            bench.elsewhere.refuse.clear();
            if (command.startsWith("APPEND") && command.contains("holiday"))
                bench.elsewhere.refuse.insert("APPEND", "NO what is holiday?");
        };
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
        bench.settleBoth();
        QCOMPARE(sorted(bench.elsewhere.mailboxes["Archive"].messages.first().flags), (QByteArrayList{"\\Flagged", "\\Seen"}));
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
        const PlacementId there = bench.workRow("Archive", "Letter").id;
        QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return reader.detail(there); })).keywords, QStringList{QStringLiteral("holiday")});
    }

    void severalGoInOneCommandWhereTheServerTakesThat_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::newRow("taken") << QByteArray();
        QTest::newRow("one of them is not") << QByteArray("NO not that one");
    }
    void severalGoInOneCommandWhereTheServerTakesThat()
    {
        QFETCH(QByteArray, refusal);
        TwoAccounts bench;
        fill(bench);
        bench.elsewhere.multiAppend = true;
        int commands = 0;
        bench.elsewhere.before = [&](const QByteArray &command) {
            bench.elsewhere.refuse.clear();
            if (command.startsWith("APPEND") && ++commands == 1 && !refusal.isEmpty())
                bench.elsewhere.refuse.insert("APPEND", refusal);
        };
        bench.act({bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id}, MessageAction::Move, bench.workFolder("Archive").id);
        bench.settleBoth();
        QCOMPARE(commands, refusal.isEmpty() ? 1 : 3);
        QCOMPARE(bench.elsewhere.subjects("Archive"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList());
        QCOMPARE(bench.shownAtWork("Archive").size(), 2);
    }

    void cutAnywhereSeveralInOneCommandAreNeitherLostNorDoubled()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                TwoAccounts bench;
                fill(bench);
                bench.elsewhere.multiAppend = true;
                bench.act({bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id}, MessageAction::Move, bench.workFolder("Archive").id);
                MUST_DO(bench.imapPass());
                bench.connector.cutNext({when, command});
                (void)bench.workPass();
                reached = bench.connector.cutReached();
                bench.restart();
                MovedClock clock;
                clock.pass(3600);
                bench.settleBoth();
                QCOMPARE(sorted(bench.elsewhere.subjects("Archive")), (QByteArrayList{"Letter", "Other"}));
                QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList());
                QCOMPARE(bench.shownAtWork("Archive").size(), 2);
            }
        }
    }

    void goneElsewhereBeforeItWasFetchedItIsGone()
    {
        TwoAccounts bench;
        fill(bench);
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id, 5);
        bench.imap.mailboxes["INBOX"].messages.removeFirst();
        MovedClock clock;
        MUST_DO(bench.imapPass());
        clock.pass(3600);
        bench.settleBoth();
        QCOMPARE(bench.shownAtWork("Archive"), QStringList());
        QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList());
        QCOMPARE(bench.attention(), 0);
    }

    void goneElsewhereAfterItWasFetchedItArrives()
    {
        TwoAccounts bench;
        fill(bench);
        bench.account.offline.bodies = OfflinePolicy::Bodies::All;
        MUST_DO(bench.imapPass());
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id, 5);
        bench.imap.mailboxes["INBOX"].messages.removeFirst();
        MUST_DO(bench.imapPass());
        bench.settleBoth();
        QCOMPARE(bench.elsewhere.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.shownAtWork("Archive"), kLetter);
    }

    /** Else what was promised to the other account would be removed at this one, and be nowhere. */
    void anAccountThatGoesGivesBackWhatWasOnItsWayThere_data()
    {
        QTest::addColumn<bool>("handedOver");
        QTest::newRow("not fetched yet") << false;
        QTest::newRow("handed over") << true;
    }
    void anAccountThatGoesGivesBackWhatWasOnItsWayThere()
    {
        QFETCH(bool, handedOver);
        TwoAccounts bench;
        fill(bench);
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
        if (handedOver)
            MUST_DO(bench.imapPass());
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.accounts().remove(bench.workAccount.id); }));
        MUST_DO(bench.store->sweep());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.shown("INBOX").size(), 2);
    }

    void aTargetThatIsGoneGivesItBack()
    {
        TwoAccounts bench;
        fill(bench);
        bench.act({bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.workFolder("Archive").id);
        MUST_DO(bench.imapPass());
        bench.elsewhere.mailboxes.remove("Archive");
        bench.elsewhere.refuse.insert("APPEND", "NO [TRYCREATE] gone");
        bench.elsewhere.refuse.insert("STATUS \"Archive\"", "NO [NONEXISTENT] gone");
        bench.elsewhere.refuse.insert("CREATE", "NO not by you");
        bench.settleBoth();
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(bench.shown("INBOX").size(), 2);
        QCOMPARE(bench.attention(), 1);
    }
};

PETREL_TEST(CarryTest)

} // namespace petrel::test

#include "carry_test.moc"
