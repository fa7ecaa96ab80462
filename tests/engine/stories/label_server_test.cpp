// Servers whose folders are labels (X-GM-EXT-1): what is expunged in one stays in All Mail.
#include "core/engine/message_actions.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::MessageAction;

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

/** Two letters in the inbox, which lie in All Mail, too. */
void fill(Workbench &bench)
{
    bench.imap.labels = true;
    (void)bench.imap.mailboxes["Work"];
    for (const char *subject : {"Letter", "Other"}) {
        for (const char *mailbox : {"INBOX", "[Gmail]/All Mail"})
            bench.imap.mailboxes[mailbox].add(ModelMessage::make(subject));
    }
    MUST_DO(bench.imapPass());
    bench.imap.heard.clear();
}

engine::UndoRecord deleteForGood(Workbench &bench, const char *folder, const char *subject, std::int64_t holdBack = 0)
{
    return MUST(engine::actOn(*bench.store, {bench.row(folder, subject).id}, MessageAction::DeleteForever, {}, holdBack));
}

/** Everywhere at the server, All Mail and Trash among it. */
int copiesOf(Workbench &bench, const char *subject)
{
    int count = 0;
    for (auto box = bench.imap.mailboxes.cbegin(); box != bench.imap.mailboxes.cend(); ++box)
        count += static_cast<int>(bench.imap.subjects(box.key()).count(subject));
    return count;
}

} // namespace

class LabelServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDeletedForGoodIsGoneFromAllMailToo_data()
    {
        QTest::addColumn<bool>("move");
        QTest::newRow("MOVE") << true;
        QTest::newRow("COPY") << false;
    }
    void whatIsDeletedForGoodIsGoneFromAllMailToo()
    {
        QFETCH(bool, move);
        Workbench bench(IncomingKind::Imap);
        bench.imap.move = move;
        bench.imap.mailboxes["[Gmail]/Important"].add(ModelMessage::make("Letter")); // a view of the server's: nobody put it there
        fill(bench);
        (void)deleteForGood(bench, "INBOX", "Letter");
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Other")}); // at once
        MUST_DO(bench.imapPass());
        QCOMPARE(copiesOf(bench, "Letter"), 0); // in one pass
        QCOMPARE(copiesOf(bench, "Other"), 2);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("Trash"), QStringList());
        QCOMPARE(bench.shown("[Gmail]/All Mail"), QStringList{QStringLiteral("Other")});
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_folder <> 0"), 0);
        QCOMPARE(bench.imap.complaints, QByteArrayList());
    }

    void cutAnywhereWhatIsDeletedForGoodIsGoneInTheEnd()
    {
        for (const bool uidPlus : {true, false}) {
            for (const Cut::When when : kCuts) {
                bool reached = true;
                for (int command = 0; reached; ++command) {
                    Workbench bench(IncomingKind::Imap);
                    bench.imap.uidPlus = uidPlus;
                    fill(bench);
                    (void)deleteForGood(bench, "INBOX", "Letter");
                    bench.connector.cutNext({when, command});
                    (void)bench.imapPass();
                    reached = bench.connector.cutReached();
                    bench.restart();
                    for (int i = 0; i < 3; ++i)
                        MUST_DO(bench.imapPass());
                    QCOMPARE(bench.imap.subjects("Trash").contains("Letter"), false);
                    QCOMPARE(copiesOf(bench, "Letter"), 0);
                    QCOMPARE(copiesOf(bench, "Other"), 2);
                    QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Other")});
                    QCOMPARE(bench.shown("Trash"), QStringList());
                }
            }
        }
    }

    void whatLiesUnderAnotherLabelLosesThisOne()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Work"].add(ModelMessage::make("Letter"));
        fill(bench);
        (void)deleteForGood(bench, "INBOX", "Letter");
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
        QCOMPARE(bench.imap.subjects("Work"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("Trash"), QByteArrayList());
        (void)deleteForGood(bench, "Work", "Letter"); // the last one takes it along
        MUST_DO(bench.imapPass());
        QCOMPARE(copiesOf(bench, "Letter"), 0);
    }

    /** What a COPY leaves at its source is no deletion: sent through Trash, it would take the copy along. */
    void whatIsMovedByCopyIsNotDeletedWhereItArrived()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.move = false;
        fill(bench);
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, MessageAction::Move, bench.folder("Work").id, 0));
        bool reached = false;
        bench.connector.cutNext({Cut::When::BeforeHeard, 8});
        (void)bench.imapPass();
        reached = bench.connector.cutReached();
        bench.restart();
        for (int i = 0; i < 3; ++i)
            MUST_DO(bench.imapPass());
        QVERIFY(reached);
        QCOMPARE(bench.imap.subjects("Work"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Other"});
        QCOMPARE(bench.imap.subjects("Trash"), QByteArrayList());
    }

    void inTrashAndDraftsExpungingIsEnough()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Trash"].add(ModelMessage::make("Old"));
        bench.imap.mailboxes["Drafts"].add(ModelMessage::make("Plan"));
        fill(bench);
        (void)deleteForGood(bench, "Trash", "Old");
        (void)deleteForGood(bench, "Drafts", "Plan");
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID MOVE"), 0);
        QCOMPARE(copiesOf(bench, "Old") + copiesOf(bench, "Plan"), 0);
    }

    void takenBackInTimeItStaysWhereItIs()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        const engine::UndoRecord undo = deleteForGood(bench, "INBOX", "Letter", 10);
        MUST_DO(bench.imapPass());
        MUST_DO(engine::takeBack(*bench.store, undo));
        MovedClock clock;
        clock.pass(60);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID MOVE"), 0);
        QCOMPARE(bench.shown("INBOX").size(), 2);
    }

    void whereTrashTakesNothingThePersonIsAsked()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench);
        bench.imap.refuse.insert("UID MOVE", "NO [NOPERM] no");
        (void)deleteForGood(bench, "INBOX", "Letter");
        MUST_DO(bench.imapPass());
        QCOMPARE(copiesOf(bench, "Letter"), 2);
        QCOMPARE(bench.shown("INBOX").size(), 2);
        const QList<store::AttentionItem> parked = MUST(bench.read([](const store::Reader &reader) { return reader.attention(); }));
        QCOMPARE(parked.size(), 1);
        bench.imap.refuse.clear();
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().unpark({parked.first().placement}); }));
        MUST_DO(bench.imapPass());
        QCOMPARE(copiesOf(bench, "Letter"), 0);
    }
};

PETREL_TEST(LabelServerTest)

} // namespace petrel::test

#include "label_server_test.moc"
