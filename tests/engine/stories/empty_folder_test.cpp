#include "core/engine/message_actions.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

void fillTrash(Workbench &bench, int letters)
{
    for (int n = 1; n <= letters; ++n)
        bench.imap.mailboxes["Trash"].add(ModelMessage::make("Old " + QByteArray::number(n)));
    MUST_DO(bench.imapPass());
}

engine::UndoRecord empty(Workbench &bench, std::int64_t holdBack = 0)
{
    return MUST(engine::emptyFolder(*bench.store, bench.folder("Trash").id, holdBack));
}

void settle(Workbench &bench)
{
    MovedClock clock;
    for (int i = 0; i < 3; ++i) {
        clock.pass(1);
        MUST_DO(bench.imapPass());
    }
}

} // namespace

class EmptyFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allThatIsShownGoesAndWhatComesLaterStays()
    {
        Workbench bench(IncomingKind::Imap);
        fillTrash(bench, 650);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        bench.imap.mailboxes["Trash"].add(ModelMessage::make("Not seen yet"));
        (void)empty(bench);
        QCOMPARE(bench.shown("Trash"), QStringList());
        settle(bench);
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, engine::MessageAction::Trash, {}, 0));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Trash"), (QByteArrayList{"Not seen yet", "Letter"}));
        QCOMPARE(bench.shown("Trash"), (QStringList{QStringLiteral("Letter"), QStringLiteral("Not seen yet")}));
        QCOMPARE(bench.imap.count("UID EXPUNGE"), 4); // in slices
        QCOMPARE(bench.imap.count("EXPUNGE") + bench.imap.count("CLOSE"), 0);
    }

    void whatFailsHalfwayEmptiesNothing()
    {
        Workbench bench(IncomingKind::Imap);
        fillTrash(bench, 620);
        const auto execute = [&](const char *sql) { MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.database().execute(sql); })); };
        execute("CREATE TRIGGER no_room BEFORE UPDATE OF want_folder ON placement WHEN new.want_folder = -1 AND"
                " (SELECT count(*) FROM placement WHERE want_folder = -1) >= 500 BEGIN SELECT RAISE(ABORT, 'no room'); END");
        QVERIFY(!engine::emptyFolder(*bench.store, bench.folder("Trash").id, 0).ok());
        execute("DROP TRIGGER no_room");
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_folder <> 0"), 0);
        settle(bench);
        QCOMPARE(bench.imap.subjects("Trash").size(), 620);
    }

    void itIsTakenBackWhileItWasNotSent()
    {
        Workbench bench(IncomingKind::Imap);
        fillTrash(bench, 620);
        const engine::UndoRecord undo = empty(bench, 60);
        QCOMPARE(undo.moved.size(), 620);
        settle(bench);
        QCOMPARE(bench.shown("Trash").size(), 0);
        MUST_DO(engine::takeBack(*bench.store, undo));
        settle(bench);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE want_folder = 0"), 620);
        QCOMPARE(bench.imap.mailboxes["Trash"].messages.size(), 620);
    }

    void cutAnywhereItIsEmptyInTheEnd()
    {
        for (const Cut::When when : {Cut::When::BeforeHeard, Cut::When::BeforeAnswer}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fillTrash(bench, 3);
                (void)empty(bench);
                bench.imap.mailboxes["Trash"].add(ModelMessage::make("New"));
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                settle(bench);
                QCOMPARE(bench.imap.subjects("Trash"), QByteArrayList{"New"});
                QCOMPARE(bench.shown("Trash"), QStringList{QStringLiteral("New")});
            }
        }
    }

    void onThisComputerItGoesOnceTheTimeToUndoIsOver()
    {
        Workbench bench(IncomingKind::Pop3);
        std::vector<store::NewMessage> letters(3);
        for (std::size_t n = 0; n < letters.size(); ++n)
            letters[n].envelope.messageId = "m" + QByteArray::number(qulonglong(n)) + "@example.org";
        const FolderId trash = bench.folder("Trash").id;
        (void)MUST(bench.write([&](store::WriteTransaction &tx) { return tx.messages().insertMessages(trash, letters); }));
        const engine::UndoRecord undo = empty(bench, 60);
        QCOMPARE(bench.shown("Trash").size(), 0);
        MUST_DO(engine::takeBack(*bench.store, undo));
        QCOMPARE(bench.shown("Trash").size(), 3);
        (void)empty(bench, 60);
        QCOMPARE(MUST(bench.write([](store::WriteTransaction &tx) { return tx.wishes().expungeDueLocal(Clock::nowUtc() + 61); })), 3);
        QCOMPARE(bench.number("SELECT count(*) FROM message"), 0);
    }
};

PETREL_TEST(EmptyFolderTest)

} // namespace petrel::test

#include "empty_folder_test.moc"
