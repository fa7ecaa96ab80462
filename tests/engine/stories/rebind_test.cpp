#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

namespace {

/** What a server may do to a folder behind our back: other numbers for the same mail. */
enum class Change { UidValidity, UidNextBack, Replaced };

/** An inbox whose texts are here, on a server with or without names for ever. */
struct Kept : Workbench
{
    explicit Kept(bool objectId = false, bool qresync = false) : Workbench(IncomingKind::Imap)
    {
        imap.objectId = objectId;
        imap.condstore = imap.qresync = qresync;
        inbox().uidNext = 100;
        for (int n = 1; n <= 5; ++n)
            inbox().add(ModelMessage::make("Letter " + QByteArray::number(n)));
        account.offline.bodies = OfflinePolicy::Bodies::All;
        MUST_DO(imapPass());
        imap.heard.clear();
    }

    ModelMailbox &inbox() { return imap.mailboxes["INBOX"]; }
    void renumber(Change change)
    {
        QList<ModelMessage> same = inbox().messages;
        std::reverse(same.begin(), same.end());
        inbox().messages.clear();
        inbox().uidValidity += change == Change::UidValidity ? 1 : 0;
        inbox().uidNext = change == Change::Replaced ? 500 : 1;
        for (const ModelMessage &message : std::as_const(same))
            inbox().add(message);
    }
    [[nodiscard]] int bodiesAsked() const
    {
        return int(std::count_if(imap.heard.cbegin(), imap.heard.cend(), [](const QByteArray &line) { return line.contains("BODY.PEEK[]"); }));
    }
    void wantFlag(const char *subject)
    {
        MUST_DO(write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({row("INBOX", subject).id}, Flag::Flagged, {}); }));
    }
};

} // namespace

class RebindTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderWithOtherNumbersKeepsTextsRowsAndWishes_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<bool>("objectId");
        QTest::addColumn<bool>("qresync");
        for (const bool objectId : {false, true}) {
            for (const bool qresync : {false, true}) {
                for (const auto &[name, change] : {std::pair("UIDVALIDITY", Change::UidValidity), {"UIDNEXT", Change::UidNextBack}, {"replaced", Change::Replaced}})
                    QTest::addRow("%s %d %d", name, objectId, qresync) << int(change) << objectId << qresync;
            }
        }
    }
    void aFolderWithOtherNumbersKeepsTextsRowsAndWishes()
    {
        QFETCH(int, change);
        QFETCH(bool, objectId);
        QFETCH(bool, qresync);
        Kept bench(objectId, qresync);
        const PlacementId row = bench.row("INBOX", "Letter 3").id;
        bench.wantFlag("Letter 3");
        bench.renumber(Change(change));
        MUST_DO(bench.imapPass());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX").size(), 5);
        QCOMPARE(bench.row("INBOX", "Letter 3").id, row);
        QCOMPARE(bench.bodiesAsked(), 0);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE floating_since <> 0"), 0);
        for (const ModelMessage &message : std::as_const(bench.inbox().messages))
            QCOMPARE(message.flags.contains("\\Flagged"), message.subject == "Letter 3");
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_set <> 0"), 0);
    }

    /** Three equal letters: with names for ever each keeps its own text and marks. */
    void letterIsToldFromLetterByTheNameForEver()
    {
        Kept bench(true);
        for (const char *id : {"Ma", "Mb", "Mc"}) {
            ModelMessage twin = ModelMessage::make("Twin");
            twin.emailId = id;
            bench.inbox().add(twin);
        }
        MUST_DO(bench.imapPass());
        const auto marked = "SELECT hex(m.email_id) = hex('Mb') FROM placement p JOIN message m ON m.id = p.message WHERE flags_view & 4 <> 0";
        for (const MessageRow &row : bench.rows("INBOX")) {
            if (bench.number(("SELECT hex(m.email_id) = hex('Mb') FROM placement p JOIN message m ON m.id = p.message WHERE p.id = "
                              + QByteArray::number(qint64(row.id.number()))).constData()) == 1)
                MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({row.id}, Flag::Flagged, {}); }));
        }
        QCOMPARE(bench.number(marked), 1);
        bench.renumber(Change::UidValidity);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.number(marked), 1);
        const auto isB = [](const ModelMessage &message) { return message.emailId == "Mb"; };
        const auto b = std::find_if(bench.inbox().messages.cbegin(), bench.inbox().messages.cend(), isB);
        QVERIFY(b->flags.contains("\\Flagged"));
    }

    /** The last one was archived elsewhere in the moment in which another came. */
    void aFolderOfWhichAllWentAndOneCameShowsTheOne()
    {
        for (const bool qresync : {false, true}) {
            Kept bench(false, qresync);
            bench.inbox().messages.clear();
            bench.inbox().add(ModelMessage::make("New"));
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("New")});
            QCOMPARE(bench.number("SELECT count(*) FROM placement"), 1);
        }
    }

    /** What was wanted of a message that is not found again is told, not forgotten. */
    void aWishForAMailThatIsNotFoundAgainIsParked()
    {
        Kept bench;
        bench.wantFlag("Letter 3");
        bench.inbox().messages.removeAt(2);
        bench.renumber(Change::UidValidity);
        MUST_DO(bench.imapPass());
        MovedClock clock;
        clock.pass(5);
        MUST_DO(bench.imapPass());
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 1);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 4);
    }

    void twoMessagesWithOneUidDeleteNothing()
    {
        Kept bench;
        bench.inbox().uidValidity = 7;
        bench.inbox().messages[4].uid = bench.inbox().messages[3].uid;
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.number("SELECT count(*) FROM placement"), 5); // the fifth floats
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 4);
        bench.inbox().messages[4].uid = bench.inbox().uidNext++;
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 5);
        QCOMPARE(bench.bodiesAsked(), 0);
    }

    /** The target was renumbered since it was listed: the number that the server tells there is another message's here. */
    void aMoveIntoARenumberedFolderTakesNoOthersPlace()
    {
        for (const bool move : {true, false}) {
            Kept bench;
            bench.imap.move = move;
            bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
            MUST_DO(bench.imapPass());
            const PlacementId archived = bench.row("Archive", "Archived").id;
            const FolderId archive = bench.folder("Archive").id;
            MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFolder({bench.row("INBOX", "Letter 3").id}, archive); }));
            bench.imap.before = [&](const QByteArray &command) {
                if (!command.startsWith(move ? "UID MOVE" : "UID COPY"))
                    return;
                ModelMailbox &target = bench.imap.mailboxes["Archive"];
                target.uidValidity = 9;
                target.messages.first().uid = 50;
                target.uidNext = 1; // what arrives gets the number that the other had
            };
            engine::PassContext pass = bench.context();
            const auto session = MUST(engine::openImap(pass));
            engine::ImapPassOptions options;
            options.extent = engine::ImapPassOptions::Extent::Wishes;
            MUST_DO(engine::ImapAccountPass(pass, *session, options).run());
            QCOMPARE(bench.shown("Archive"), (QStringList{QStringLiteral("Archived"), QStringLiteral("Letter 3")}));
            bench.imap.before = {};
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.shown("Archive"), (QStringList{QStringLiteral("Archived"), QStringLiteral("Letter 3")}));
            QCOMPARE(bench.row("Archive", "Archived").id, archived);
        }
    }

    /** Renamed by another program: the server's name for ever says that it is the same folder. */
    void aFolderThatWasRenamedElsewhereKeepsItsMail()
    {
        Kept bench(true);
        bench.imap.mailboxes["Work"].id = "F7";
        bench.imap.mailboxes["Work"].add(ModelMessage::make("Plan"));
        MUST_DO(bench.imapPass());
        const PlacementId row = bench.row("Work", "Plan").id;
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({row}, Flag::Flagged, {}); }));
        bench.imap.heard.clear();
        bench.imap.mailboxes["Projects"] = bench.imap.mailboxes.take("Work");
        bench.imap.mailboxes["Work"].id = "F8"; // and another has its name now
        bench.imap.mailboxes["Work"].add(ModelMessage::make("Other"));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("Work"), QStringList{QStringLiteral("Other")});
        QCOMPARE(bench.row("Projects", "Plan").id, row);
        QCOMPARE(bench.bodiesAsked(), 1); // of the other alone
        QVERIFY(bench.imap.mailboxes["Projects"].messages.first().flags.contains("\\Flagged"));
    }
};

PETREL_TEST(RebindTest)

} // namespace petrel::test

#include "rebind_test.moc"
