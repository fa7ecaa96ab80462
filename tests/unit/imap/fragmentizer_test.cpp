#include "core/imap/grammar/fragmentizer.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

Limits small()
{
    Limits limits;
    limits.lineBytes = 64;
    limits.literalBytes = 32;
    limits.responseBytes = 100;
    limits.literalsPerResponse = 3;
    return limits;
}

Result<QList<RawResponse>> cut(const QByteArray &bytes, qsizetype step, const Limits &limits = {}, Quirks quirks = kAllQuirks)
{
    Fragmentizer fragmentizer(limits, quirks);
    QList<RawResponse> all;
    for (qsizetype i = 0; i < bytes.size(); i += step) {
        fragmentizer.feed(bytes.mid(i, step));
        while (std::optional<RawResponse> raw = TRY(fragmentizer.next()))
            all.append(*raw);
    }
    return all;
}

} // namespace

class FragmentizerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsLinesAndLiteralsHoweverTheyArrive()
    {
        const QByteArray whole("* OK hi\r\n* 1 FETCH (BODY[1] {5}\r\na\r\nb{ BODY[2] {0}\r\n X ~{3+}\r\nabc)\r\n");
        const QList<RawResponse> expected = {
            {{"* OK hi"}, {}},
            {{"* 1 FETCH (BODY[1] {5}", " BODY[2] {0}", " X ~{3+}", ")"}, {"a\r\nb{", "", "abc"}},
        };
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(7), whole.size()})
            QCOMPARE(cut(whole, step).value(), expected);
    }

    void bytesOfALiteralAreNeverAResponse()
    {
        const QList<RawResponse> all = cut("* 1 FETCH (BODY[] {20}\r\n* BYE gone\r\nA1 OK x\n)\r\n* OK\r\n", 3).value();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.first().literals.first(), "* BYE gone\r\nA1 OK x\n");
    }

    void bracesInTextAnnounceNothing_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"* OK see {5}", "A1 NO [ALERT] bad {3}", "+ go {2}", "* BYE {9}", "* LIST () \"/\" {x}", "* X {}"})
            QTest::newRow(line) << QByteArray(line);
    }

    void bracesInTextAnnounceNothing()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(cut(line + "\r\n", 1).value(), (QList<RawResponse>{{{line}, {}}}));
    }

    void refusesWhatIsTooMuch_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("line without end") << QByteArray(70, 'x');
        QTest::newRow("line too long") << QByteArray(70, 'x') + "\r\n";
        QTest::newRow("literal above the cap") << QByteArray("* X {33}\r\n");
        QTest::newRow("literal of 2^32") << QByteArray("* X {4294967296}\r\n");
        QTest::newRow("literal of twenty nines") << QByteArray("* X {99999999999999999999}\r\n");
        QTest::newRow("negative literal") << QByteArray("* X {-1}\r\n");
        QTest::newRow("response above the cap") << QByteArray("* X {32}\r\n") + QByteArray(32, 'a') + " {32}\r\n" + QByteArray(32, 'a') + " {32}\r\n";
        QTest::newRow("response above the cap by its last line") << QByteArray("* X {32}\r\n") + QByteArray(32, 'a') + QByteArray(62, 'b') + "\r\n";
        QTest::newRow("too many literals") << QByteArray("* {0}\r\n {0}\r\n {0}\r\n {0}\r\n");
    }

    void refusesWhatIsTooMuch()
    {
        QFETCH(QByteArray, bytes);
        Fragmentizer fragmentizer(small());
        fragmentizer.feed(bytes);
        Result<std::optional<RawResponse>> answer = fragmentizer.next();
        QVERIFY(!answer.ok());
        QCOMPARE(int(answer.error().kind), int(ErrorKind::Protocol));
        QCOMPARE(int(answer.error().scope), int(ErrorScope::Connection));
        fragmentizer.feed("* OK back to normal\r\n");
        QVERIFY2(!fragmentizer.next().ok(), "a dead fragmentizer stays dead");
    }

    void bareLfIsAQuirk()
    {
        QCOMPARE(cut("* OK a\n* OK b\n", 1).value().size(), 2);
        QVERIFY(!cut("* OK a\n", 1, {}, kAllQuirks & ~Quirks(Quirk::BareLf)).ok());
    }

    void knowsWhetherHalfAResponseWaits()
    {
        Fragmentizer fragmentizer;
        QVERIFY(fragmentizer.isEmpty());
        fragmentizer.feed("* X {2}\r\na");
        QVERIFY(!fragmentizer.next()->has_value());
        QVERIFY(!fragmentizer.isEmpty());
        fragmentizer.feed("b\r\n");
        QVERIFY(fragmentizer.next()->has_value());
        QVERIFY(fragmentizer.isEmpty());
    }

    void aMillionLinesCostNoMemory()
    {
        Fragmentizer fragmentizer;
        const QByteArray packet = QByteArray("* 5 EXISTS\r\n").repeated(1000);
        for (int i = 0; i < 50; ++i) {
            fragmentizer.feed(packet);
            for (int line = 0; line < 1000; ++line)
                QVERIFY(fragmentizer.next()->has_value());
            QVERIFY(fragmentizer.isEmpty());
        }
    }
};

PETREL_TEST(FragmentizerTest)
#include "fragmentizer_test.moc"
