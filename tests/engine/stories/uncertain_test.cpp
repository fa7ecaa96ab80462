#include "core/engine/send/outgoing.h"
#include "core/engine/send/uncertain_fate.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

OutboxId queue(Workbench &bench, const char *to = "bob@example.net")
{
    mime::OutgoingMessage message;
    message.to = {{{}, QString::fromLatin1(to)}};
    message.subject = QStringLiteral("Ferry");
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

qsizetype shownToPerson(Workbench &bench)
{
    return MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size();
}

/** When the account's sending looks again unasked. */
Deadline comesBack(Workbench &bench)
{
    engine::PassContext pass = bench.context();
    return MUST(engine::Submission(pass).whenNext());
}

/** The server takes it, and its answer is lost. */
void loseTheAnswer(Workbench &bench)
{
    bool reached = false;
    bench.connector.watch([&](Way way, const QByteArray &bytes) {
        reached = reached || (way == Way::In && bytes.contains("taken"));
        return !reached;
    });
    (void)bench.sendPass();
    bench.connector.watch({});
}

/** What the server makes of what it took; `id` empty: the id that we gave it. */
ModelMessage filed(const QByteArray &id, const QByteArray &header = {})
{
    ModelMessage message = ModelMessage::make("Ferry");
    message.messageId = '<' + id + '>';
    message.raw = "Message-ID: <" + id + ">\r\n" + header + "Subject: Ferry\r\n\r\nIt leaves at nine.\r\n";
    message.date = QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("dd-MMM-yyyy hh:mm:ss")).toLatin1() + " +0000";
    return message;
}

int commandsOf(Workbench &bench, const char *verb)
{
    return bench.imap.count(verb);
}

} // namespace

/** What is uncertain after a cut in the window of the final dot, and what is found of it. */
class UncertainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheServerFiledInSentWasSentAndTheirsIsTheCopy()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
        QCOMPARE(shownToPerson(bench), 0); // not before it was looked for
        bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(item(bench, id).recipients.first().state, RecipientState::Accepted);
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Sent"), QByteArrayList{"Ferry"});
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
        QCOMPARE(shownToPerson(bench), 0);
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }

    void anotherIdThatTheServerGaveItHidesItNot_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("Microsoft") << QByteArray("X-Microsoft-Original-Message-ID");
        QTest::newRow("Google") << QByteArray("X-Google-Original-Message-ID");
    }
    void anotherIdThatTheServerGaveItHidesItNot()
    {
        QFETCH(QByteArray, field);
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        bench.imap.mailboxes["Sent"].add(filed("other@prod.example", field + ": <" + item(bench, id).messageId + ">\r\n"));
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
    }

    void aSearchThatNamesAnyMessageIsNotBelieved()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        bench.imap.mailboxes["Sent"].add(filed("another@example.org", "X-Microsoft-Original-Message-ID: <" + item(bench, id).messageId + ".longer>\r\n"));
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
    }

    void whatCameBackToTheSenderWasSentAndOursIsTheCopy()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench, "Ada@example.org");
        loseTheAnswer(bench);
        bench.imap.mailboxes["INBOX"].add(filed(item(bench, id).messageId));
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        for (int i = 0; i < 2; ++i)
            MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Sent"), QByteArrayList{"Ferry"});
    }

    void anInboxIsAskedOnlyForMailToItself()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        (void)queue(bench);
        loseTheAnswer(bench);
        bench.imap.heard.clear();
        MUST_DO(bench.imapPass(false));
        QCOMPARE(commandsOf(bench, "EXAMINE"), 1);
    }

    void whatIsNotFoundIsShownAndNeverSentByItself()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        MovedClock clock;
        for (int i = 0; i < 20; ++i) {
            MUST_DO(bench.imapPass());
            MUST_DO(bench.sendPass());
            QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
            QCOMPARE(shownToPerson(bench), 1);
            clock.pass(3600);
        }
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }

    void aServerMayFileItLate()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        MUST_DO(bench.imapPass());
        bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
        MUST_DO(bench.imapPass(false)); // not yet time, though what the pass lists tells it next time
        MovedClock clock;
        clock.pass(60);
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(shownToPerson(bench), 0);
    }

    void theLooksGrowRareAndEnd()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        (void)queue(bench);
        loseTheAnswer(bench);
        MovedClock clock;
        for (int minute = 0; minute < 3 * 1440; minute += 10) {
            const qsizetype before = bench.imap.heard.size();
            MUST_DO(bench.imapPass(false));
            if (minute == 0)
                QVERIFY(bench.imap.heard.size() > before);
            clock.pass(600);
        }
        const int looks = commandsOf(bench, "EXAMINE");
        QVERIFY2(looks > 5 && looks < 20, qPrintable(QString::number(looks)));
        QCOMPARE(bench.number("SELECT look_at FROM outbox"), 0);
    }

    void whereNothingIsUncertainNobodyIsAsked()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        (void)queue(bench);
        MUST_DO(bench.sendPass());
        MUST_DO(bench.imapPass());
        bench.imap.heard.clear();
        MUST_DO(bench.imapPass(false));
        QCOMPARE(commandsOf(bench, "EXAMINE"), 0);
        QCOMPARE(commandsOf(bench, "UID SEARCH"), 0);
    }

    void aServerThatHangsUpAtTheSearchIsNotAskedAgain()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
        bench.imap.byeAt = "UID SEARCH";
        QVERIFY(!bench.imapPass(false).ok());
        MUST_DO(bench.imapPass(false)); // as ever, until the next look is due
        MovedClock clock;
        clock.pass(60);
        MUST_DO(bench.imapPass(false));
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(commandsOf(bench, "UID SEARCH"), 1);
    }

    void aServerThatRefusesTheSearchIsLookedThrough()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
        bench.imap.refuse.insert("UID SEARCH", "NO [UNAVAILABLE] not here");
        MUST_DO(bench.imapPass(false));
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
    }

    void whatIsOlderThanTheMessageIsNoProof()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        ModelMessage old = filed(item(bench, id).messageId);
        old.date = "01-Nov-2020 10:00:00 +0000";
        bench.imap.mailboxes["Sent"].add(old);
        MUST_DO(bench.imapPass());
        MovedClock clock;
        clock.pass(60);
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
    }

    void anEarlierCopyForOthersIsNoProof()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        bench.smtp.refuse = {{"eve@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, "From: ada@example.org\r\nTo: bob@example.net, eve@example.net\r\nSubject: Ferry\r\n\r\nHello\r\n"));
        MUST_DO(bench.sendPass());
        MUST_DO(bench.imapPass());
        QCOMPARE(bench.imap.subjects("Sent"), QByteArrayList{"Ferry"}); // Bob's
        bench.smtp.refuse.clear();
        MovedClock clock;
        clock.pass(60);
        loseTheAnswer(bench);
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
        QCOMPARE(shownToPerson(bench), 1);
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
    }

    void onlyThoseHaveItWhomTheServerTook()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        bench.smtp.refuse = {{"eve@example.net", "550 5.1.1 nobody"}};
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, "From: ada@example.org\r\nTo: bob@example.net, eve@example.net\r\nSubject: Ferry\r\n\r\nHello\r\n"));
        loseTheAnswer(bench);
        bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
        MUST_DO(bench.imapPass());
        const OutboxItem told = item(bench, id);
        QCOMPARE(told.state, OutboxState::Refused);
        QVERIFY(told.lastError.contains(QStringLiteral("eve@example.net")));
        QCOMPARE(told.recipients.first().state, RecipientState::Accepted);
        QCOMPARE(told.recipients.last().state, RecipientState::Refused);
    }

    void whomTheServerPutOffIsAskedAgain()
    {
        Workbench bench(IncomingKind::Imap);
        int woken = 0;
        bench.around->wakeOthers = [&] { ++woken; };
        MUST_DO(bench.imapPass());
        bench.smtp.refuse = {{"eve@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, "From: ada@example.org\r\nTo: bob@example.net, eve@example.net\r\nSubject: Ferry\r\n\r\nHello\r\n"));
        loseTheAnswer(bench);
        bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
        MUST_DO(bench.imapPass());
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        QCOMPARE(woken, 1);
        MUST_DO(bench.sendPass()); // not yet time
        QCOMPARE(bench.smtp.delivered.size(), 1);
        QVERIFY(!comesBack(bench).isNever());
        bench.smtp.refuse.clear();
        MovedClock clock;
        clock.pass(600);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.last().recipients, QByteArrayList{"eve@example.net"});
    }

    void atAMaildropWhomTheServerPutOffIsAskedAgain()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse = {{"eve@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, "From: ada@example.org\r\nTo: ada@example.org, eve@example.net\r\nSubject: Ferry\r\n\r\nHello\r\n"));
        loseTheAnswer(bench);
        bench.pop3.maildrop.append({"id-back", "Message-ID: <" + item(bench, id).messageId + ">\r\nFrom: ada@example.org\r\nSubject: Ferry\r\n\r\nHello\r\n"});
        MUST_DO(bench.pop3Pass());
        MovedClock clock;
        clock.pass(60);
        MUST_DO(bench.sendPass()); // looks when all is sent
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        QVERIFY(!comesBack(bench).isNever());
    }

    void atAMaildropWhatCameBackTellsIt()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = queue(bench, "ada@example.org");
        loseTheAnswer(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(shownToPerson(bench), 1); // there is no server to be asked
        bench.pop3.maildrop.append({"id-back", "Message-ID: <" + item(bench, id).messageId + ">\r\nFrom: ada@example.org\r\nSubject: Ferry\r\n\r\nIt leaves at nine.\r\n"});
        MUST_DO(bench.pop3Pass());
        MovedClock clock;
        clock.pass(60);
        MUST_DO(bench.pop3Pass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
        QCOMPARE(shownToPerson(bench), 0);
    }

    void thePersonIsToldWhenNoLookCanBeHad()
    {
        Workbench bench(IncomingKind::Imap);
        const OutboxId id = queue(bench);
        loseTheAnswer(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(shownToPerson(bench), 0);
        MovedClock clock;
        clock.pass(61);
        MUST_DO(bench.sendPass());
        QCOMPARE(shownToPerson(bench), 1);
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
    }

    void whoeverSendsNextComesBackToTellThem()
    {
        Workbench bench(IncomingKind::Imap);
        (void)queue(bench);
        loseTheAnswer(bench); // the line is gone: this run failed, and the next one has nothing to send
        MUST_DO(bench.sendPass());
        QVERIFY(!comesBack(bench).isNever());
        MovedClock clock;
        clock.pass(61);
        MUST_DO(bench.sendPass());
        QVERIFY(comesBack(bench).isNever());
    }

    void thePersonSeesItThoughNobodySendsAnyMore()
    {
        Workbench bench(IncomingKind::Imap);
        (void)queue(bench);
        loseTheAnswer(bench);
        QCOMPARE(shownToPerson(bench), 0);
        MovedClock clock;
        clock.pass(61); // offline by choice, say
        QCOMPARE(shownToPerson(bench), 1);
    }

    void whatThePersonDecidesMeanwhileEndsNoLookForTheOthers()
    {
        Workbench bench(IncomingKind::Imap);
        const OutboxId first = queue(bench);
        loseTheAnswer(bench);
        const OutboxId second = queue(bench);
        loseTheAnswer(bench);
        engine::PassContext pass = bench.context();
        MUST_DO(engine::lookForUncertain(pass, [&](const OutboxItem &sought, int) -> Result<engine::Found> {
            if (sought.id == first)
                MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().cancel(first); }));
            return engine::Found::InSent;
        }));
        QCOMPARE(item(bench, first).state, OutboxState::Cancelled);
        QCOMPARE(item(bench, second).state, OutboxState::Sent);
    }

    void itIsToldOnceWhatBecameOfIt()
    {
        for (const bool found : {true, false}) {
            Workbench bench(IncomingKind::Imap);
            MUST_DO(bench.imapPass());
            const OutboxId id = queue(bench);
            loseTheAnswer(bench);
            if (found)
                bench.imap.mailboxes["Sent"].add(filed(item(bench, id).messageId));
            QList<OutboxId> told;
            MovedClock clock;
            for (int i = 0; i < 3; ++i) {
                engine::PassContext pass = bench.context();
                pass.fateIsKnown = [&](OutboxId one) { told.append(one); };
                const auto session = MUST(engine::openImap(pass));
                MUST_DO(engine::ImapAccountPass(pass, *session, {}).run());
                clock.pass(90);
            }
            QCOMPARE(told, QList<OutboxId>{id});
        }
    }
};

PETREL_TEST(UncertainTest)

} // namespace petrel::test

#include "uncertain_test.moc"
