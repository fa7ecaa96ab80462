#include "tests/unit/smtp/machine_test.h"

#include "core/smtp/machine.h"

#include <QtTest>

namespace petrel::test {

using namespace smtp;

namespace {

Machine greeted(const Limits &limits = {})
{
    Machine machine(limits);
    machine.receive("220 hello\r\n");
    (void)machine.next();
    return machine;
}

} // namespace

void SmtpMachineTest::repliesComeInOrder()
{
    Machine machine = greeted();
    machine.send("MAIL FROM:<a@b>\r\n");
    machine.send("RCPT TO:<c@d>\r\n");
    QCOMPARE(machine.takeOutput(), QByteArray("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n"));
    machine.receive("250-a\r\n250 b\r\n550 n");
    QCOMPARE((*machine.next())->text(), QByteArray("a\nb"));
    QVERIFY(!machine.next()->has_value());
    QVERIFY(machine.holdsInput());
    machine.receive("o\n"); // a bare LF ends a line too
    QCOMPARE((*machine.next())->text(), QByteArray("no"));
    QCOMPARE(machine.pending(), 0);
    QCOMPARE(machine.roundTrips(), 1);
}

void SmtpMachineTest::badNewsMayComeUnasked()
{
    Machine machine = greeted();
    machine.receive("421 4.4.2 idle too long\r\n");
    QCOMPARE((*machine.next())->code, 421);
    QCOMPARE(machine.pending(), 0);
}

void SmtpMachineTest::goodNewsMayNot()
{
    for (const char *line : {"250 ok\r\n", "354 go\r\n", "220 again\r\n"}) {
        Machine machine = greeted();
        machine.receive(line);
        QCOMPARE(machine.next().error().kind, ErrorKind::Protocol);
        machine.send("NOOP\r\n");
        machine.receive("250 ok\r\n");
        QVERIFY(!machine.next().ok()); // it stays dead
    }
}

void SmtpMachineTest::anEndlessLineEndsIt()
{
    Machine machine({.maxLineBytes = 1000});
    machine.receive("220 " + QByteArray(900, 'a'));
    QVERIFY(machine.next().ok());
    machine.receive(QByteArray(200, 'a'));
    QCOMPARE(machine.next().error().kind, ErrorKind::Protocol);
}

void SmtpMachineTest::aReplyOfManyLinesEndsIt()
{
    Machine machine;
    machine.receive(QByteArray("220-a\r\n").repeated(10'000));
    QCOMPARE(machine.next().error().kind, ErrorKind::Protocol);
}

} // namespace petrel::test
