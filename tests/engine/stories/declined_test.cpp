// What a server declines while the session lives concerns one thing, and everything else goes on.
#include "core/engine/message_actions.h"
#include "core/engine/retry_policy.h"
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::MessageAction;

namespace {

void fill(Workbench &bench, int letters)
{
    for (int n = 1; n <= letters; ++n)
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter " + QByteArray::number(n)));
    MUST_DO(bench.imapPass());
}

QList<PlacementId> inbox(Workbench &bench)
{
    QList<PlacementId> ids; // only the inbox was filled, in one go
    for (std::int64_t id = bench.number("SELECT min(id) FROM placement"); id <= bench.number("SELECT max(id) FROM placement"); ++id)
        ids.append(PlacementId(id));
    return ids;
}

qsizetype attention(Workbench &bench)
{
    return MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size();
}

/** "1:56,58" */
bool holds(const QByteArray &set, int uid)
{
    const QByteArrayList parts = set.split(',');
    return std::any_of(parts.cbegin(), parts.cend(), [uid](const QByteArray &part) {
        const QByteArrayList ends = part.split(':');
        return ends.first().toInt() <= uid && uid <= ends.last().toInt();
    });
}

} // namespace

class DeclinedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newMailComesWhateverIsDeclined_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("parked");
        QTest::newRow("as many flags as it bears") << QByteArray("UID STORE") << QByteArray("NO [LIMIT] at most 32 flags in one mailbox supported") << 0;
        QTest::newRow("a subsystem is down") << QByteArray("UID MOVE") << QByteArray("NO [UNAVAILABLE] backend") << 0;
        QTest::newRow("throttled, in words") << QByteArray("UID MOVE") << QByteArray("NO Request is throttled.") << 0;
        QTest::newRow("busy, in words") << QByteArray("UID STORE") << QByteArray("NO Server busy, try again later") << 0;
        QTest::newRow("a draft too large") << QByteArray("APPEND") << QByteArray("NO [LIMIT] message too large") << 0;
        QTest::newRow("a draft it is too busy for") << QByteArray("APPEND") << QByteArray("NO Server too busy") << 0;
        QTest::newRow("never") << QByteArray("UID MOVE") << QByteArray("NO [NOPERM] no right to insert") << 1;
    }
    void newMailComesWhateverIsDeclined()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        QFETCH(int, parked);
        Workbench bench(IncomingKind::Imap);
        fill(bench, 2);
        bench.imap.refuse.insert(command, answer);
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter 1").id}, Flag::Flagged, {}));
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 2").id}, MessageAction::Archive, {}, 0));
        mime::OutgoingMessage draft;
        draft.subject = QStringLiteral("Plan");
        (void)MUST(engine::keepDraft(*bench.store, bench.account, draft, {}));
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("News"));
        bench.imap.mailboxes["Trash"].add(ModelMessage::make("Old news"));
        MUST_DO(bench.imapPass());
        QVERIFY(bench.shown("INBOX").contains(QStringLiteral("News")));
        QCOMPARE(bench.shown("Trash"), QStringList{QStringLiteral("Old news")});
        QCOMPARE(attention(bench), parked);

        // "Not now" is over one day: then it is done without the person.
        bench.imap.refuse.clear();
        MovedClock clock;
        clock.pass(3600);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan"});
        QCOMPARE(bench.imap.subjects("Archive").size(), 1 - parked);
        QVERIFY(bench.imap.mailboxes["INBOX"].find(1)->flags.contains("\\Flagged"));
    }

    /** Offered and never made: then as where it is not offered, and asked for once. */
    void aMoveThatTheServerOffersAndCannotMakeIsACopyAndAnExpunge()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, 3);
        bench.imap.refuse.insert("UID MOVE", "NO [CANNOT] operation is not supported");
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 1").id}, MessageAction::Archive, {}, 0));
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 2").id}, MessageAction::Trash, {}, 0));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("INBOX"), QByteArrayList{"Letter 3"});
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter 1"});
        QCOMPARE(bench.imap.subjects("Trash"), QByteArrayList{"Letter 2"});
        QCOMPARE(bench.imap.count("UID MOVE"), 1);
        QCOMPARE(bench.imap.count("EXPUNGE"), 0);
        QCOMPARE(attention(bench), 0);
    }

    /** Junk is a keyword and a folder: where the one is not taken, the other is what counts. */
    void aFlagThatIsNotTakenHoldsUpNoMove_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("for good") << QByteArray("NO too many keywords");
        QTest::newRow("for now") << QByteArray("NO [LIMIT] at most 32 flags in one mailbox supported");
    }
    void aFlagThatIsNotTakenHoldsUpNoMove()
    {
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes.insert("Junk", {});
        fill(bench, 2);
        bench.imap.refuse.insert("UID STORE", answer);
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 1").id}, MessageAction::Junk, {}, 0));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Junk"), QByteArrayList{"Letter 1"});
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("Letter 2")});
        QCOMPARE(attention(bench), 0);
    }

    /** "Read" is no keyword: the server that knows none keeps it all the same. */
    void aKeywordThatIsRefusedTakesNoFlagAlong()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes.insert("Junk", {});
        fill(bench, 1);
        bench.imap.refuseKeywords = "NO keywords are not kept here";
        const PlacementId id = bench.row("INBOX", "Letter 1").id;
        (void)MUST(engine::changeFlags(*bench.store, {id}, Flag::Seen, {}));
        (void)MUST(engine::actOn(*bench.store, {id}, MessageAction::Junk, {}, 0));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Junk"), QByteArrayList{"Letter 1"});
        QCOMPARE(bench.imap.mailboxes["Junk"].messages.first().flags, QByteArrayList{"\\Seen"});
        QCOMPARE(attention(bench), 0);
    }

    /** RFC 3501 section 7.1: what PERMANENTFLAGS does not name cannot be kept there. */
    void aFlagTheFolderDoesNotKeepIsNotSent()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.permanentFlags = "\\Seen \\Deleted";
        fill(bench, 1);
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter 1").id}, Flags(Flag::Flagged) | Flag::Seen, {}));
        MUST_DO(bench.imapPass());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.mailboxes["INBOX"].find(1)->flags, QByteArrayList{"\\Seen"});
        QCOMPARE(bench.imap.count("UID STORE"), 1);
        QCOMPARE(attention(bench), 0);
    }

    void aFolderThatTakesNothingIsNotAskedAThousandTimes_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("moves") << QByteArray("UID MOVE");
        QTest::newRow("flags") << QByteArray("UID STORE");
    }
    void aFolderThatTakesNothingIsNotAskedAThousandTimes()
    {
        QFETCH(QByteArray, command);
        Workbench bench(IncomingKind::Imap);
        fill(bench, 150);
        if (command == "UID MOVE")
            (void)MUST(engine::actOn(*bench.store, inbox(bench), MessageAction::Archive, {}, 0));
        else
            (void)MUST(engine::changeFlags(*bench.store, inbox(bench), Flag::Flagged, {}));
        bench.imap.refuse.insert(command, "NO no");
        MUST_DO(bench.imapPass());
        QVERIFY2(bench.imap.count(command) < 40, QByteArray::number(bench.imap.count(command)).constData());
        QCOMPARE(attention(bench), 150);
    }

    void aLargeMoveIsRecordedInSlices()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, 450);
        (void)MUST(engine::actOn(*bench.store, inbox(bench), MessageAction::Archive, {}, 0));
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.count("UID MOVE"), 3);
        QCOMPARE(bench.imap.subjects("Archive").size(), 450);
        QCOMPARE(bench.shown("INBOX"), QStringList());
    }

    void aClockThatWasAheadHoldsBackNoWish()
    {
        Workbench bench(IncomingKind::Imap);
        fill(bench, 2);
        {
            MovedClock ahead;
            ahead.pass(5LL * 365 * 24 * 3600);
            bench.imap.refuse.insert("UID STORE", "NO [INUSE] not now");
            (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter 1").id}, Flag::Flagged, {}));
            (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 2").id}, MessageAction::Archive, {}, 5));
            MUST_DO(bench.imapPass());
            bench.imap.refuse.clear();
        }
        MUST_DO(bench.imapPass());
        QVERIFY(bench.imap.mailboxes["INBOX"].find(1)->flags.contains("\\Flagged"));
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter 2"});
    }

    /** A mail too large, or one that makes the server's process die: it says BYE and no more, each time. */
    void whatTheServerClosesAtHoldsUpNothingElse_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<bool>("move");
        QTest::newRow("a draft") << QByteArray("APPEND") << true;
        QTest::newRow("a move") << QByteArray("UID MOVE") << true;
        QTest::newRow("a copy") << QByteArray("UID COPY") << false;
        QTest::newRow("a flag") << QByteArray("UID STORE") << true;
    }
    void whatTheServerClosesAtHoldsUpNothingElse()
    {
        QFETCH(QByteArray, command);
        QFETCH(bool, move);
        Workbench bench(IncomingKind::Imap);
        bench.imap.move = move;
        fill(bench, 2);
        bench.imap.byeAt = command;
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("INBOX", "Letter 1").id}, Flag::Flagged, {}));
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 2").id}, MessageAction::Archive, {}, 0));
        mime::OutgoingMessage draft;
        draft.subject = QStringLiteral("Plan");
        (void)MUST(engine::keepDraft(*bench.store, bench.account, draft, {}));
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("News"));
        QVERIFY(!bench.imapPass().ok());
        QVERIFY(!bench.imapPass().ok()); // at once: it may have been the line
        MUST_DO(bench.imapPass());       // from now on it waits, and the rest does not
        QVERIFY(bench.shown("INBOX").contains(QStringLiteral("News")));
        QCOMPARE(attention(bench), 0);

        MovedClock clock;
        for (int tries = 2; tries < engine::RetryPolicy::kWishAttempts; ++tries) {
            clock.pass(3600);
            QVERIFY(!bench.imapPass().ok());
        }
        clock.pass(3600);
        MUST_DO(bench.imapPass());
        QCOMPARE(attention(bench), 1);
    }

    /** The mails come back under the other name as the server has them: what was done to them here is told, not forgotten. */
    void deedsInAFolderThatWasRenamedElsewhereAreTold()
    {
        Workbench bench(IncomingKind::Imap);
        for (const char *subject : {"Flagged", "Archived", "As it was"})
            bench.imap.mailboxes["Work"].add(ModelMessage::make(subject));
        MUST_DO(bench.imapPass());
        (void)MUST(engine::changeFlags(*bench.store, {bench.row("Work", "Flagged").id}, Flag::Flagged, {}));
        (void)MUST(engine::actOn(*bench.store, {bench.row("Work", "Archived").id}, MessageAction::Archive, {}, 0));
        bench.imap.mailboxes.insert("Projects", bench.imap.mailboxes.take("Work"));
        MUST_DO(bench.imapPass());
        MUST_DO(bench.store->sweep({}));
        QCOMPARE(bench.shown("Projects").size(), 3);
        const auto told = MUST(bench.read([](const store::Reader &reader) { return reader.attention(); }));
        QCOMPARE(told.size(), 2);
        QVERIFY(told.first().error.contains(QStringLiteral("renamed")));
        for (const auto &one : told)
            MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().discard({one.placement}); }));
        MUST_DO(bench.store->sweep({}));
        QCOMPARE(attention(bench), 0);
        QCOMPARE(bench.number("SELECT count(*) FROM folder WHERE gone = 1"), 0);
    }

    void aMoveWhoseOutcomeCannotBeAskedHoldsUpNothing_data()
    {
        QTest::addColumn<QByteArray>("refused");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("search is broken") << QByteArray("UID SEARCH UID 1") << QByteArray("NO [SERVERBUG] search is broken");
        QTest::newRow("the target is in use") << QByteArray("EXAMINE \"Archive\"") << QByteArray("NO [INUSE] compacting");
        QTest::newRow("the server is busy") << QByteArray("EXAMINE \"Archive\"") << QByteArray("NO Server busy");
    }
    void aMoveWhoseOutcomeCannotBeAskedHoldsUpNothing()
    {
        QFETCH(QByteArray, refused);
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        bench.imap.move = false;
        fill(bench, 2);
        (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", "Letter 1").id}, MessageAction::Archive, {}, 0));
        MovedClock clock;
        for (int command = 0; bench.imap.subjects("Archive").isEmpty(); ++command) {
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            clock.pass(3600);
        }
        bench.imap.refuse.insert(refused, answer);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("News"));
        MUST_DO(bench.imapPass());
        QVERIFY(bench.shown("INBOX").contains(QStringLiteral("News")));
        bench.imap.refuse.clear();
        clock.pass(3600);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Archive"), QByteArrayList{"Letter 1"});
        QCOMPARE(bench.imap.subjects("INBOX"), (QByteArrayList{"Letter 2", "News"}));
    }

    /** Each time it is asked for together with fewer others, and behind them. */
    void oneMessageAtWhichTheServerHangsUpIsParkedAlone_data()
    {
        QTest::addColumn<QByteArray>("verb");
        for (const char *verb : {"UID STORE", "UID MOVE"})
            QTest::newRow(verb) << QByteArray(verb);
    }
    void oneMessageAtWhichTheServerHangsUpIsParkedAlone()
    {
        QFETCH(QByteArray, verb);
        Workbench bench(IncomingKind::Imap);
        fill(bench, 120);
        if (verb == "UID MOVE")
            (void)MUST(engine::actOn(*bench.store, inbox(bench), MessageAction::Move, bench.folder("Archive").id, 0));
        else
            (void)MUST(engine::changeFlags(*bench.store, inbox(bench), Flag::Flagged, {}));
        bench.imap.before = [&](const QByteArray &command) {
            const bool isIt = command.startsWith(verb) && holds(command.split(' ').value(2), 57);
            bench.imap.byeAt = isIt ? verb : QByteArray();
        };
        MovedClock clock;
        for (int pass = 0; pass < 16; ++pass) {
            (void)bench.imapPass();
            clock.pass(3600);
        }
        QCOMPARE(attention(bench), 1);
        QCOMPARE(bench.number("SELECT uid FROM placement WHERE parked_since <> 0"), 57);
        QCOMPARE(bench.number("SELECT count(*) FROM placement WHERE parked_since = 0 AND (want_folder <> 0 OR want_set <> 0)"), 0);
        if (verb == "UID MOVE")
            QCOMPARE(bench.imap.mailboxes["Archive"].messages.size(), 119);
    }
};

PETREL_TEST(DeclinedTest)

} // namespace petrel::test

#include "declined_test.moc"
