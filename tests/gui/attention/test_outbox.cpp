#include "tests/gui/attention/sample_waiting.h"
#include "tests/gui/attention/tests.h"
#include "ui/attention/outbox_model.h"
#include "ui/attention/outbox_words.h"
#include "ui/common/described_error.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

OutboxItem queued(qint64 notBefore, int attempts = 0, const char *error = "")
{
    OutboxItem item = outgoing(1, OutboxState::Queued);
    item.notBefore = notBefore == 0 ? 0 : at(notBefore);
    item.attempts = attempts;
    item.lastError = QString::fromLatin1(error);
    return item;
}

ChangeSet outboxChanged()
{
    ChangeSet changes;
    changes.outbox = true;
    return changes;
}

QStringList titles(const CardModel &model)
{
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles.append(plain(model.card(row).subtitle));
    return titles;
}

struct Outbox
{
    StandingClock clock;
    MemoryAttentionSource source;
    OutboxModel model{source};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

void OutboxTest::aStateIsSaidInWords_data()
{
    QTest::addColumn<OutboxItem>("item");
    QTest::addColumn<bool>("online");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const OutboxItem &item, const char *words, bool online = true) {
        QTest::newRow(name) << item << online << QString::fromUtf8(words);
    };
    row("due", queued(0), "Waiting to be sent");
    row("due, offline", queued(0), "Waiting for the network", false);
    row("undo send", queued(7), "Goes out in 7 s");
    row("undo send counts offline too", queued(7), "Goes out in 7 s", false);
    row("a minute", queued(60), "Goes out in 60 s");
    row("later today", queued(3600), "Goes out at 10:44");
    row("on Monday", queued(4 * 86400 - 6240), "Goes out on Monday at 08:00");
    row("next month", queued(20 * 86400), "Goes out on 9 Dec at 09:44");
    row("the moment has passed", queued(-3), "Waiting to be sent");
    row("network failed", queued(300, 2, "network: connection reset"), "Waiting for the network");
    row("no answer", queued(300, 2, "timeout: 60 s"), "Waiting for the network");
    row("not now", queued(300, 1, "throttled: greylisted [4.7.1]"), "Not taken yet; next try at 09:49");
    row("not now, and a hand-written error", queued(300, 1, "no colon"), "Not taken yet; next try at 09:49");
    row("sending", outgoing(1, OutboxState::Sending), "Sending");
    row("refused", outgoing(1, OutboxState::Refused), "Refused by the server");
    row("uncertain", outgoing(1, OutboxState::Uncertain), "Not sure whether it was sent");
}

void OutboxTest::aStateIsSaidInWords()
{
    QFETCH(OutboxItem, item);
    QFETCH(bool, online);
    QFETCH(QString, words);
    QCOMPARE(outboxStateText(item, online, StandingClock::start()), words);
}

void OutboxTest::aReplyIsToldByItsCode_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *reply, const char *words) { QTest::newRow(reply) << QByteArray(reply) << QString::fromUtf8(words); };
    row("550 5.1.1 <x@y>: Recipient address rejected", "There is no mailbox with this address.");
    row("5.1.10 null MX", "This address takes no mail.");
    row("452 4.2.2 over quota", "The mailbox is full.");
    row("552 5.3.4 too big", "The message is larger than the server takes.");
    row("550 5.4.310 DNS", "The server of this address cannot be reached.");
    row("554 5.7.1 relay access denied", "The server does not accept this message from you.");
    row("550 5.7.60 send as", "You may not send under this sender address.");
    row("550 5.7.26 DMARC", "The other side could not verify that mail of your domain comes from here.");
    row("550 5.4.7 expired", "It was tried for too long without success.");
    row("553 5.6.7 no UTF-8", "The server cannot pass on addresses with letters outside English.");
    row("452 4.3.1 no space", "The server has no room for the message.");
    row("550 no thanks", "The server turned this address away.");
    row("551 not here", "There is no mailbox with this address.");
    row("421 busy", "The server asks to try again later.");
    row("4.9.9 whatever", "The server asks to try again later.");
    row("599 5.99.99 whatever", "The server refused it.");
    row("", "The server refused it.");
    row("mailbox full", "The server refused it."); // words are data
    row("550 from 10.5.1.1 refused", "The server turned this address away."); // an address is no code
    row("550-first\n550 5.1.1 second", "The server turned this address away.");
    row("\xff\xfe\x00", "The server refused it.");
}

void OutboxTest::aReplyIsToldByItsCode()
{
    QFETCH(QByteArray, reply);
    QFETCH(QString, words);
    QCOMPARE(replyInWords(reply), words);
}

void OutboxTest::theButtonsFitTheState_data()
{
    QTest::addColumn<OutboxItem>("item");
    QTest::addColumn<QStringList>("buttons");
    const auto row = [](const char *name, const OutboxItem &item, const QStringList &buttons) { QTest::newRow(name) << item << buttons; };
    row("queued", queued(0), {QStringLiteral("Send now"), QStringLiteral("Edit"), QStringLiteral("Cancel")});
    row("for later", queued(3600), {QStringLiteral("Change time"), QStringLiteral("Send now"), QStringLiteral("Edit"), QStringLiteral("Cancel")});
    row("held for a moment", queued(60), {QStringLiteral("Send now"), QStringLiteral("Edit"), QStringLiteral("Cancel")});
    row("postponed", queued(300, 1), {QStringLiteral("Try again"), QStringLiteral("Edit"), QStringLiteral("Cancel")});
    row("on its way: nothing to press", outgoing(1, OutboxState::Sending), {});
    row("refused: mend first", outgoing(1, OutboxState::Refused), {QStringLiteral("Edit"), QStringLiteral("Try again"), QStringLiteral("Cancel")});
    row("uncertain", outgoing(1, OutboxState::Uncertain), {QStringLiteral("Send again"), QStringLiteral("Edit"), QStringLiteral("Keep as is")});
}

void OutboxTest::theButtonsFitTheState()
{
    QFETCH(OutboxItem, item);
    QFETCH(QStringList, buttons);
    QStringList offered;
    for (const CardButton &button : outboxButtons(item, at(0)))
        offered.append(button.text);
    QCOMPARE(offered, buttons);
}

void OutboxTest::whatWaitsForItsTimeSaysThatPetrelMustRun()
{
    const QDateTime now = StandingClock::start();
    QVERIFY(outboxCard(queued(3600), true, now).text.contains(QStringLiteral("must be running")));
    QVERIFY(outboxCard(queued(30), true, now).text.isEmpty());
    QVERIFY(outboxCard(queued(3600, 2), true, now).text.isEmpty()); // tried: it waits for the server
    QCOMPARE(outboxCard(queued(3600), false, now).tone, Tone::Quiet);
}

void OutboxTest::whatComesBackSaysWhy_data()
{
    QTest::addColumn<OutboxItem>("item");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const OutboxItem &item, const char *words) { QTest::newRow(name) << item << QString::fromUtf8(words); };
    row("before its time: nothing to say", queued(3600), "");
    OutboxItem partly = outgoing(1, OutboxState::Refused);
    partly.recipients = {recipient("a@example.org", RecipientState::Accepted, "250 ok"), recipient("b@example.org", RecipientState::Refused, "550 5.1.1 no such")};
    row("partly", partly, "This message did not reach everybody. Who has it is left out here: a@example.org. "
                          "b@example.org: There is no mailbox with this address.\nb@example.org: 550 5.1.1 no such");
    OutboxItem all = partly;
    all.recipients.removeFirst();
    row("all", all, "This message was not sent. Nobody has received it. b@example.org: There is no mailbox with this address.\nb@example.org: 550 5.1.1 no such");
    OutboxItem whole = outgoing(1, OutboxState::Refused);
    whole.recipients = {recipient("a@example.org")};
    whole.lastError = QStringLiteral("unsupported: the server does not promise it [no-requiretls]");
    row("no way that is encrypted", whole, "This message was not sent. Nobody has received it. This server does not promise to keep the message encrypted on its way. "
                         "Turn that wish off, or send from another account.");
    whole.lastError = QStringLiteral("refused: the message [5.7.1]; the server says: 554 5.7.1 looks like spam");
    row("policy", whole, "This message was not sent. Nobody has received it. The server does not accept this message from you.\n"
                         "The server says: “554 5.7.1 looks like spam”\nIts code: 5.7.1");
    whole.lastError = QStringLiteral("store-corrupt: the bytes are not those that were kept");
    row("damaged here", whole, "This message was not sent. Nobody has received it. The mail store on this computer is damaged.");
    OutboxItem late = queued(300, 4);
    late.recipients = {recipient("a@example.org")};
    late.serverText = "451 4.3.2 come back later";
    row("put off", late, "This message has not gone out yet. Nobody has received it. The server takes no mail at the moment.\nThe server says: “451 4.3.2 come back later”");
    OutboxItem uncertain = outgoing(1, OutboxState::Uncertain);
    row("uncertain", uncertain, "Nobody knows whether this message was sent. If you send it now, it may arrive twice.");
}

void OutboxTest::whatComesBackSaysWhy()
{
    QFETCH(OutboxItem, item);
    const ErrorSentence sentence = returnedSentence(item);
    QTEST(plain(QStringList{sentence.happened, sentence.meaning, sentence.advice}.join(u' ').trimmed()), "words");
}

void OutboxTest::theReasonStandsOnTheCardAlsoWhereItConcernsAllOfTheMessage()
{
    const QDateTime now = StandingClock::start();
    OutboxItem late = queued(300, 3, "throttled: MAIL FROM [4.3.2]; the server says: 451 4.3.2 busy");
    QCOMPARE(outboxCard(late, true, now).text, QStringLiteral("The server takes no mail at the moment."));
    late.recipients = {recipient("a@example.org", RecipientState::Pending, "451 4.7.1 greylisted")};
    QVERIFY(outboxCard(late, true, now).text.isEmpty()); // it stands with the recipient
    QCOMPARE(outboxCard(late, true, now).facts.value(0).words, QStringLiteral("The server asks to try again later."));
    QVERIFY(outboxCard(queued(300, 3, "network: the connection was lost"), true, now).text.isEmpty()); // the state says so
    OutboxItem refused = outgoing(1, OutboxState::Refused);
    refused.attempts = 1;
    refused.lastError = QStringLiteral("refused: the message [5.7.1]; the server says: 554 5.7.1 spam");
    QCOMPARE(outboxCard(refused, true, now).text, QStringLiteral("The server does not accept this message from you."));
}

void OutboxTest::aMessageTooLargeNamesBothSizes()
{
    OutboxItem item = outgoing(1, OutboxState::Refused);
    item.lastError = QStringLiteral("refused: the message has 38000000 bytes, and the server takes 25000000 [5.3.4]");
    QCOMPARE(refusalInWords(item), QStringLiteral("The message has 38 MB, and the server takes at most 25 MB. Take out or shrink what is attached."));
}

void OutboxTest::recipientsCarryTheirAnswers()
{
    OutboxItem item = outgoing(1, OutboxState::Refused);
    item.recipients = {recipient("a@example.org", RecipientState::Accepted, "250 2.1.5 ok"), recipient("b@example.org", RecipientState::Refused, "550 5.1.1 no"),
                       recipient("c@example.org")};
    const QList<CardFact> facts = recipientFacts(item);
    QCOMPARE(facts.size(), 3);
    QCOMPARE(facts[0].words, QStringLiteral("The server took the message."));
    QCOMPARE(facts[1].words, QStringLiteral("There is no mailbox with this address."));
    QCOMPARE(facts[1].tone, Tone::Danger);
    QCOMPARE(facts[2].words, QStringLiteral("Has not received it."));
    QVERIFY(recipientFacts(queued(0)).isEmpty());
}

void OutboxTest::theOnlyRefusedRecipientTakesTheReasonOfTheError()
{
    OutboxItem item = outgoing(1, OutboxState::Refused);
    item.recipients = {recipient("a@example.org", RecipientState::Refused, "User unknown")};
    item.lastError = QStringLiteral("refused: recipient a@example.org [5.1.1]; the server says: User unknown");
    QCOMPARE(recipientFacts(item).first().words, QStringLiteral("There is no mailbox with this address."));
    item.recipients.append(recipient("b@example.org", RecipientState::Refused, "Go away"));
    QCOMPARE(recipientFacts(item).first().words, QStringLiteral("The server refused it."));
    item.lastError = QStringLiteral("unsupported: an address has letters outside ASCII [no-smtputf8]"); // found before anybody was asked
    QCOMPARE(refusalInWords(item), QStringLiteral("An address has letters outside English, and this server cannot pass it on. "
                                                   "Use an address in plain letters, or send from another account."));
}

void OutboxTest::anUncertainMessageClaimsNothing()
{
    OutboxItem item = outgoing(1, OutboxState::Uncertain);
    item.recipients = {recipient("a@example.org", RecipientState::Accepted, "250 ok"), recipient("b@example.org")};
    for (const CardFact &fact : recipientFacts(item))
        QCOMPARE(fact.words, QStringLiteral("Not known whether it arrived."));
}

void OutboxTest::theServersWordsStandInTheDetails()
{
    OutboxItem item = outgoing(1, OutboxState::Refused);
    item.lastError = QStringLiteral("refused: MAIL FROM");
    item.serverText = "552 5.3.4\nToo <b>big</b>";
    item.recipients = {recipient("a@example.org", RecipientState::Refused, "550 no\r\n such")};
    const Card card = outboxCard(item, true, StandingClock::start());
    QCOMPARE(plain(card.details), QStringLiteral("The server says: “552 5.3.4 Too <b>big</b>”\na@example.org: 550 no such"));
    QVERIFY(!card.spoken().contains(QStringLiteral("552")));
}

void OutboxTest::whatTheStoreKeepsInEnglishIsNotShown()
{
    QCOMPARE(describedDetails(QStringLiteral("refused: MAIL FROM")), QString());
    QCOMPARE(describedDetails(QStringLiteral("too-large: the message is too large [message-too-large]")), QString()); // a name of ours
    QCOMPARE(plain(describedDetails(QStringLiteral("not-found: gone [TRYCREATE]; the server says: No such\n mailbox; while moving; while working"))),
             QStringLiteral("The server says: “No such mailbox; while moving”\nIts code: TRYCREATE"));
    QCOMPARE(plain(describedDetails(QStringLiteral("quota: full [5.2.2]"))), QStringLiteral("Its code: 5.2.2"));
    QCOMPARE(describedDetails({}), QString());
}

void OutboxTest::aMessageWithoutAnythingStillHasACard()
{
    OutboxItem item;
    item.id = OutboxId(9);
    item.recipients = {recipient("a@example.org"), recipient("b@example.org")};
    const Card card = outboxCard(item, true, StandingClock::start());
    QCOMPARE(plain(card.title), QStringLiteral("a@example.org, b@example.org"));
    QCOMPARE(card.subtitle, QStringLiteral("No subject"));
}

void OutboxTest::secondsAreCountedWithoutAsking()
{
    Outbox outbox;
    outbox.source.items = {queued(2)};
    outbox.model.reload();
    QCOMPARE(outbox.model.card(0).state, QStringLiteral("Goes out in 2 s"));
    const int asked = outbox.source.questions;
    outbox.clock.seconds = 1;
    outbox.model.refreshWords();
    QCOMPARE(outbox.model.card(0).state, QStringLiteral("Goes out in 1 s"));
    outbox.clock.seconds = 2;
    outbox.model.refreshWords();
    QCOMPARE(outbox.model.card(0).state, QStringLiteral("Waiting to be sent"));
    outbox.model.setOnline(false);
    QCOMPARE(outbox.model.card(0).state, QStringLiteral("Waiting for the network"));
    QCOMPARE(outbox.source.questions, asked);
}

void OutboxTest::changesElsewhereAskNothing()
{
    Outbox outbox;
    outbox.model.reload();
    ChangeSet changes;
    changes.folderList = true;
    changes.attention = true;
    outbox.model.apply(changes);
    QCOMPARE(outbox.source.questions, 1);
    outbox.model.apply(outboxChanged());
    QCOMPARE(outbox.source.questions, 2);
}

void OutboxTest::changesWhileReadingAreNotLost()
{
    Outbox outbox;
    outbox.source.hold();
    outbox.model.reload();
    outbox.source.items = {queued(0)};
    outbox.model.apply(outboxChanged());
    outbox.model.apply(outboxChanged());
    QCOMPARE(outbox.source.questions, 1);
    outbox.source.release();
    QCOMPARE(outbox.source.questions, 2);
    QCOMPARE(outbox.model.rowCount(), 1);
}

void OutboxTest::aCardKeepsItsPlaceInTheModel()
{
    Outbox outbox;
    const OutboxItem a = outgoing(1, OutboxState::Queued, QStringLiteral("a"));
    const OutboxItem b = outgoing(2, OutboxState::Queued, QStringLiteral("b"));
    OutboxItem c = outgoing(3, OutboxState::Queued, QStringLiteral("c"));
    outbox.source.items = {a, b, c};
    outbox.model.reload();
    const QPersistentModelIndex kept = outbox.model.index(2);
    QSignalSpy resets(&outbox.model, &QAbstractItemModel::modelReset);
    c.state = OutboxState::Sending;
    outbox.source.items = {c, outgoing(4, OutboxState::Queued, QStringLiteral("d")), a};
    outbox.model.apply(outboxChanged());
    QCOMPARE(titles(outbox.model), (QStringList{QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("a")}));
    QCOMPARE(kept.row(), 0);
    QCOMPARE(outbox.model.card(0).state, QStringLiteral("Sending"));
    QCOMPARE(outbox.model.idAt(1), OutboxId(4));
    QCOMPARE(resets.size(), 0);
    outbox.source.items.clear();
    outbox.model.reload();
    QCOMPARE(outbox.model.rowCount(), 0);
}

void OutboxTest::aStoreThatCannotBeReadIsTold()
{
    Outbox outbox;
    outbox.source.failure = makeError(ErrorKind::StoreCorrupt, QStringLiteral("damaged"));
    QSignalSpy failed(&outbox.model, &CardModel::failed);
    outbox.model.reload();
    QCOMPARE(failed.size(), 1);
    QVERIFY(!outbox.model.isLoaded());
    outbox.source.failure.reset();
    outbox.model.reload();
    QVERIFY(outbox.model.isLoaded());
}

} // namespace petrel::test
