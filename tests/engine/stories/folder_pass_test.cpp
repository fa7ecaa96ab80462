#include "core/engine/imap/folder_pass.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** How many headers were asked for, by commands like "UID FETCH 1:200 (... ENVELOPE ...". */
int headersAsked(const QByteArrayList &commands)
{
    int asked = 0;
    for (const QByteArray &command : commands) {
        const QByteArrayList words = command.split(' ');
        if (!command.contains("ENVELOPE"))
            continue;
        for (const QByteArray &part : words.at(words.first() == "UID" ? 2 : 1).split(',')) {
            const QByteArrayList ends = part.split(':');
            asked += ends.last().toInt() - ends.first().toInt() + 1;
        }
    }
    return asked;
}

} // namespace

class FolderPassTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** The list has a line of each message before its text was fetched, and that of the text itself afterwards. */
    void whatTheServerShowsOfAMessageIsInTheList()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.more = "PREVIEW";
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.row("INBOX", "Letter").preview, QStringLiteral("Of Letter"));
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        MUST_DO(engine::fetchBody(pass, *session, bench.row("INBOX", "Letter").id));
        QCOMPARE(bench.row("INBOX", "Letter").preview, QStringLiteral("The ferry leaves at nine."));
    }

    /** A message opened in the middle of a pass selects its own folder; the pass must not go on in that one. */
    void aBodyServedBetweenTwoBatchesDoesNotMixTheFolders()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        MUST_DO(bench.imapPass());
        for (int n = 1; n <= 2500; ++n)
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
        for (int n = 1; n <= 2500; ++n)
            bench.imap.mailboxes["Archive"].add(ModelMessage::make("Wrong " + QByteArray::number(n)));

        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        const PlacementId archived = bench.row("Archive", "Archived").id;
        int served = 0;
        engine::FolderPassOptions options;
        options.betweenBatches = [&]() -> Status {
            if (served++ == 0)
                return engine::fetchBody(pass, *session, archived);
            return {};
        };
        const engine::ServerFolder inbox{bench.folder("INBOX"), imap::MailboxName::inbox(), std::nullopt};
        MUST_DO(engine::FolderPass(pass, *session, inbox, options).run());
        QVERIFY(served > 1);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE subject LIKE 'Letter %'"), 2500);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE subject LIKE 'Wrong %'"), 0);
        QCOMPARE(bench.row("Archive", "Archived").bodyState, BodyState::Full);
    }

    /** The one folder that is asked for needs no list of all, unless the server does not know it. */
    void aFolderAskedForByNameIsLookedIntoWithoutAList()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        MUST_DO(bench.imapPass());
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("New"));
        const auto passOver = [&bench](const FolderRow &folder) -> Status {
            engine::PassContext pass = bench.context();
            const auto session = TRY(engine::openImap(pass));
            engine::ImapPassOptions options;
            options.onlyFolder = folder.id;
            bench.imap.heard.clear();
            return engine::ImapAccountPass(pass, *session, options).run();
        };
        const auto lists = [&bench] {
            return std::count_if(bench.imap.heard.cbegin(), bench.imap.heard.cend(), [](const QByteArray &command) { return command.startsWith("LIST"); });
        };
        const FolderRow archive = bench.folder("Archive");
        MUST_DO(passOver(archive));
        QCOMPARE(lists(), 0);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE subject = 'New'"), 1);
        bench.imap.mailboxes.remove("Archive");
        MUST_DO(passOver(archive));
        QCOMPARE(lists(), 1);
        QCOMPARE(bench.number("SELECT count(*) FROM folder WHERE path = 'Archive' AND gone = 0"), 0);
    }

    void aFirstListingGoesOnWhereItWasCut_data()
    {
        QTest::addColumn<int>("everyNth");
        QTest::newRow("nearly every UID is taken") << 1;
        QTest::newRow("most are not") << 5;
    }
    void aFirstListingGoesOnWhereItWasCut()
    {
        QFETCH(int, everyNth);
        constexpr int kLetters = 1400;
        bool reached = true, halfWay = false;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            ModelMailbox &inbox = bench.imap.mailboxes["INBOX"];
            for (int n = 1; n <= kLetters; ++n) {
                inbox.uidNext = quint32(n * everyNth);
                inbox.add(ModelMessage::make("Letter " + QByteArray::number(n)));
            }
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            const int before = int(bench.number("SELECT count(*) FROM placement"));
            halfWay = halfWay || (before > 100 && before < kLetters);
            bench.imap.heard.clear();
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0 AND floating_since = 0"), kLetters);
            if (everyNth > 1)
                QVERIFY2(headersAsked(bench.imap.heard) <= (kLetters - before + 1200) * everyNth, QByteArray::number(command).constData());
            else if (before > 0)
                QCOMPARE(headersAsked(bench.imap.heard), kLetters - before);
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.report.newMessages + bench.report.gone, 0);
        }
        QVERIFY(halfWay);
    }

    void aRenumberedFolderGoesOnWhereItsListingWasCut()
    {
        bool reached = true;
        for (int command = 0; reached; command += 2) {
            Workbench bench(IncomingKind::Imap);
            for (int n = 1; n <= 300; ++n)
                bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
            MUST_DO(bench.imapPass());
            bench.imap.mailboxes["INBOX"].uidValidity = 9;
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            MovedClock clock;
            clock.pass(5);
            MUST_DO(bench.imapPass());
            QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE uid <> 0"), 300);
            QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE floating_since <> 0"), 0);
        }
    }

    void theLastKeywordTakenAwayElsewhereGoesHereToo()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        bench.imap.mailboxes["INBOX"].find(1)->flags = {"urgent", "\\Seen"};
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.number("SELECT count(*) FROM placement_keyword WHERE base = 1"), 1);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.report.flagsChanged, 0); // and nothing is written where nothing changed
        bench.imap.mailboxes["INBOX"].find(1)->flags = {"\\Seen"};
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.number("SELECT count(*) FROM placement_keyword WHERE base = 1"), 0);
        QCOMPARE(bench.report.flagsChanged, 1);
    }

    void aLineThatCannotBeReadIsNoProofThatTheMessageIsGone()
    {
        Workbench bench(IncomingKind::Imap);
        for (const char *subject : {"Letter", "Other", "Third"})
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make(subject));
        MUST_DO(bench.imapPass());
        bench.imap.mailboxes["INBOX"].find(2)->flags = {"((", "\\Seen"};
        bench.imap.mailboxes["INBOX"].find(3)->flags = {"\\Seen"};
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX").size(), 3);
        QVERIFY(bench.row("INBOX", "Third").flags.testFlag(Flag::Seen));
        bench.imap.mailboxes["INBOX"].find(2)->flags = {};
        bench.imap.mailboxes["INBOX"].messages.removeAt(0);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("Other"), QStringLiteral("Third")}));
    }

    /** Headers can be forged alike to the second; the texts are not. */
    void twoMessagesOfOneFolderNeverShareAText()
    {
        Workbench bench(IncomingKind::Imap);
        for (const char *words : {"The ferry leaves at nine.", "Send money to Eve now.  ."}) {
            ModelMessage message = ModelMessage::make("Letter");
            message.raw.replace("The ferry leaves at nine.", words);
            bench.imap.mailboxes["INBOX"].add(message);
        }
        bench.imap.mailboxes["Archive"].add(bench.imap.mailboxes["INBOX"].messages.first());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("INBOX").size(), 2);
        QCOMPARE(bench.number("SELECT count(DISTINCT message) FROM placement p JOIN folder f ON f.id = p.folder WHERE f.role = 1"), 2);
        QCOMPARE(bench.number("SELECT count(*) FROM message"), 2); // the copy in another folder is the same message
    }

    /** Moved here, and thrown away by another client before we saw it in its new place. */
    void whatFloatsBringsItsFolderAPass()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.uidPlus = false;
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        const FolderId archive = bench.folder("Archive").id;
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFolder({bench.row("INBOX", "Letter").id}, archive); }));
        bool seen = false;
        bench.imap.before = [&](const QByteArray &command) {
            // The folder is not looked at in this pass any more.
            if (command.startsWith("UID MOVE"))
                seen = true;
            else if (seen && command.startsWith("SELECT"))
                bench.imap.mailboxes["Archive"].messages.clear();
        };
        bench.imap.mailboxes["Archive"].messages.clear();
        MUST_DO(bench.imapPass());
        const auto dirty = [&] {
            return MUST(bench.read([&](const store::Reader &reader) { return store::SyncReader(reader).dirtyFolders(bench.account.id, Clock::nowUtc()); }));
        };
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
        MovedClock clock;
        clock.pass(5);
        QCOMPARE(dirty(), QList<FolderId>{archive});
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("Archive"), QStringList());
        QCOMPARE(dirty(), QList<FolderId>());
    }

    void cutAnywhereASyncIsSimplyDoneAgain()
    {
        for (const Cut::When when : {Cut::When::BeforeHeard, Cut::When::BeforeAnswer}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                for (int n = 1; n <= 5; ++n)
                    bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                MUST_DO(bench.imapPass());
                QCOMPARE(bench.shown("INBOX").size(), 5);
                bench.imap.mailboxes["INBOX"].messages.removeAt(2);
                bench.imap.mailboxes["INBOX"].find(1)->flags = {"\\Seen"};
                MUST_DO(bench.imapPass());
                QCOMPARE(bench.shown("INBOX").size(), 4);
                QVERIFY(bench.row("INBOX", "Letter 1").flags.testFlag(Flag::Seen));
                MUST_DO(bench.imapPass());
                QCOMPARE(bench.report.newMessages + bench.report.gone + bench.report.flagsChanged, 0);
            }
        }
    }
};

PETREL_TEST(FolderPassTest)

} // namespace petrel::test

#include "folder_pass_test.moc"
