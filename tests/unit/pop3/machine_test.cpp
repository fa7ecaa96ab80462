#include "tests/unit/pop3/machine_test.h"

#include "core/pop3/machine.h"

#include <QtTest>

namespace petrel::test {

using namespace pop3;

namespace {

QByteArray told(const Event &event)
{
    if (const auto *status = std::get_if<StatusEvent>(&event))
        return (status->status.ok() ? "ok " : "err ") + status->status.text;
    if (const auto *challenge = std::get_if<ChallengeEvent>(&event))
        return "challenge " + challenge->challenge;
    if (const auto *line = std::get_if<LineEvent>(&event))
        return "line " + line->line;
    if (const auto *content = std::get_if<ContentEvent>(&event))
        return "content " + content->bytes.toPercentEncoding();
    return "end";
}

/** All events that can be had now; the last one is "!" with the error when there is one. */
QByteArrayList drain(Machine &machine)
{
    QByteArrayList events;
    while (true) {
        const auto event = machine.next();
        if (!event) {
            events.append("! " + event.error().what.toUtf8());
            return events;
        }
        if (!*event)
            return events;
        events.append(told(**event));
    }
}

Machine greeted(const Limits &limits = {})
{
    Machine machine(limits);
    machine.receive("+OK hello\r\n");
    (void)machine.next();
    return machine;
}

} // namespace

void Pop3MachineTest::answersComeInTheOrderOfTheCommands()
{
    Machine machine = greeted();
    machine.send("RETR 1\r\n", AnswerShape::Message);
    machine.send("LIST\r\n", AnswerShape::Listing);
    machine.send("DELE 1\r\n", AnswerShape::Line);
    QCOMPARE(machine.takeOutput(), QByteArray("RETR 1\r\nLIST\r\nDELE 1\r\n"));
    QCOMPARE(machine.pending(), 3);
    machine.receive("+OK 3 octets\r\n..a\r\n.\r\n+OK\r\n1 3\r\n..\r\n.\r\n+OK marked\r\n");
    QCOMPARE(drain(machine), (QByteArrayList{"ok 3 octets", "content .a%0D%0A", "end", "ok ", "line 1 3", "line .", "end", "ok marked"}));
    QCOMPARE(machine.pending(), 0);
    QVERIFY(!machine.holdsInput());
}

void Pop3MachineTest::aRefusedRetrHasNoContent()
{
    Machine machine = greeted();
    machine.send("RETR 1\r\n", AnswerShape::Message);
    machine.send("RETR 2\r\n", AnswerShape::Message);
    machine.receive("-ERR no\r\n+OK\r\n.\r\n");
    QCOMPARE(drain(machine), (QByteArrayList{"err no", "ok ", "end"}));
}

void Pop3MachineTest::challengesAreToldFromAnswers()
{
    Machine machine = greeted();
    machine.send("AUTH LOGIN\r\n", AnswerShape::Challenge);
    machine.receive("+ VXNlcg==\r\n");
    QCOMPARE(drain(machine), QByteArrayList{"challenge VXNlcg=="});
    machine.respond("YQ==\r\n");
    machine.receive("+\r\n");
    QCOMPARE(drain(machine), QByteArrayList{"challenge "});
    machine.receive("+OK in\r\n");
    QCOMPARE(drain(machine), QByteArrayList{"ok in"});

    machine.send("STAT\r\n", AnswerShape::Line);
    machine.receive("+ VXNlcg==\r\n"); // a challenge out of place
    QVERIFY(drain(machine).constLast().startsWith('!'));
}

void Pop3MachineTest::whatNobodyAskedForEndsIt()
{
    Machine machine = greeted();
    machine.receive("+OK and more\r\n");
    QCOMPARE(drain(machine), QByteArrayList{"! an answer nobody asked for"});
    machine.send("NOOP\r\n", AnswerShape::Line);
    machine.receive("+OK\r\n");
    QCOMPARE(drain(machine), QByteArrayList{"! an answer nobody asked for"}); // it stays dead
}

void Pop3MachineTest::anEndlessLineEndsIt()
{
    Machine machine = greeted({.maxLineBytes = 1000});
    machine.send("STAT\r\n", AnswerShape::Line);
    machine.receive("+OK " + QByteArray(900, 'a'));
    QCOMPARE(drain(machine), QByteArrayList());
    machine.receive(QByteArray(200, 'a'));
    QCOMPARE(drain(machine), QByteArrayList{"! a line longer than 1000 bytes"});
}

void Pop3MachineTest::anEndlessListingEndsIt()
{
    Machine machine = greeted({.maxListingLines = 3});
    machine.send("UIDL\r\n", AnswerShape::Listing);
    machine.receive("+OK\r\n1 a\r\n2 b\r\n3 c\r\n4 d\r\n");
    QCOMPARE(drain(machine).constLast(), QByteArray("! a listing of more than 3 lines"));
}

void Pop3MachineTest::roundTripsCountWhatWasWaitedFor()
{
    Machine machine = greeted();
    QCOMPARE(machine.roundTrips(), 0);
    for (int i = 0; i < 10; ++i)
        machine.send("DELE 1\r\n", AnswerShape::Line);
    QCOMPARE(machine.roundTrips(), 1);
    machine.receive(QByteArray("+OK\r\n").repeated(10));
    (void)drain(machine);
    machine.send("QUIT\r\n", AnswerShape::Line);
    QCOMPARE(machine.roundTrips(), 2);
}

} // namespace petrel::test
