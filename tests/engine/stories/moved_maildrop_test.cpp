#include "tests/engine/stories/maildrop_deeds.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;

namespace {

/** The server was moved or rebuilt: what it has, under ids that nobody has seen. */
void renumber(ModelPop3 &server, const QByteArray &prefix = "moved-")
{
    for (ModelPop3::Message &message : server.maildrop)
        message.uidl.prepend(prefix);
}

int heardOf(const ModelPop3 &server, const char *verb)
{
    return static_cast<int>(std::count_if(server.heard.cbegin(), server.heard.cend(), [verb](const QByteArray &line) { return line.startsWith(verb); }));
}

/** The same letter with other words of the same length: header and size are alike. */
QByteArray twinOf(QByteArray raw)
{
    return raw.replace("Kelp", "Fish");
}

} // namespace

/** Messages whose ids the server changed: nothing twice, nothing back, and as little as possible fetched again. */
class MovedMaildropTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itCostsHeadersOnly()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        for (const char *subject : {"a", "bb", "ccc"})
            bench.pop3.add(subject);
        MUST_DO(bench.pop3Pass());
        renumber(bench.pop3);
        bench.pop3.add("new one");
        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(heardOf(bench.pop3, "RETR"), 1);
        QCOMPARE(heardOf(bench.pop3, "TOP"), 3); // what is of another size is new in any case
        QCOMPARE(bench.shown("INBOX"), texts({"a", "bb", "ccc", "new one"}));
        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(heardOf(bench.pop3, "RETR") + heardOf(bench.pop3, "TOP"), 0); // it has settled
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen"), 4);
    }

    void withoutTopEverythingIsFetchedAndNothingShownTwice()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.hasTop = false;
        bench.pop3.add("a");
        bench.pop3.add("b");
        MUST_DO(bench.pop3Pass());
        renumber(bench.pop3);
        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(heardOf(bench.pop3, "TOP"), 0);
        QCOMPARE(heardOf(bench.pop3, "RETR"), 2);
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
    }

    void whatWasDeletedHereStaysAwayUnderNewIds_data()
    {
        QTest::addColumn<Rule>("rule");
        QTest::addColumn<bool>("hasTop");
        for (const bool hasTop : {true, false}) {
            QTest::addRow("never, %s", hasTop ? "TOP" : "no TOP") << Rule::Keep << hasTop;
            QTest::addRow("days, %s", hasTop ? "TOP" : "no TOP") << Rule::DeleteAfterDays << hasTop;
            QTest::addRow("with ours, %s", hasTop ? "TOP" : "no TOP") << Rule::DeleteWithLocal << hasTop;
        }
    }
    void whatWasDeletedHereStaysAwayUnderNewIds()
    {
        QFETCH(Rule, rule);
        QFETCH(bool, hasTop);
        Workbench bench(IncomingKind::Pop3, {rule});
        bench.pop3.hasTop = hasTop;
        bench.pop3.add("kept");
        bench.pop3.add("deleted");
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "deleted");
        MUST_DO(bench.store->sweep());
        for (const char *login : {"first-", "second-", "third-"}) {
            renumber(bench.pop3, login);
            MUST_DO(bench.pop3Pass());
            QCOMPARE(bench.shown("INBOX"), texts({"kept"}));
        }
        const bool wanted = rule == Rule::DeleteWithLocal;
        for (int session = 0; session < 3; ++session)
            MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), wanted ? QByteArrayList{"kept"} : (QByteArrayList{"kept", "deleted"}));
        QCOMPARE(bench.shown("INBOX"), texts({"kept"}));
    }

    void whatWasDeletedStaysAwayAlthoughTheMaildropIsRestored_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::newRow("under its ids") << QByteArray();
        QTest::newRow("under new ids") << QByteArray("restored-");
    }
    void whatWasDeletedStaysAwayAlthoughTheMaildropIsRestored()
    {
        QFETCH(QByteArray, prefix);
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("kept");
        bench.pop3.add("deleted");
        const auto maildrop = bench.pop3.maildrop;
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "deleted");
        bench.pop3.maildrop = maildrop;
        renumber(bench.pop3, prefix);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"kept"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList()); // it is here, or was unwanted here: the rule holds
    }

    /** Robots send the same bytes again; only a Message-ID says that two are one. */
    void whatHasNoMessageIdIsShownAgainRatherThanLost()
    {
        Workbench bench(IncomingKind::Pop3);
        const QByteArray alarm = "From: robot@example.net\r\nSubject: alarm\r\n\r\nThe disk is full.\r\n";
        bench.pop3.maildrop.append({"one", alarm});
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "alarm");
        bench.pop3.maildrop.append({"two", alarm});
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"alarm"}));
    }

    void anUnansweredQuitAndNewIdsShowNothingTwice()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a");
        bench.pop3.refusesQuit = true;
        for (const char *login : {"first-", "second-", "third-"}) {
            renumber(bench.pop3, login);
            MUST_DO(bench.pop3Pass());
            QCOMPARE(bench.shown("INBOX"), texts({"a"}));
        }
    }

    void twoMailsOfOneHeaderAreFetched()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a", "one");
        bench.pop3.maildrop.append({"two", twinOf(bench.pop3.maildrop.first().raw)});
        MUST_DO(bench.pop3Pass());
        renumber(bench.pop3);
        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(heardOf(bench.pop3, "RETR"), 2);
        QCOMPARE(bench.shown("INBOX"), texts({"a", "a"}));
    }

    /** A header proves little: what is to be deleted at the server is compared wholly before. */
    void whatIsKnownByItsHeaderIsFetchedBeforeItIsDeleted()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::DeleteAfterDays, 14});
        MovedClock clock;
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        bench.pop3.maildrop.first() = {"another", twinOf(bench.pop3.maildrop.first().raw)};
        MUST_DO(bench.pop3Pass());
        QCOMPARE(heardOf(bench.pop3, "RETR"), 1);
        clock.pass(15 * 24 * 3600);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "a"})); // it was another one after all
        QCOMPARE(bench.pop3.subjects().size(), 1);         // and has its 14 days from now
        clock.pass(15 * 24 * 3600);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void theDaysOfAMovedMessageGoOn()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::DeleteAfterDays, 14});
        MovedClock clock;
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        clock.pass(10 * 24 * 3600);
        renumber(bench.pop3);
        MUST_DO(bench.pop3Pass());
        clock.pass(5 * 24 * 3600);
        MUST_DO(bench.pop3Pass()); // compared now
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        QCOMPARE(bench.shown("INBOX"), texts({"a"}));
    }

    void mailThatIsHereAndInNoLedgerIsNotShownTwice()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        bench.pop3.add("b");
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.write([](store::WriteTransaction &tx) { return tx.database().run("DELETE FROM pop3_seen WHERE uidl = ?", QByteArray("id-b")); }));
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen WHERE state = 1 AND message IS NOT NULL"), 2);
    }

    void whatAnEarlierPetrelStoredIsKnownAgainToo()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.write([](store::WriteTransaction &tx) { return tx.database().run("UPDATE pop3_seen SET digest = x'', head = x''"); }));
        MUST_DO(bench.pop3Pass()); // the digest is remembered now
        deleteForGood(bench, "a");
        renumber(bench.pop3);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), QStringList());
    }

    void cutAnywhereNothingComesTwiceOrBack()
    {
        for (const Cut::When when : {Cut::When::BeforeHeard, Cut::When::BeforeAnswer}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Pop3, {Rule::Keep});
                for (const char *subject : {"a", "b", "gone"})
                    bench.pop3.add(subject);
                MUST_DO(bench.pop3Pass());
                deleteForGood(bench, "gone");
                renumber(bench.pop3);
                bench.pop3.add("d");
                bench.connector.cutNext({when, command});
                (void)bench.pop3Pass();
                reached = bench.connector.cutReached();
                bench.restart();
                MUST_DO(bench.pop3Pass());
                QCOMPARE(bench.shown("INBOX"), texts({"a", "b", "d"}));
            }
        }
    }
};

PETREL_TEST(MovedMaildropTest)

} // namespace petrel::test

#include "moved_maildrop_test.moc"
