#include "core/engine/retry_policy.h"
#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

constexpr Cut::When kCuts[] = {Cut::When::BeforeHeard, Cut::When::BeforeAnswer};

OutboxId queue(Workbench &bench, const QString &subject = QStringLiteral("Ferry"))
{
    mime::OutgoingMessage message;
    message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
    message.cc = {{QStringLiteral("Eve"), QStringLiteral("eve@example.net")}};
    message.subject = subject;
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

void requeue(Workbench &bench, OutboxId id)
{
    MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().requeue(id, item(bench, id).state); }));
}

/** How often the server was asked for this recipient. */
qsizetype asked(const Workbench &bench, const QByteArray &address)
{
    return bench.smtp.heard.count("RCPT TO:<" + address + '>');
}

/** How often Bob has it. */
qsizetype received(const Workbench &bench)
{
    qsizetype count = 0;
    for (const ModelSmtp::Delivery &delivery : bench.smtp.delivered)
        count += delivery.recipients.count("bob@example.net");
    return count;
}

} // namespace

class SubmissionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itArrivesAndOneCopyIsInSent()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 1);
        QCOMPARE(bench.smtp.delivered.first().recipients, (QByteArrayList{"bob@example.net", "eve@example.net"}));
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
        for (int i = 0; i < 2; ++i) {
            MUST_DO(bench.sendPass());
            MUST_DO(bench.imapPass());
        }
        QCOMPARE(bench.imap.subjects("Sent"), QByteArrayList{"Ferry"});
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
    }

    void theCopyInSentIsOneHoweverItsIdIsWritten()
    {
        bool reached = true;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            MUST_DO(bench.imapPass());
            (void)MUST(engine::queueRaw(*bench.store, bench.account, "From: ada@example.org\r\nTo: bob@example.net\r\nMessage-ID: 20031@example.org\r\nSubject: Odd\r\n\r\nHello\r\n"));
            MUST_DO(bench.sendPass());
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            bench.restart();
            for (int i = 0; i < 2; ++i)
                MUST_DO(bench.imapPass());
            QCOMPARE(bench.imap.subjects("Sent"), QByteArrayList{"Odd"});
            QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Odd")});
        }
    }

    /** What the server calls it is known with the first list only. */
    void sentBeforeAnyFolderWasListedTheCopyGoesWhereTheServerKeepsSuch()
    {
        bool reached = true;
        for (int command = 0; reached; ++command) {
            Workbench bench(IncomingKind::Imap);
            bench.imap.mailboxes.remove("Sent");
            bench.imap.mailboxes.insert("Gesendet", {});
            (void)queue(bench);
            MUST_DO(bench.sendPass());
            QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")}); // at once
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.imapPass();
            reached = bench.connector.cutReached();
            bench.restart();
            for (int i = 0; i < 2; ++i)
                MUST_DO(bench.imapPass());
            QCOMPARE(bench.imap.count("CREATE"), 0);
            QCOMPARE(bench.imap.subjects("Gesendet"), QByteArrayList{"Ferry"});
            QCOMPARE(bench.shown("Gesendet"), QStringList{QStringLiteral("Ferry")});
            QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return reader.folderByRole(bench.account.id, FolderRole::Sent); })).path, QStringLiteral("Gesendet"));
            QCOMPARE(bench.number("SELECT count(*) FROM folder WHERE wire_name = 'Sent'"), 0);
        }
    }

    void cutAnywhereItIsNeitherLostNorSentTwice_data()
    {
        QTest::addColumn<bool>("chunking");
        QTest::newRow("DATA") << false;
        QTest::newRow("BDAT") << true;
    }
    void cutAnywhereItIsNeitherLostNorSentTwice()
    {
        QFETCH(bool, chunking);
        int uncertain = 0;
        for (const Cut::When when : kCuts) {
            bool reached = true;
            for (int command = 0; reached; ++command) {
                Workbench bench(IncomingKind::Pop3);
                bench.smtp.chunking = chunking;
                const OutboxId id = queue(bench);
                bench.connector.cutNext({when, command});
                (void)bench.sendPass();
                reached = bench.connector.cutReached();
                bench.restart();
                MovedClock clock;
                for (int i = 0; i < 3; ++i) {
                    clock.pass(60);
                    MUST_DO(bench.sendPass());
                }
                QVERIFY(received(bench) <= 1);
                if (item(bench, id).state == OutboxState::Uncertain) {
                    ++uncertain; // told, and never decided by itself
                    QCOMPARE(bench.shown("Sent"), QStringList());
                    continue;
                }
                QCOMPARE(item(bench, id).state, OutboxState::Sent);
                QCOMPARE(received(bench), 1);
                QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
            }
        }
        QCOMPARE(uncertain, 2); // the end that was not heard, and the end whose answer was not
    }

    void whatIsUncertainIsSentAgainOnlyByThePerson()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        const OutboxId id = queue(bench);
        for (int command = 0; bench.smtp.delivered.isEmpty(); ++command) {
            bench.connector.cutNext({Cut::When::BeforeAnswer, command});
            (void)bench.sendPass();
            clock.pass(2 * 3600);
        }
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
        const QByteArray first = bench.smtp.delivered.first().raw;
        MUST_DO(bench.sendPass());
        QCOMPARE(received(bench), 1);
        requeue(bench, id);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.last().raw, first); // byte by byte, so that servers can drop the second
    }

    void killedBetweenTheDotAndItsAnswerItIsUncertain()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = queue(bench);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().sending(id); }));
        bench.restart();
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 0);
    }

    void aMessageWhoseContentIsDamagedHoldsUpNoOther()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId damaged = queue(bench, QStringLiteral("Damaged"));
        MUST_DO(bench.write([](store::WriteTransaction &tx) { return tx.database().run("UPDATE blob SET raw_size = raw_size + 1"); }));
        const OutboxId whole = queue(bench, QStringLiteral("Whole"));
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, whole).state, OutboxState::Sent);
        QCOMPARE(item(bench, damaged).state, OutboxState::Refused);
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 1);
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }

    void whatThePersonTookBackWhileItWasRefusedHoldsUpNoOther_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("for good") << QByteArray("550 5.1.1 no such person");
        QTest::newRow("for now") << QByteArray("451 4.3.0 not now");
    }
    void whatThePersonTookBackWhileItWasRefusedHoldsUpNoOther()
    {
        QFETCH(QByteArray, answer);
        Workbench bench(IncomingKind::Pop3);
        const OutboxId first = queue(bench, QStringLiteral("Taken back"));
        const OutboxId second = queue(bench, QStringLiteral("Sent"));
        bench.smtp.refuse.insert("bob@example.net", answer);
        bench.smtp.refuse.insert("eve@example.net", answer);
        bench.connector.watch([&](Way way, const QByteArray &bytes) {
            if (way == Way::In && bytes.contains(answer) && item(bench, first).state == OutboxState::Queued) {
                MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().cancel(first); }));
                bench.smtp.refuse.clear();
            }
            return true;
        });
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, first).state, OutboxState::Cancelled);
        QCOMPARE(item(bench, second).state, OutboxState::Sent);
    }

    void aClockThatWasAheadHoldsBackNoMessage()
    {
        Workbench bench(IncomingKind::Pop3);
        OutboxId id;
        {
            MovedClock ahead;
            ahead.pass(5LL * 365 * 24 * 3600);
            id = queue(bench);
            bench.smtp.dotReply = "451 4.3.0 not now";
            MUST_DO(bench.sendPass()); // waits a while, by that clock
            bench.smtp.dotReply = "250 2.0.0 taken";
        }
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return store::SyncReader(reader).nextOutboxDue(bench.account.id, Clock::nowUtc()); })), 0);
    }

    void aRefusedRecipientDoesNotKeepTheOthersFromIt()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse.insert("eve@example.net", "550 5.1.1 no such person");
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        QCOMPARE(item(bench, id).recipients.at(0).state, RecipientState::Accepted);
        QCOMPARE(item(bench, id).recipients.at(1).state, RecipientState::Refused);
        QVERIFY(item(bench, id).recipients.at(1).reply.contains("no such person"));
        QCOMPARE(received(bench), 1);

        // Tried again once Eve exists: only she gets it, and Sent keeps its one copy.
        bench.smtp.refuse.clear();
        requeue(bench, id);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(received(bench), 1);
        QCOMPARE(bench.smtp.delivered.last().recipients, QByteArrayList{"eve@example.net"});
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
    }

    void refusedByAllItIsNotSentAtAll()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse = {{"bob@example.net", "550 no"}, {"eve@example.net", "550 no"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        QVERIFY(bench.smtp.delivered.isEmpty() && !bench.smtp.heard.contains("message and dot")); // DATA went along with RCPT
        QCOMPARE(bench.shown("Sent"), QStringList());
    }

    void notNowMeansLater_data()
    {
        QTest::addColumn<QByteArray>("recipients");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("dot");
        QTest::newRow("of all recipients") << QByteArray("451 4.7.1 greylisted") << QByteArray("354 go on") << QByteArray("250 ok");
        QTest::newRow("of DATA") << QByteArray() << QByteArray("451 4.3.0 later") << QByteArray("250 ok");
        QTest::newRow("of the message") << QByteArray() << QByteArray("354 go on") << QByteArray("452 4.3.1 no space");
    }
    void notNowMeansLater()
    {
        QFETCH(QByteArray, recipients);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, dot);
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        if (!recipients.isEmpty())
            bench.smtp.refuse = {{"bob@example.net", recipients}, {"eve@example.net", recipients}};
        bench.smtp.dataReply = data;
        bench.smtp.dotReply = dot;
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        QVERIFY(item(bench, id).notBefore > Clock::nowUtc());
        QCOMPARE(item(bench, id).attempts, 1);
        bench.smtp = {};
        MUST_DO(bench.sendPass()); // not before its time
        QCOMPARE(bench.smtp.heard.size(), 0);
        clock.pass(3600);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
    }

    void whoIsRefusedForNowIsAskedAgainAlone()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.smtp.refuse.insert("eve@example.net", "451 4.7.1 greylisted");
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        QCOMPARE(item(bench, id).recipients.at(0).state, RecipientState::Accepted);
        QCOMPARE(item(bench, id).recipients.at(1).state, RecipientState::Pending);
        QVERIFY(item(bench, id).recipients.at(1).reply.contains("greylisted"));
        QVERIFY(item(bench, id).lastError.contains(QStringLiteral("not yet to eve@example.net")));
        QCOMPARE(bench.report.troubles.size(), 1);
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});

        MUST_DO(bench.sendPass()); // not before her time
        QCOMPARE(asked(bench, "eve@example.net"), 1);
        clock.pass(3600);
        bench.smtp.refuse.clear();
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(asked(bench, "bob@example.net"), 1);
        QCOMPARE(received(bench), 1);
        QCOMPARE(bench.smtp.delivered.last().recipients, QByteArrayList{"eve@example.net"});
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
    }

    void whoIsRefusedForGoodIsNamedAndNotAskedWithTheOthers()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.smtp.refuse = {{"bob@example.net", "452 4.2.2 full"}, {"eve@example.net", "550 5.1.1 no such person"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        clock.pass(3600);
        bench.smtp.refuse.remove("bob@example.net");
        MUST_DO(bench.sendPass());
        QCOMPARE(asked(bench, "eve@example.net"), 1);
        QCOMPARE(received(bench), 1);
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        QVERIFY(item(bench, id).lastError.contains(QStringLiteral("eve@example.net")));
        QVERIFY(!item(bench, id).lastError.contains(QStringLiteral("bob@example.net")));
        QVERIFY(item(bench, id).serverText.contains("no such person"));
    }

    void whatIsRefusedForNowIsAskedForEver_data()
    {
        QTest::addColumn<bool>("bobTakesIt");
        QTest::addColumn<QByteArray>("dot");
        QTest::newRow("one recipient") << true << QByteArray("250 2.0.0 taken");
        QTest::newRow("all recipients") << false << QByteArray("250 2.0.0 taken");
        QTest::newRow("the message") << true << QByteArray("452 4.3.1 no space");
    }
    void whatIsRefusedForNowIsAskedForEver()
    {
        QFETCH(bool, bobTakesIt);
        QFETCH(QByteArray, dot);
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.smtp.dotReply = dot;
        bench.smtp.refuse.insert("eve@example.net", "451 4.7.1 later");
        if (!bobTakesIt)
            bench.smtp.refuse.insert("bob@example.net", "451 4.7.1 later");
        const OutboxId id = queue(bench);
        for (int attempt = 1; attempt <= 60; ++attempt) {
            MUST_DO(bench.sendPass());
            const OutboxItem waiting = item(bench, id);
            QCOMPARE(waiting.state, OutboxState::Queued);
            QCOMPARE(asked(bench, "eve@example.net"), attempt);
            QVERIFY(waiting.notBefore - Clock::nowUtc() <= 75 * 60); // an hour, and what chance adds
            QVERIFY(!waiting.serverText.isEmpty()); // why
            clock.pass(12 * 3600);
        }
        QVERIFY(received(bench) <= 1);
        bench.smtp.refuse.clear();
        bench.smtp.dotReply = "250 2.0.0 taken";
        MUST_DO(bench.sendPass()); // by itself
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(received(bench), 1);
    }

    void oneMessageAtWhichTheServerClosesDoesNotHoldUpTheOthers()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.smtp.refuse.insert("mallory@example.net", "421 4.3.2 not with me");
        mime::OutgoingMessage message;
        message.to = {{QString(), QStringLiteral("mallory@example.net")}};
        message.subject = QStringLiteral("Stuck");
        const OutboxId stuck = MUST(engine::queueMessage(*bench.store, bench.account, message));
        const OutboxId next = queue(bench), last = queue(bench, QStringLiteral("Last"));
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, next).state, OutboxState::Sent);
        QCOMPARE(item(bench, last).state, OutboxState::Sent);
        QCOMPARE(item(bench, stuck).state, OutboxState::Queued);
        QCOMPARE(item(bench, stuck).attempts, 1);
        QVERIFY(item(bench, stuck).notBefore > Clock::nowUtc());
        QVERIFY(item(bench, stuck).lastError.contains(QStringLiteral("4.3.2")) || item(bench, stuck).serverText.contains("not with me"));
        QCOMPARE(bench.report.troubles.size(), 1);
        for (int attempt = 2; attempt <= 20; ++attempt) {
            clock.pass(12 * 3600);
            QCOMPARE(item(bench, stuck).state, OutboxState::Queued);
            QVERIFY(!bench.sendPass().ok()); // alone, it is the connection's trouble as far as anybody can tell
        }
        bench.smtp.refuse.clear();
        clock.pass(12 * 3600);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, stuck).state, OutboxState::Sent);
    }

    void aServerThatClosesAtAllIsLeftInPeace()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse = {{"bob@example.net", "421 4.3.2 going down"}, {"eve@example.net", "421 4.3.2 going down"}};
        for (int n = 0; n < 5; ++n)
            (void)queue(bench, QStringLiteral("Letter %1").arg(n));
        QVERIFY(!bench.sendPass().ok());
        QCOMPARE(std::count_if(bench.smtp.heard.cbegin(), bench.smtp.heard.cend(), [](const QByteArray &line) { return line.startsWith("MAIL"); }), 2);
    }

    void aClockThatWasAheadKeepsNoMail()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        constexpr std::int64_t kYears = 5 * 365 * 86'400LL;
        clock.pass(kYears);
        mime::OutgoingMessage message;
        message.to = {{QString(), QStringLiteral("bob@example.net")}};
        const OutboxId held = MUST(engine::queueMessage(*bench.store, bench.account, message, SendOptions{.notBefore = Clock::nowUtc() + 10}));
        const std::int64_t chosenTime = Clock::nowUtc() + 86'400;
        const OutboxId chosen = MUST(engine::queueMessage(*bench.store, bench.account, message, SendOptions{.notBefore = chosenTime}));
        clock.pass(-kYears); // the time is set right
        QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return store::SyncReader(reader).nextOutboxDue(bench.account.id, Clock::nowUtc()); })), chosenTime);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, held).state, OutboxState::Sent);
        QCOMPARE(item(bench, chosen).state, OutboxState::Queued); // that was the person's word
    }

    void mailThatIsPutOffForHoursIsToldAndAgainEachDay()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.smtp.refuse = {{"bob@example.net", "451 4.7.1 greylisted"}, {"eve@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = queue(bench);
        QList<std::int64_t> told; // after how many hours
        for (int hour = 0; hour < 60; ++hour) {
            if (hour == 6)
                bench.restart();
            engine::PassContext pass = bench.context();
            engine::Submission submission(pass);
            MUST_DO(submission.sendDue());
            for (const OutboxId one : submission.delayed()) {
                QCOMPARE(one, id);
                told.append(hour);
            }
            clock.pass(3600);
        }
        QCOMPARE(told.size(), 3);
        QVERIFY(told.first() >= 4 && told.first() <= 6);
        QVERIFY(told.at(1) - told.at(0) >= 24 && told.at(2) - told.at(1) >= 24);
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        QVERIFY(item(bench, id).serverText.contains("greylisted"));
    }

    void mailForNextWeekIsNotCalledLateAsItsTimeComes()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        bench.smtp.refuse = {{"bob@example.net", "451 4.7.1 greylisted"}};
        mime::OutgoingMessage message;
        message.to = {{QString(), QStringLiteral("bob@example.net")}};
        constexpr std::int64_t kWeek = 7 * 86'400;
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message, SendOptions{.notBefore = Clock::nowUtc() + kWeek}));
        clock.pass(kWeek + 1);
        for (int hour = 0; hour < 3; ++hour) {
            engine::PassContext pass = bench.context();
            engine::Submission submission(pass);
            MUST_DO(submission.sendDue());
            QVERIFY(submission.delayed().isEmpty());
            clock.pass(3600);
        }
        QVERIFY(item(bench, id).attempts > 0);
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
    }

    void theWholeMessageRefusedIsRefused()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.dotReply = "554 5.7.1 looks like spam";
        const OutboxId id = queue(bench);
        const OutboxId next = queue(bench, QStringLiteral("Next"));
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        QVERIFY(item(bench, id).serverText.contains("spam"));
        QCOMPARE(item(bench, next).state, OutboxState::Refused); // the session went on
        QCOMPARE(bench.shown("Sent"), QStringList());
    }

    void takenBackWhileItIsUnderWayItIsNotSentAndTheNextOneIs()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = queue(bench);
        const OutboxId next = queue(bench, QStringLiteral("Next"));
        // Cancelled after the outbox was read: when the dot is to be sent it is queued no more.
        engine::PassContext pass = bench.context();
        bool cancelled = false;
        pass.progress = [&](engine::AccountStatus::Task, const QString &, qint64, qint64) {
            if (!std::exchange(cancelled, true))
                MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().cancel(id); }));
        };
        MUST_DO(engine::Submission(pass).sendDue());
        QCOMPARE(item(bench, id).state, OutboxState::Cancelled);
        QCOMPARE(item(bench, next).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 1);
        QVERIFY(bench.smtp.delivered.first().raw.contains("Subject: Next"));
    }

    /** The connection goes at the final dot, and the next one takes a minute: whoever waits to close Petrel hears of the first at once. */
    void eachVerdictIsToldAsItFalls()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId first = queue(bench);
        const OutboxId second = queue(bench, QStringLiteral("Next"));
        engine::PassContext pass = bench.context();
        QStringList heard;
        pass.progress = [&](engine::AccountStatus::Task, const QString &, qint64 done, qint64) { heard.append(QStringLiteral("begins %1").arg(done + 1)); };
        engine::Submission submission(pass, [&](OutboxId id) { heard.append(QStringLiteral("settled %1").arg(id == first ? 1 : id == second ? 2 : 0)); });
        MUST_DO(submission.sendDue());
        QCOMPARE(heard, QStringList({QStringLiteral("begins 1"), QStringLiteral("settled 1"), QStringLiteral("begins 2"), QStringLiteral("settled 2")}));
    }

    void whoGotItInSecretIsFoundInSent()
    {
        Workbench bench(IncomingKind::Pop3);
        mime::OutgoingMessage message;
        message.bcc = {{QStringLiteral("Zoe"), QStringLiteral("zoe@example.net")}};
        message.subject = QStringLiteral("Ferry");
        (void)MUST(engine::queueMessage(*bench.store, bench.account, message));
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
        QCOMPARE(bench.number("SELECT count(*) FROM search WHERE search MATCH 'recipients : zoe'"), 1);
        QCOMPARE(bench.number("SELECT count(*) FROM message WHERE bcc_list LIKE '%zoe@example.net%'"), 1);
        QCOMPARE(bench.number("SELECT times_written FROM contact WHERE email = 'zoe@example.net'"), 1);
    }

    void theSentFolderIsMadeWhereThereIsNone()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes.remove("Sent");
        (void)queue(bench); // before any folder was ever listed
        MUST_DO(bench.sendPass());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Sent"), QByteArrayList{"Ferry"});
    }
};

PETREL_TEST(SubmissionTest)

} // namespace petrel::test

#include "submission_test.moc"
