#include "core/engine/message_actions.h"
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

mime::OutgoingMessage draft(const QString &subject)
{
    mime::OutgoingMessage message;
    message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
    message.subject = subject;
    message.text = QStringLiteral("Dear Bob,\n");
    return message;
}

PlacementId keep(Workbench &bench, const QString &subject, std::optional<PlacementId> former = {})
{
    return MUST(engine::keepDraft(*bench.store, bench.account, draft(subject), former)).id;
}

void settle(Workbench &bench)
{
    for (int i = 0; i < 3; ++i)
        MUST_DO(bench.imapPass());
}

/** Passes that are cut before an answer, one command later each time, until the draft lies at the server and nobody here knows. */
void appendButHearNoAnswer(Workbench &bench, MovedClock &clock)
{
    for (int command = 0; bench.imap.subjects("Drafts").isEmpty(); ++command) {
        bench.connector.cutNext({Cut::When::BeforeAnswer, command});
        (void)bench.imapPass();
        clock.pass(3600);
    }
}

} // namespace

class AppendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftIsShownAtOnceAndAppendedOnce_data()
    {
        QTest::addColumn<bool>("uidPlus");
        QTest::newRow("with APPENDUID") << true;
        QTest::newRow("without") << false;
    }
    void aDraftIsShownAtOnceAndAppendedOnce()
    {
        QFETCH(bool, uidPlus);
        Workbench bench(IncomingKind::Imap);
        bench.imap.uidPlus = uidPlus;
        MUST_DO(bench.imapPass());
        const PlacementId kept = keep(bench, QStringLiteral("Plan"));
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan"});
        QVERIFY(bench.imap.mailboxes["Drafts"].messages.first().flags.contains("\\Draft"));
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
        QCOMPARE(bench.row("Drafts", "Plan").id, kept);
        QCOMPARE(bench.imap.count("APPEND"), 1);
    }

    /** MULTIAPPEND (RFC 3502): what was written offline goes in one command. */
    void cutAnywhereSeveralInOneCommandAreAppendedOnceEach_data() { aDraftIsShownAtOnceAndAppendedOnce_data(); }
    void cutAnywhereSeveralInOneCommandAreAppendedOnceEach()
    {
        QFETCH(bool, uidPlus);
        const QStringList subjects{QStringLiteral("Plan A"), QStringLiteral("Plan B"), QStringLiteral("Plan C")};
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                bench.imap.uidPlus = uidPlus;
                bench.imap.multiAppend = true;
                MUST_DO(bench.imapPass());
                for (const QString &subject : subjects)
                    (void)keep(bench, subject);
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                if (!reached)
                    QCOMPARE(bench.imap.count("APPEND"), 1);
                bench.restart();
                MovedClock clock;
                clock.pass(3600);
                settle(bench);
                QCOMPARE(bench.imap.subjects("Drafts"), (QByteArrayList{"Plan A", "Plan B", "Plan C"}));
                QCOMPARE(bench.shown("Drafts"), subjects);
                QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
            }
        }
    }

    /** The server has them and said so; that our disk was full meanwhile is no refusal of the server's. */
    void whatCannotBeWrittenDownIsNotAppendedAgain()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.multiAppend = true;
        MUST_DO(bench.imapPass());
        for (const char *subject : {"Plan A", "Plan B", "Plan C"})
            (void)keep(bench, QString::fromLatin1(subject));
        const auto execute = [&](const char *sql) { MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.database().execute(sql); })); };
        execute("CREATE TRIGGER full_disk BEFORE DELETE ON append_wish WHEN (SELECT count(*) FROM append_wish) < 3 BEGIN SELECT RAISE(ABORT, 'no room'); END");
        (void)bench.imapPass();
        execute("DROP TRIGGER full_disk");
        MovedClock clock;
        clock.pass(3600);
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), (QByteArrayList{"Plan A", "Plan B", "Plan C"}));
        QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
        QCOMPARE(bench.imap.count("APPEND"), 1);
    }

    /** Out of reach for a moment, or for good, is not missing: no folder of the like name is made. */
    void aFolderThatCannotBeAskedAboutIsNotMade()
    {
        for (const char *answer : {"NO [INUSE] busy", "NO [SERVERBUG] oh", "NO [NOPERM] not yours", "NO not now"}) {
            Workbench bench(IncomingKind::Imap);
            bench.imap.personal = "INBOX.";
            MUST_DO(bench.imapPass());
            const QByteArrayList before = bench.imap.mailboxes.keys();
            (void)keep(bench, QStringLiteral("Plan"));
            bench.imap.refuse["STATUS"] = answer;
            (void)bench.imapPass();
            QCOMPARE(bench.imap.count("CREATE"), 0);
            bench.imap.refuse.clear();
            MovedClock clock;
            clock.pass(3600);
            settle(bench);
            QCOMPARE(bench.imap.mailboxes.keys(), before);
            QCOMPARE(bench.imap.subjects("Drafts").size() + bench.number("SELECT count(*) FROM append_wish"), 1); // there, or told of
        }
    }

    void cutAnywhereADraftIsAppendedOnce_data() { aDraftIsShownAtOnceAndAppendedOnce_data(); }
    void cutAnywhereADraftIsAppendedOnce()
    {
        QFETCH(bool, uidPlus);
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                bench.imap.uidPlus = uidPlus;
                MUST_DO(bench.imapPass());
                (void)keep(bench, QStringLiteral("Plan"));
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                bench.restart();
                settle(bench);
                QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan"});
                QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
                QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 0);
            }
        }
    }

    void aDraftReplacedBeforeItLeftIsNeverAppended()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const PlacementId first = keep(bench, QStringLiteral("Plan A"));
        const PlacementId second = keep(bench, QStringLiteral("Plan B"), first);
        (void)keep(bench, QStringLiteral("Plan C"), second);
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan C")});
        settle(bench);
        QCOMPARE(bench.imap.count("APPEND"), 1);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan C"});
    }

    void aDraftReplacedAfterItArrivedIsExpunged()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const PlacementId first = keep(bench, QStringLiteral("Plan A"));
        settle(bench);
        (void)keep(bench, QStringLiteral("Plan B"), first);
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan B"});
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan B")});
    }

    /** The append may or may not have arrived when the person saved again. */
    void aDraftReplacedWhileItsAppendWasCutLeavesOne()
    {
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Imap);
                MUST_DO(bench.imapPass());
                const PlacementId first = keep(bench, QStringLiteral("Plan A"));
                bench.connector.cutNext({when, command});
                (void)bench.imapPass();
                reached = bench.connector.cutReached();
                const int appended = bench.imap.subjects("Drafts").size();
                (void)keep(bench, QStringLiteral("Plan B"), first);
                settle(bench);
                QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan B"});
                QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan B")});
                // What had not arrived was not sent after all: it is not wanted any more.
                if (reached && appended == 0)
                    QCOMPARE(bench.imap.mailboxes["Drafts"].uidNext, 2u);
            }
        }
    }

    /** Kept anew, or thrown away, during the round trip before the APPEND: then there is nothing to append, and nothing wrong. */
    void aDraftThatWentWhileItsFolderWasAskedForIsNoTrouble_data()
    {
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("answered") << QByteArray("STATUS \"Drafts\"") << QByteArray();
        QTest::newRow("refused for now") << QByteArray("STATUS \"Drafts\"") << QByteArray("NO Server busy");
        QTest::newRow("refused for good") << QByteArray("APPEND") << QByteArray("NO [OVERQUOTA] full");
    }
    void aDraftThatWentWhileItsFolderWasAskedForIsNoTrouble()
    {
        QFETCH(QByteArray, at);
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const PlacementId first = keep(bench, QStringLiteral("Plan"));
        bool thrownAway = false;
        bench.imap.before = [&](const QByteArray &command) {
            if (!command.startsWith(at) || std::exchange(thrownAway, true))
                return;
            MUST_DO(bench.write([&](store::WriteTransaction &tx) -> Status {
                TRY(tx.database().run("UPDATE append_wish SET stage = 0")); // as if it were gone before the record was made
                return tx.wishes().wantExpunge({first});
            }));
            if (!answer.isEmpty())
                bench.imap.refuse.insert(at, answer);
        };
        MUST_DO(bench.imapPass());
        QVERIFY(thrownAway);
        bench.imap.refuse.clear();
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList());
        QCOMPARE(bench.shown("Drafts"), QStringList());
    }

    void aDraftReplacedWhileItIsBeingAppendedLeavesOne()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const PlacementId first = keep(bench, QStringLiteral("Plan A"));
        bool saved = false;
        bench.imap.before = [&](const QByteArray &command) {
            if (command.startsWith("APPEND") && !std::exchange(saved, true))
                (void)keep(bench, QStringLiteral("Plan B"), first);
        };
        settle(bench);
        QVERIFY(saved);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan B"});
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan B")});
    }

    void aFullMailboxParksTheDraftAndKeepsItHere()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        bench.imap.refuse.insert("APPEND", "NO [OVERQUOTA] full");
        (void)keep(bench, QStringLiteral("Plan"));
        settle(bench);
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 1);
    }

    /** The composer keeps a version every half minute: each takes the place of the former, also of one that was refused. */
    void aFullMailboxIsToldOnceHoweverOftenTheDraftIsKept_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("for good") << QByteArray("NO [OVERQUOTA] full");
        QTest::newRow("for now") << QByteArray("NO [LIMIT] message too large");
    }
    void aFullMailboxIsToldOnceHoweverOftenTheDraftIsKept()
    {
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        bench.imap.refuse.insert("APPEND", answer);
        std::optional<PlacementId> kept;
        for (const char *version : {"Plan A", "Plan B", "Plan C"}) {
            kept = keep(bench, QLatin1String(version), kept);
            MUST_DO(bench.imapPass());
        }
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan C")});
        QCOMPARE(bench.number("SELECT count(*) FROM append_wish"), 1);
        bench.imap.refuse.clear();
        (void)keep(bench, QStringLiteral("Plan D"), kept);
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan D"});
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 0);
    }

    void anAppendThatWasCutIsMadeAgainWhenItsFolderWentMeanwhile()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        (void)keep(bench, QStringLiteral("Plan"));
        MovedClock clock;
        appendButHearNoAnswer(bench, clock);
        bench.imap.mailboxes.remove("Drafts");
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan"});
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 0);
    }

    void aRenumberedFolderIsSearchedWhollyBeforeAnAppendIsRepeated()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        (void)keep(bench, QStringLiteral("Plan"));
        MovedClock clock;
        appendButHearNoAnswer(bench, clock);
        bench.imap.mailboxes["Drafts"].uidValidity = 9;
        settle(bench);
        QCOMPARE(bench.imap.subjects("Drafts"), QByteArrayList{"Plan"});
    }
};

PETREL_TEST(AppendTest)

} // namespace petrel::test

#include "append_test.moc"
