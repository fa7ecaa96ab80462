#include "core/imap/grammar/command.h"
#include "tests/support/registered_test.h"

#include <QtTest>

using namespace petrel;
using namespace petrel::imap;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kNow = 1'000'000'000; ///< 9 September 2001, 01:46:40 UTC

/** The keys as they travel; literals as {size}bytes. */
QByteArray written(const SearchKey &key, const QList<QByteArray> &capabilities = {})
{
    const Command command = Command("X").search(key, Capabilities(capabilities));
    if (command.error())
        return command.error()->kind == ErrorKind::Unsupported ? "unsupported" : "invalid";
    QByteArray text;
    for (const CommandPiece &piece : command.pieces())
        text += piece.literal ? '{' + QByteArray::number(qlonglong(piece.literal->size)) + '}' + piece.literal->read(0, 1000).value() : piece.text;
    return text.mid(2);
}

} // namespace

class SearchKeyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachKeyIsWrittenAsTheRfcsSay()
    {
        QCOMPARE(written(SearchKey::all()), "ALL");
        QCOMPARE(written(SearchKey::uids(SequenceSet::range(3u, 9u))), "UID 3:9");
        QCOMPARE(written(SearchKey::is(Flag::Seen)), "SEEN");
        QCOMPARE(written(!SearchKey::is(Flag::Forwarded)), "NOT KEYWORD $Forwarded");
        QCOMPARE(written(SearchKey::keyword("$label1")), "KEYWORD $label1");
        QCOMPARE(written(SearchKey::keyword("a) LOGOUT")), "invalid");
        QCOMPARE(written(SearchKey::gmailLabel(QStringLiteral("To read")), {"X-GM-EXT-1"}), "X-GM-LABELS \"To read\"");
        QCOMPARE(written(SearchKey::gmailLabel(QStringLiteral("To read"))), "unsupported");
        QCOMPARE(written(SearchKey::contains(SearchKey::Field::Subject, QStringLiteral("the \"boat\""))), "SUBJECT \"the \\\"boat\\\"\"");
        QCOMPARE(written(SearchKey::header("List-Id", QString())), "HEADER \"List-Id\" \"\"");
        QCOMPARE(written(SearchKey::since(SearchKey::Day::Received, QDate(1994, 2, 1))), "SINCE 1-Feb-1994");
        QCOMPARE(written(SearchKey::before(SearchKey::Day::Sent, QDate(2026, 12, 31))), "SENTBEFORE 31-Dec-2026");
        QCOMPARE(written(SearchKey::larger(5000) && SearchKey::smaller(-4)), "LARGER 5000 SMALLER 0");
    }

    void keysArePutTogether()
    {
        const SearchKey a = SearchKey::is(Flag::Seen), b = SearchKey::is(Flag::Draft), c = SearchKey::is(Flag::Deleted);
        QCOMPARE(written(a && b && c), "SEEN DRAFT DELETED");
        QCOMPARE(written(a || b), "OR SEEN DRAFT");
        QCOMPARE(written((a && b) || c), "OR (SEEN DRAFT) DELETED");
        QCOMPARE(written(a || (b || c)), "OR SEEN OR DRAFT DELETED");
        QCOMPARE(written(!(a && b)), "NOT (SEEN DRAFT)");
        QCOMPARE(written(!a && (b || c)), "NOT SEEN OR DRAFT DELETED");
        QCOMPARE(written((SearchKey::contains(SearchKey::Field::From, QStringLiteral("x")) && b) || a), "OR (FROM \"x\" DRAFT) SEEN");
    }

    void textBeyondAsciiIsALiteralOfUtf8()
    {
        const SearchKey key = SearchKey::contains(SearchKey::Field::Body, QStringLiteral("Grüße"));
        QVERIFY(key.needsUtf8() && (SearchKey::all() || key).needsUtf8() && !SearchKey::all().needsUtf8());
        QCOMPARE(written(key), "BODY {7}Gr\xc3\xbc\xc3\x9f" "e");
    }

    void nothingFromOutsideBecomesACommand_data()
    {
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("a line end in a text") << written(SearchKey::contains(SearchKey::Field::Text, QStringLiteral("x\r\nA1 LOGOUT")));
        QTest::newRow("a NUL in a text") << written(SearchKey::contains(SearchKey::Field::Text, QString(QChar(0))));
        QTest::newRow("a line end in a field name") << written(SearchKey::header("X\r\nA1 LOGOUT", QString()));
        QTest::newRow("no field name") << written(SearchKey::header("", QStringLiteral("x")));
        QTest::newRow("no such day") << written(SearchKey::since(SearchKey::Day::Received, QDate()));
        QTest::newRow("no message") << written(SearchKey::uids({}));
        QTest::newRow("words for an identifier") << written(SearchKey::message({"a b"}), {"OBJECTID"});
        QTest::newRow("inside a larger key") << written(!(SearchKey::all() && SearchKey::uids({})) || SearchKey::all());
    }
    void nothingFromOutsideBecomesACommand()
    {
        QFETCH(QByteArray, shown);
        QCOMPARE(shown, "invalid");
    }

    void ageIsCountedInSecondsOrElseInDays()
    {
        QCOMPARE(written(SearchKey::younger(72h, kNow), {"WITHIN"}), "YOUNGER 259200");
        QCOMPARE(written(SearchKey::older(1h, kNow), {"WITHIN"}), "OLDER 3600");
        QVERIFY2(written(SearchKey::younger(72h, kNow)) == "SINCE 5-Sep-2001", "a day wider: nobody knows the server's zone");
        QCOMPARE(written(SearchKey::older(72h, kNow)), "BEFORE 8-Sep-2001");
        QVERIFY2(written(!SearchKey::older(72h, kNow)) == "unsupported", "wider would become narrower");
        QCOMPARE(written(!SearchKey::older(72h, kNow), {"WITHIN"}), "NOT OLDER 259200");
    }

    void someKeysNeedTheirExtension()
    {
        QCOMPARE(written(SearchKey::since(SearchKey::Day::Saved, QDate(2026, 1, 2)), {"SAVEDATE"}), "SAVEDSINCE 2-Jan-2026");
        QCOMPARE(written(SearchKey::since(SearchKey::Day::Saved, QDate(2026, 1, 2))), "unsupported");
        QCOMPARE(written(SearchKey::message({"M6d"}), {"OBJECTID"}), "EMAILID M6d");
        QCOMPARE(written(SearchKey::message({"1278455344230334865"}), {"X-GM-EXT-1"}), "X-GM-MSGID 1278455344230334865");
        QCOMPARE(written(!SearchKey::thread({"12"}), {"X-GM-EXT-1"}), "NOT X-GM-THRID 12");
        QCOMPARE(written(SearchKey::thread({"T1"})), "unsupported");
        QCOMPARE(written(SearchKey::gmail(QStringLiteral("has:attachment in:unread")), {"X-GM-EXT-1"}), "X-GM-RAW \"has:attachment in:unread\"");
        QCOMPARE(written(SearchKey::gmail(QStringLiteral("x"))), "unsupported");
    }
};

PETREL_TEST(SearchKeyTest)
#include "search_key_test.moc"
