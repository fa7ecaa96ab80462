#include "core/imap/grammar/command.h"
#include "core/imap/grammar/internal_date.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

/** The command as text; literals as <size>. */
QByteArray shownCommand(const Command &command)
{
    QByteArray text;
    for (const CommandPiece &piece : command.pieces())
        text += piece.literal ? '<' + QByteArray::number(qlonglong(piece.literal->size)) + '>' : piece.text;
    return text;
}

} // namespace

class CommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void choosesQuotedOrLiteral()
    {
        QCOMPARE(shownCommand(Command("X").string("")), "X \"\"");
        QCOMPARE(shownCommand(Command("X").string("plain")), "X \"plain\"");
        QCOMPARE(shownCommand(Command("X").string("a\"b\\c")), "X \"a\\\"b\\\\c\"");
        QCOMPARE(shownCommand(Command("X").string("caf\xc3\xa9")), "X <5>");
        QCOMPARE(shownCommand(Command("X").string(QByteArray(600, 'a'))), "X <600>");
    }

    void refusesLineEndsAndNul_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::newRow("CRLF") << QByteArray("a\r\nA2 DELETE INBOX");
        QTest::newRow("LF") << QByteArray("a\nb");
        QTest::newRow("CR") << QByteArray("a\rb");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
    }

    void refusesLineEndsAndNul()
    {
        QFETCH(QByteArray, argument);
        for (const Command &command : {Command("X").string(argument), Command("X").secret(argument), Command("X").flags({}, {argument}),
                                       Command("X").section("BODY.PEEK", argument, {}), Command("X").secretToken(argument)}) {
            QVERIFY(command.error());
            QCOMPARE(int(command.error()->kind), int(ErrorKind::Invalid));
            QVERIFY(!shownCommand(command).contains('\n') || command.error());
        }
    }

    void refusesWhatIsNoArgument()
    {
        QVERIFY(Command("X").set({}).error());
        QVERIFY(Command("X").flags({}, {"two words"}).error());
        QVERIFY(Command("X").flags({}, {"par(en"}).error());
        QVERIFY(Command("X").flags({}, {"\\Fake"}).error());
        QVERIFY(Command("X").section("BODY", "1] RFC822 (X", {}).error());
    }

    void writesFlagsSetsAndDates()
    {
        const Command command = Command("UID STORE").set(SequenceSet::range(3u, 5u)).words("+FLAGS").flags(Flag::Seen | Flag::Forwarded, {"todo"});
        QCOMPARE(shownCommand(command), "UID STORE 3:5 +FLAGS (\\Seen $Forwarded todo)");
        QVERIFY(!command.error());
        QCOMPARE(formatInternalDate(837596665), "17-Jul-1996 09:44:25 +0000");
        QCOMPARE(formatInternalDate(0), " 1-Jan-1970 00:00:00 +0000");
    }

    void secretsAreMarked()
    {
        const Command command = Command("LOGIN").string("ada").secret("pass word");
        for (const CommandPiece &piece : command.pieces())
            QCOMPARE(piece.secret, piece.text.contains("pass"));
    }
};

PETREL_TEST(CommandTest)
#include "command_test.moc"
