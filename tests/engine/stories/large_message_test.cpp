#include "tests/engine/stories/maildrop_deeds.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

#include <QSemaphore>

#include <algorithm>

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;

namespace {

constexpr qint64 kLimit = 1000;

Pop3ServerCopy headersAbove(Rule rule = Rule::DeleteAfterDownload)
{
    Pop3ServerCopy copy{rule};
    copy.headerOnlyAbove = kLimit;
    return copy;
}

QByteArray manyLines(const QByteArray &line = "Kelp.\r\n")
{
    return line.repeated(400);
}

bool wasHeard(const ModelPop3 &server, const char *verb)
{
    return std::any_of(server.heard.cbegin(), server.heard.cend(), [verb](const QByteArray &line) { return line.startsWith(verb); });
}

/** As a click on "Get the message" does. */
void wantWhole(Workbench &bench, const char *subject)
{
    const MessageId message = bench.row("INBOX", subject).message;
    QVERIFY(MUST(bench.write([&](store::WriteTransaction &tx) { return tx.ledger().wantWhole(message); })));
}

QByteArray rawOf(Workbench &bench, const char *subject)
{
    const PlacementId id = bench.row("INBOX", subject).id;
    return MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.detail(id)).raw); }));
}

} // namespace

/** Large messages of a maildrop: the header first, the whole when the person wants it, and nothing deleted before. */
class LargeMessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsAHeaderUntilItIsWanted()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("small");
        bench.pop3.add("large", {}, manyLines());
        const QByteArray raw = bench.pop3.maildrop.at(1).raw;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large", "small"}));
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::None);
        QCOMPARE(bench.row("INBOX", "large").size, raw.size());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"large"});
        QVERIFY(!bench.pop3.heard.contains("RETR 2"));

        bench.pop3.heard.clear();
        MUST_DO(bench.pop3Pass());
        QVERIFY(!wasHeard(bench.pop3, "TOP") && !wasHeard(bench.pop3, "RETR") && !wasHeard(bench.pop3, "DELE"));

        wantWhole(bench, "large");
        bench.pop3.add("another");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"another", "large", "small"}));
        QCOMPARE(rawOf(bench, "large"), raw);
        QVERIFY(bench.pop3.heard.indexOf("RETR 1") < bench.pop3.heard.indexOf("RETR 2")); // who waits goes before what is new
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void noRuleDeletesWhatIsNotWhollyHere_data()
    {
        QTest::addColumn<Rule>("rule");
        QTest::newRow("after fetching") << Rule::DeleteAfterDownload;
        QTest::newRow("after days") << Rule::DeleteAfterDays;
        QTest::newRow("with ours") << Rule::DeleteWithLocal;
    }
    void noRuleDeletesWhatIsNotWhollyHere()
    {
        QFETCH(Rule, rule);
        Workbench bench(IncomingKind::Pop3, headersAbove(rule));
        MovedClock clock;
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        clock.pass(100 * 24 * 3600);
        deleteForGood(bench, "large");
        MUST_DO(bench.store->sweep());
        bench.account.pop3ServerCopy.headerOnlyAbove = 0; // not even when all is to come whole from now on
        for (int session = 0; session < 3; ++session)
            MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"large"});
        QCOMPARE(bench.shown("INBOX"), QStringList()); // and it does not come back
    }

    void aLimitThatIsLiftedBringsTheRest()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        bench.account.pop3ServerCopy.headerOnlyAbove = 0;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large"}));
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void underANewIdItIsKnownAgain()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove(Rule::Keep));
        bench.pop3.add("large", {}, manyLines());
        bench.pop3.add("deleted", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        deleteForGood(bench, "deleted");
        MUST_DO(bench.store->sweep());
        for (ModelPop3::Message &message : bench.pop3.maildrop)
            message.uidl.prepend("moved-");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large"}));
        wantWhole(bench, "large");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large"}));
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
    }

    /** A window of the mailbox, as Gmail shows it: what is not offered today is no other message tomorrow. */
    void notOfferedForAWhileItIsNotShownTwice()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        const auto maildrop = std::exchange(bench.pop3.maildrop, {});
        MUST_DO(bench.pop3Pass());
        bench.pop3.maildrop = maildrop;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large"}));
    }

    void twoOfOneHeaderAreTwo()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", "one", manyLines());
        bench.pop3.add("large", "two", manyLines("Fish.\r\n"));
        const QByteArrayList raws{bench.pop3.maildrop.at(0).raw, bench.pop3.maildrop.at(1).raw};
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large", "large"}));
        bench.account.pop3ServerCopy.headerOnlyAbove = 0;
        MUST_DO(bench.pop3Pass());
        QByteArrayList kept;
        for (const MessageRow &row : bench.rows("INBOX"))
            kept.append(MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.detail(row.id)).raw); })));
        std::sort(kept.begin(), kept.end());
        QByteArrayList expected = raws;
        std::sort(expected.begin(), expected.end());
        QCOMPARE(kept, expected);
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void itsIdNamesAnotherMessageByNow()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", "one", manyLines());
        MUST_DO(bench.pop3Pass());
        wantWhole(bench, "large");
        bench.pop3.maildrop.clear();
        bench.pop3.add("stranger", "one", manyLines());
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"large", "stranger"}));
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::None);
        QCOMPARE(bench.row("INBOX", "stranger").bodyState, BodyState::Full);
    }

    void withoutTopItComesWhole()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.hasTop = false;
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }

    void aHeaderBeyondAllMeasureComesWhole()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.maildrop.append({"one", "Subject: endless\r\n" + QByteArray("X-Filler: kelp and more kelp\r\n").repeated(50'000) + "\r\nKelp.\r\n"});
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.row("INBOX", "endless").bodyState, BodyState::Full);
    }

    void cutAnywhereNothingIsLostOrDoubledOrDeletedUnfetched()
    {
        for (const Cut::When when : {Cut::When::BeforeHeard, Cut::When::BeforeAnswer}) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Pop3, headersAbove());
                bench.pop3.add("wanted", {}, manyLines());
                MUST_DO(bench.pop3Pass());
                wantWhole(bench, "wanted");
                bench.pop3.add("header", {}, manyLines());
                bench.pop3.add("small");
                bench.connector.cutNext({when, command});
                (void)bench.pop3Pass();
                reached = bench.connector.cutReached();
                QVERIFY(bench.pop3.subjects().contains("header"));
                QVERIFY(bench.pop3.subjects().contains("wanted") || bench.row("INBOX", "wanted").bodyState == BodyState::Full);
                bench.restart();
                MUST_DO(bench.pop3Pass());
                QCOMPARE(bench.shown("INBOX"), texts({"header", "small", "wanted"}));
                QCOMPARE(bench.row("INBOX", "wanted").bodyState, BodyState::Full); // the wish outlives the program
                QCOMPARE(bench.row("INBOX", "header").bodyState, BodyState::None);
                QCOMPARE(bench.pop3.subjects(), QByteArrayList{"header"});
            }
        }
    }

    void toAnotherAccountItGoesOnlyWhole()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        Account other = bench.account;
        other.uuid.clear();
        other.secretKey.clear();
        const FolderId target = MUST(bench.write([&](store::WriteTransaction &tx) -> Result<FolderId> {
            const AccountId id = TRY(tx.accounts().insert(other));
            TRY(tx.folders().ensureLocalFolders(id));
            return TRY(tx.reader().folderByRole(id, FolderRole::Inbox)).id;
        }));
        const PlacementId id = bench.row("INBOX", "large").id;
        for (const engine::MessageAction action : {engine::MessageAction::Copy, engine::MessageAction::Move}) {
            const auto done = engine::actOn(*bench.store, {id}, action, target, 0);
            QVERIFY(!done && done.error().code == "header-only");
        }
        (void)MUST(engine::actOn(*bench.store, {id}, engine::MessageAction::Archive, {}, 0)); // within the account it goes anywhere
        QCOMPARE(bench.shown("INBOX"), QStringList());
    }

    void whoClicksHearsOfItAsItComes()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        const PlacementId id = bench.row("INBOX", "large").id;
        Running running(bench, bench.connector);
        std::atomic<qint64> come = 0;
        QSemaphore answered;
        std::optional<Status> text, whole;
        running.runner->requestBody({id, engine::BodyRequest::What::Text, {}, {}, [&](const Status &status) { text = status; }});
        QVERIFY(text && !*text);
        QCOMPARE(text->error().code, QByteArray("header-only")); // reading fetches nothing
        running.runner->requestBody({id, engine::BodyRequest::What::Whole, {}, {{}, [&](qint64 done, qint64) { come = done; }}, [&](const Status &status) {
                                         whole = status;
                                         answered.release();
                                     }});
        QVERIFY(answered.tryAcquire(1, 20'000));
        QVERIFY2(whole->ok(), qPrintable(whole->ok() ? QString() : describe(whole->error())));
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
        QCOMPARE(come.load(), bench.row("INBOX", "large").size);
    }

    /** Under a rule that keeps the server's copy. */
    void whatIsDamagedHereIsFetchedOnceMore()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("letter");
        bench.pop3.add("other");
        MUST_DO(bench.pop3Pass());
        const PlacementId id = bench.row("INBOX", "letter").id;
        MUST_DO(bench.write([&](store::WriteTransaction &tx) {
            return tx.database().run("UPDATE blob SET data = CAST('damaged' AS BLOB), codec = 0 WHERE id = (SELECT raw FROM message WHERE subject = 'letter')");
        }));
        bench.pop3.heard.clear();
        Running running(bench, bench.connector);
        QSemaphore answered;
        std::optional<Status> again;
        running.runner->requestBody({id, engine::BodyRequest::What::Again, {}, {}, [&](const Status &status) {
                                         again = status;
                                         answered.release();
                                     }});
        QVERIFY(answered.tryAcquire(1, 20'000));
        QVERIFY2(again->ok(), qPrintable(again->ok() ? QString() : describe(again->error())));
        QCOMPARE(rawOf(bench, "letter"), bench.pop3.maildrop.at(0).raw);
        running.stop();
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.heard.count("RETR 1"), 1); // once
        QCOMPARE(bench.pop3.heard.count("RETR 2"), 0);
        QCOMPARE(bench.shown("INBOX"), texts({"letter", "other"}));
        QCOMPARE(bench.pop3.subjects().size(), 2);
    }

    void askedForOfflineItComesWithTheNextSession()
    {
        Workbench bench(IncomingKind::Pop3, headersAbove());
        bench.pop3.add("large", {}, manyLines());
        MUST_DO(bench.pop3Pass());
        const PlacementId id = bench.row("INBOX", "large").id;
        Running running(bench, bench.connector);
        running.goOffline();
        QSemaphore answered;
        std::optional<Status> whole;
        running.runner->requestBody({id, engine::BodyRequest::What::Whole, {}, {}, [&](const Status &status) {
                                         whole = status;
                                         answered.release();
                                     }});
        QVERIFY(answered.tryAcquire(1, 20'000));
        running.goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(running.board.status(bench.account.id).phase, engine::AccountStatus::Phase::UpToDate, 20'000);
        QCOMPARE(bench.row("INBOX", "large").bodyState, BodyState::Full);
        running.stop();
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }
};

PETREL_TEST(LargeMessageTest)

} // namespace petrel::test

#include "large_message_test.moc"
