#include "tests/engine/stories/maildrop_deeds.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

} // namespace

class MaildropTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsStoredBeforeItIsDeleted()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a");
        bench.pop3.add("b", {}, ".starts with a dot\r\n..and two\r\n");
        const QByteArray raw = bench.pop3.maildrop.at(1).raw;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        const store::MessageDetail detail = MUST(bench.read([&](const store::Reader &reader) { return reader.detail(bench.row("INBOX", "b").id); }));
        QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return reader.blob(detail.raw); })), raw);
        QVERIFY(bench.pop3.heard.indexOf("DELE 1") > bench.pop3.heard.lastIndexOf("RETR 1"));
    }

    void onlyAWholeSessionCountsAsALook()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("half");
        bench.pop3.truncates = true;
        const auto lastLook = [&] { return MUST(bench.read([&](const store::Reader &reader) { return reader.folderByRole(bench.account.id, FolderRole::Inbox); })).lastSync; };
        QVERIFY(!bench.pop3Pass());
        QCOMPARE(lastLook(), 0);
        bench.pop3.truncates = false;
        MUST_DO(bench.pop3Pass());
        const std::int64_t first = lastLook();
        QVERIFY(first > 0);
        MovedClock clock;
        clock.pass(300);
        MUST_DO(bench.pop3Pass()); // nothing is there: that was a look, too
        QVERIFY(lastLook() >= first + 300);
    }

    void cutAnywhereNothingIsLostOrDoubled()
    {
        const QByteArrayList all{"a", "b", "c"};
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Pop3);
                for (const QByteArray &subject : all)
                    bench.pop3.add(subject);
                bench.connector.cutNext({when, command});
                (void)bench.pop3Pass();
                reached = bench.connector.cutReached();
                const QStringList here = bench.shown("INBOX");
                for (const QByteArray &subject : all)
                    QVERIFY2(here.contains(QString::fromLatin1(subject)) || bench.pop3.subjects().contains(subject), subject.constData());
                bench.restart();
                MUST_DO(bench.pop3Pass());
                QCOMPARE(bench.shown("INBOX"), texts(all));
                QCOMPARE(bench.pop3.subjects(), QByteArrayList());
            }
        }
    }

    void aMessageWithoutItsFinalDotIsNotStored()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("half");
        bench.pop3.truncates = true;
        QVERIFY(!bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), QStringList());
        QCOMPARE(bench.number("SELECT count(*) FROM message"), 0);
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"half"});
        bench.pop3.truncates = false;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"half"}));
    }

    void anUnansweredQuitIsAskedAgainAndNothingFetchedTwice()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a");
        bench.pop3.refusesQuit = true;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"a"});
        bench.pop3.refusesQuit = false;
        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        QVERIFY(!bench.pop3.heard.contains("RETR 1"));
    }

    /** QUIT confirms what was marked in its session, and nothing else. */
    void aRefusedDeleIsNotConfirmedByQuit()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a");
        bench.pop3.add("b");
        bench.pop3.refusesQuit = true;
        MUST_DO(bench.pop3Pass()); // both are marked, for nothing
        bench.pop3.refusesQuit = false;
        bench.pop3.refuseDele = "id-a";
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"a"});
        bench.pop3.refuseDele.clear();
        bench.pop3.heard.clear();
        deleteForGood(bench, "a"); // fetched again, it would stand there as new
        MUST_DO(bench.pop3Pass());
        QVERIFY(!bench.pop3.heard.contains("RETR 1"));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        QCOMPARE(bench.shown("INBOX"), texts({"b"}));
    }

    void whatCameAtLastIsNotToldAsFailed()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::DeleteWithLocal});
        MovedClock clock;
        bench.pop3.add("late");
        bench.pop3.hangsUpAt = "id-late";
        for (int attempt = 0; attempt < 8; ++attempt) {
            (void)bench.pop3Pass();
            clock.pass(24 * 3600);
        }
        bench.pop3.hangsUpAt.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"late"}));
        MUST_DO(bench.pop3Pass());
        QVERIFY2(bench.report.troubles.isEmpty(), "it is here");
        deleteForGood(bench, "late");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void whatUidlLeavesOutIsFetchedAllTheSameAndOnce()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        bench.pop3.add("b");
        bench.pop3.leftOutOfUidl = "id-a";
        bench.pop3.uidlNoise = "1 \x01\x02\r\n"; // this is what it says of it
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
        QVERIFY(bench.report.troubles.isEmpty());
        bench.pop3.leftOutOfUidl = "id-b";
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
    }

    void aListThatCannotBeReadWhollyIsTold()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        bench.pop3.uidlNoise = "here be dragons\r\n";
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a"}));
        QCOMPARE(bench.report.troubles.size(), 1);
    }

    void anIdThatCameBackIsLookedAtBeforeItIsDeleted()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("old", "reused");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        bench.pop3.add("new", "reused"); // as long as the old one, under its id
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"new", "old"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void aMessageThatCameBackIsDeletedAgainAndShownOnce()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a");
        const auto maildrop = bench.pop3.maildrop;
        MUST_DO(bench.pop3Pass());
        bench.pop3.maildrop = maildrop; // restored from a back-up
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        MUST_DO(bench.pop3Pass());
    }

    void anIdWithAnotherSizeNamesAnotherMessage()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("first", "id");
        MUST_DO(bench.pop3Pass());
        bench.pop3.maildrop.clear();
        bench.pop3.add("second, and longer", "id");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"first", "second, and longer"}));
        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QVERIFY(!bench.pop3.heard.contains("RETR 1")); // known by now
    }

    void idsThatRepeatAreComparedByContent()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a", "same");
        bench.pop3.add("b", "same");
        bench.pop3.maildrop.append(bench.pop3.maildrop.first()); // and one is there twice
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void idsThatRepeatAreFetchedButNotShownAgain()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a", "same");
        bench.pop3.add("b", "same");
        for (int session = 0; session < 3; ++session)
            MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
        QCOMPARE(bench.pop3.subjects().size(), 2);
    }

    void aServerThatMakesItsIdsAnewShowsNothingTwice()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        bench.pop3.add("b");
        for (const char *login : {"first", "second", "third"}) {
            for (ModelPop3::Message &message : bench.pop3.maildrop)
                message.uidl = message.uidl.left(4) + '-' + login;
            MUST_DO(bench.pop3Pass());
            QCOMPARE(bench.shown("INBOX"), texts({"a", "b"}));
        }
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen"), 2); // the former ids are forgotten
    }

    void aMovedMaildropIsKnownAgainThoughTheFirstSessionIsCut()
    {
        const QByteArrayList all{"a", "b", "c"};
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Pop3, {Rule::Keep});
                for (const QByteArray &subject : all)
                    bench.pop3.add(subject);
                MUST_DO(bench.pop3Pass());
                for (ModelPop3::Message &message : bench.pop3.maildrop)
                    message.uidl.prepend("moved-");
                bench.pop3.add("d");
                bench.connector.cutNext({when, command});
                (void)bench.pop3Pass();
                reached = bench.connector.cutReached();
                bench.restart();
                MUST_DO(bench.pop3Pass());
                QCOMPARE(bench.shown("INBOX"), texts(all + QByteArrayList{"d"}));
            }
        }
    }

    void aSecondCopyIsASecondMessage()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a", "one");
        bench.pop3.add("gone", "two");
        MUST_DO(bench.pop3Pass());
        bench.pop3.maildrop.removeLast(); // fetched elsewhere: some id is missing
        bench.pop3.add("a", "three");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a", "a", "gone"}));
    }

    void aMessageThatEndsEverySessionHoldsUpNeitherTheOthersNorTheDeletes()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.pop3.add("old");
        bench.pop3.add("bad");
        bench.pop3.add("new");
        bench.pop3.hangsUpAt = "id-bad";
        QVERIFY(!bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"new"}));
        QVERIFY(!bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"new", "old"})); // the older ones come before another attempt
        QVERIFY(!bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects().size(), 3);

        MUST_DO(bench.pop3Pass()); // three times is enough for now
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"bad"});
        QCOMPARE(bench.report.troubles.size(), 1);

        clock.pass(3600);
        bench.pop3.hangsUpAt.clear();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"bad", "new", "old"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void neverMeansNever()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "a");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"a"});
        QCOMPARE(bench.shown("INBOX"), QStringList()); // and what was deleted here does not come back
        QVERIFY(std::none_of(bench.pop3.heard.cbegin(), bench.pop3.heard.cend(), [](const QByteArray &line) { return line.startsWith("DELE"); }));
    }

    void afterDaysItGoes()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::DeleteAfterDays, 14});
        MovedClock clock;
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        clock.pass(13 * 24 * 3600);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"a"});
        clock.pass(2 * 24 * 3600);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        QCOMPARE(bench.shown("INBOX"), texts({"a"}));
    }

    void withLocalItGoesWhenOursDoes()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::DeleteWithLocal});
        bench.pop3.add("a");
        bench.pop3.add("b");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects().size(), 2);
        deleteForGood(bench, "a");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"b"});
        QCOMPARE(bench.shown("INBOX"), texts({"b"}));
    }

    void aFullDiskIsToldAsThatAndNothingIsLost()
    {
        Workbench bench(IncomingKind::Pop3);
        for (int n = 1; n <= 150; ++n)
            bench.pop3.add("Letter " + QByteArray::number(n));
        std::int64_t pages = 0;
        MUST_DO(bench.write([&](store::WriteTransaction &tx) -> Status {
            pages = TRY(tx.database().integer("PRAGMA page_count")).value_or(0);
            (void)TRY(tx.database().integer(("PRAGMA max_page_count = " + std::to_string(pages)).c_str()));
            return {};
        }));
        const Status full = bench.pop3Pass();
        QVERIFY(!full.ok());
        QCOMPARE(full.error().kind, ErrorKind::StoreFull);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) -> Status {
            (void)TRY(tx.database().integer("PRAGMA max_page_count = 1000000"));
            return {};
        }));
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX").size(), 150);
    }
};

PETREL_TEST(MaildropTest)

} // namespace petrel::test

#include "maildrop_test.moc"
