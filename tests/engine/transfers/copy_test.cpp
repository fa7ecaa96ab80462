#include "core/engine/message_actions.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

using engine::MessageAction;

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

/** Three letters in the inbox, known here; "Nameless" has no Message-ID. */
void fill(Workbench &bench, bool uidPlus)
{
    bench.imap.uidPlus = uidPlus;
    for (const auto &[subject, named] : {std::pair("Letter", true), {"Other", true}, {"Nameless", false}})
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make(subject, named));
    MUST_DO(bench.imapPass());
}

engine::UndoRecord copy(Workbench &bench, const QList<PlacementId> &ids, const char *target, std::int64_t holdBack = 0)
{
    return MUST(engine::actOn(*bench.store, ids, MessageAction::Copy, bench.folder(target).id, holdBack));
}

void settle(Workbench &bench)
{
    for (int i = 0; i < 3; ++i)
        MUST_DO(bench.imapPass());
}

qsizetype attention(Workbench &bench)
{
    return MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size();
}

void offerUidPlus()
{
    QTest::addColumn<bool>("uidPlus");
    QTest::newRow("with COPYUID") << true;
    QTest::newRow("without") << false;
}

} // namespace

class CopyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopyIsShownAtOnceAndMadeOnce_data() { offerUidPlus(); }
    void aCopyIsShownAtOnceAndMadeOnce()
    {
        QFETCH(bool, uidPlus);
        Workbench bench(IncomingKind::Imap);
        fill(bench, uidPlus);
        bench.imap.mailboxes["INBOX"].find(1)->flags = {"\\Flagged", "holiday"};
        settle(bench);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        copy(bench, {letter}, "Archive");
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
        QVERIFY(bench.row("Archive", "Letter").flags.testFlag(Flag::Flagged));
        const PlacementId shown = bench.row("Archive", "Letter").id;
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter", "Other", "Nameless"}));
        QCOMPARE(bench.row("INBOX", "Letter").id, letter);
        QCOMPARE(bench.row("Archive", "Letter").id, shown);
        QVERIFY(bench.row("Archive", "Letter").uid);
        QCOMPARE(bench.row("Archive", "Letter").message, bench.row("INBOX", "Letter").message); // one text for both
        QCOMPARE(bench.imap.count("UID COPY"), 1);
        QCOMPARE(bench.imap.complaints, QByteArrayList());
        QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
    }

    void cutAnywhereACopyIsMadeOnce_data() { offerUidPlus(); }
    void cutAnywhereACopyIsMadeOnce()
    {
        QFETCH(bool, uidPlus);
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench, uidPlus);
                copy(bench, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Nameless").id}, "Archive");
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                settle(bench);
                QByteArrayList there = bench.imap.subjects("Archive");
                std::sort(there.begin(), there.end());
                QCOMPARE(there, (QByteArrayList{"Letter", "Nameless"}));
                QCOMPARE(bench.shown("Archive"), (QStringList{QStringLiteral("Letter"), QStringLiteral("Nameless")}));
                QCOMPARE(bench.imap.subjects("INBOX").size(), 3);
                QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
            }
        }
    }

    /** The outcome is looked up where the work goes on: there by EXAMINE, which lets nothing be changed. */
    void aFolderThatWasLookedThroughForALostCopyIsOpenedAgainForChanges()
    {
        bool reached = true;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            fill(bench, false);
            copy(bench, {bench.row("INBOX", "Letter").id}, "INBOX");
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            MovedClock clock;
            clock.pass(3600);
            (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Other").id}, MessageAction::Move, bench.folder("Archive").id, 0));
            settle(bench);
            QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Other"});
            QCOMPARE(bench.imap.subjects("INBOX").count("Letter"), 2);
            QCOMPARE(attention(bench), 0);
        }
    }

    /** A set names a message once. */
    void whoeverIsCopiedTwiceIsThereTwice()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        copy(bench, {letter}, "Archive");
        copy(bench, {letter}, "Archive");
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), (QByteArrayList{"Letter", "Letter"}));
        QCOMPARE(bench.shown("Archive").size(), 2);
    }

    /** The copy needs the message where it is; the move waits for it. */
    void copiedAndThenMovedItIsAtBothPlaces_data() { offerUidPlus(); }
    void copiedAndThenMovedItIsAtBothPlaces()
    {
        QFETCH(bool, uidPlus);
        Workbench bench(IncomingKind::Imap);
        fill(bench, uidPlus);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        copy(bench, {letter}, "Archive");
        (void)MUST(engine::actOn(*bench.store, {letter}, MessageAction::Trash, {}, 0));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
        QCOMPARE(bench.imap.subjects("Trash"), QByteArrayList{"Letter"});
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
        QCOMPARE(bench.shown("Trash"), QStringList{QStringLiteral("Letter")});
    }

    /** What lies there under the same id is not the copy. */
    void anotherMessageOfTheSameIdIsNotTakenForTheCopy()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        copy(bench, {bench.row("INBOX", "Letter").id}, "Archive", 5); // not to be made yet
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.shown("Archive").size(), 2);
        MovedClock clock;
        clock.pass(10);
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive").size(), 2);
        QCOMPARE(bench.shown("Archive").size(), 2);
    }

    void takenBackInTimeNothingIsCopied()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        const engine::UndoRecord undo = copy(bench, {bench.row("INBOX", "Letter").id}, "Archive", 5);
        MUST_DO(bench.imapPass());
        MUST_DO(engine::takeBack(*bench.store, undo));
        settle(bench);
        QCOMPARE(bench.imap.count("UID COPY"), 0);
        QCOMPARE(bench.shown("Archive"), QStringList());
        QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
    }

    /** Also where nobody knows whether it was made when it is taken back. */
    void takenBackAfterwardsTheCopyGoesAndTheOriginalStays()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                fill(bench, true);
                const engine::UndoRecord undo = copy(bench, {bench.row("INBOX", "Letter").id}, "Archive");
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                MUST_DO(engine::takeBack(*bench.store, undo));
                settle(bench);
                QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList());
                QCOMPARE(bench.shown("Archive"), QStringList());
                QCOMPARE(bench.shown("INBOX").size(), 3);
                QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
            }
        }
    }

    void theOnlyCopyThatIsLeftIsNotTakenBack()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        const PlacementId letter = bench.row("INBOX", "Letter").id;
        const engine::UndoRecord undo = copy(bench, {letter}, "Archive");
        settle(bench);
        (void)MUST(engine::actOn(*bench.store, {letter}, MessageAction::DeleteForever, {}, 0));
        settle(bench);
        MUST_DO(engine::takeBack(*bench.store, undo));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter"});
    }

    void aRefusedCopyIsToldAndMadeWhenThePersonSaysSo()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        bench.imap.refuse.insert("UID COPY", "NO [OVERQUOTA] full");
        copy(bench, {bench.row("INBOX", "Letter").id, bench.row("INBOX", "Other").id}, "Archive");
        settle(bench);
        QCOMPARE(attention(bench), 2);
        bench.imap.refuse.clear();
        MUST_DO(bench.write([](store::WriteTransaction &tx) -> Status {
            for (const store::AttentionItem &item : TRY(tx.reader().attention()))
                TRY(tx.appends().unpark(item.append));
            return {};
        }));
        settle(bench);
        QCOMPARE(bench.imap.subjects("Archive"), (QByteArrayList{"Letter", "Other"}));
        QCOMPARE(attention(bench), 0);
    }

    void aRefusedCopyThatIsGivenUpLeavesItsOriginal()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        bench.imap.refuse.insert("UID COPY", "NO [OVERQUOTA] full");
        copy(bench, {bench.row("INBOX", "Letter").id}, "Archive");
        settle(bench);
        const QList<store::AttentionItem> told = MUST(bench.read([](const store::Reader &reader) { return reader.attention(); }));
        QCOMPARE(told.size(), 1);
        QVERIFY(told.first().isCopy);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.appends().discardCopy(told.first().append); }));
        bench.imap.refuse.clear();
        settle(bench);
        QCOMPARE(attention(bench), 0);
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList());
        QCOMPARE(bench.shown("Archive"), QStringList());
        QVERIFY(bench.shown("INBOX").contains(QStringLiteral("Letter")));
    }

    /** Deleted by another program before the copy could be made. */
    void aCopyOfWhatIsGoneElsewhereGoes_data()
    {
        QTest::addColumn<bool>("textIsHere");
        QTest::newRow("header only") << false;
        QTest::newRow("the text is here") << true;
    }
    void aCopyOfWhatIsGoneElsewhereGoes()
    {
        QFETCH(bool, textIsHere);
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        if (textIsHere) {
            bench.account.offline.bodies = OfflinePolicy::Bodies::All;
            MUST_DO(bench.imapPass());
        }
        copy(bench, {bench.row("INBOX", "Letter").id}, "Archive", 5);
        bench.imap.mailboxes["INBOX"].messages.removeFirst();
        MUST_DO(bench.imapPass());
        MovedClock clock;
        clock.pass(10);
        settle(bench);
        // What is here needs nobody to copy it.
        QCOMPARE(bench.imap.subjects("Archive"), textIsHere ? QByteArrayList{"Letter"} : QByteArrayList());
        QCOMPARE(bench.shown("Archive").size(), textIsHere ? 1 : 0);
        QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
    }

    void mailThatIsOnlyHereIsCopiedAtOnce()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("Letter");
        MUST_DO(bench.pop3Pass());
        const engine::UndoRecord undo = copy(bench, {bench.row("INBOX", "Letter").id}, "Archive");
        QCOMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Letter")});
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Letter")});
        MUST_DO(engine::takeBack(*bench.store, undo));
        QCOMPARE(bench.shown("Archive"), QStringList());
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Letter")});
    }

    void aFolderThatHoldsNoMailSaysSo()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, true);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.database().run("UPDATE folder SET selectable = 0 WHERE path = 'Archive'"); }));
        for (const MessageAction action : {MessageAction::Copy, MessageAction::Move}) {
            const auto done = engine::actOn(*bench.store, {bench.row("INBOX", "Letter").id}, action, bench.folder("Archive").id, 0);
            QVERIFY(!done.ok());
            QCOMPARE(done.error().kind, ErrorKind::Invalid);
            QCOMPARE(done.error().code, QByteArray("NOSELECT"));
        }
    }
};

PETREL_TEST(CopyTest)

} // namespace petrel::test

#include "copy_test.moc"
