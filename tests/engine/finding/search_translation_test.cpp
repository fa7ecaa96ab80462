#include "core/engine/imap/search_translation.h"
#include "core/imap/grammar/command.h"
#include "core/model/gmail_label.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

constexpr std::int64_t kNow = 1'800'000'000; ///< 15 January 2027, 08:00 UTC

/** The keys as they travel to the server of "Home/Plans"; literals as {size}bytes. */
QByteArray asked(const QString &words, const QList<QByteArray> &capabilities)
{
    FolderRow folder;
    folder.path = QStringLiteral("Home/Plans");
    folder.name = QStringLiteral("Plans");
    const imap::Capabilities offered(capabilities);
    const Result<imap::SearchKey> key = engine::searchKeyFor(store::parseSearch(words), folder, offered, classicLabels() + QList<Label>{labelOf(gmailWord(QStringLiteral("Til båter")))}, kNow);
    if (!key)
        return kindName(key.error().kind).toLatin1() + ' ' + key.error().code;
    const imap::Command command = imap::Command("X").search(*key, offered);
    if (command.error())
        return kindName(command.error()->kind).toLatin1();
    QByteArray text;
    for (const imap::CommandPiece &piece : command.pieces())
        text += piece.literal ? '{' + QByteArray::number(qlonglong(piece.literal->size)) + '}' + piece.literal->read(0, 1000).value() : piece.text;
    return text.mid(2);
}

} // namespace

/** What the person types, and what a server is asked. */
class SearchTranslationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void each_operator_has_its_key_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("keys");
        const auto row = [](const char *words, const QByteArray &keys) { QTest::newRow(words) << QString::fromUtf8(words) << keys; };
        row("", "ALL");
        row("ferry", "TEXT \"ferry\"");
        row("ferry plan", "TEXT \"ferry\" TEXT \"plan\"");
        row("\"ferry plan\"", "TEXT \"ferry plan\"");
        row("-ferry", "NOT TEXT \"ferry\"");
        row("ferry OR boat", "OR TEXT \"ferry\" TEXT \"boat\"");
        row("a OR b OR -c d", "OR OR TEXT \"a\" TEXT \"b\" NOT TEXT \"c\" TEXT \"d\"");
        row("from:ada", "FROM \"ada\"");
        row("from:\"Ada L\"", "FROM \"Ada L\"");
        row("to:bob", "OR TO \"bob\" OR CC \"bob\" BCC \"bob\"");
        row("-to:bob", "NOT OR TO \"bob\" OR CC \"bob\" BCC \"bob\"");
        row("subject:plan", "SUBJECT \"plan\"");
        row("is:unread", "NOT SEEN");
        row("-is:unread", "SEEN");
        row("is:flagged OR is:answered", "OR FLAGGED ANSWERED");
        row("is:draft", "DRAFT");
        row("tag:later", "OR KEYWORD $label5 KEYWORD later");
        row("-label:\"To do\"", "NOT KEYWORD $label4");
        row("tag:boats", "KEYWORD boats");
        row("tag:$Junk", "NOT ALL");
        row("tag:a(b", "NOT ALL");
        row("tag:boats OR ferry", "OR KEYWORD boats TEXT \"ferry\"");
        row("larger:2M", "LARGER 2000000");
        row("-smaller:3k", "NOT SMALLER 3000");
        row("larger:9000G", "LARGER 4294967295");
        row("Grüße", "TEXT {7}Grüße");
        row("a\"b", "TEXT \"a\\\"b\"");
        row("in:plans", "ALL");
        row("in:home/plans ferry", "ALL TEXT \"ferry\"");
        row("in:inbox OR ferry", "OR NOT ALL TEXT \"ferry\"");
        row("-in:plans", "NOT ALL");
        row("has:nothing", "TEXT \"has nothing\"");
        // Pieces that no server but Gmail can be asked are left out: what was found is narrowed here.
        row("has:attachment", "ALL");
        row("ferry -has:attachment", "TEXT \"ferry\"");
        row("has:attachment OR is:flagged", "ALL");
        row("has:attachment OR ferry", "unsupported mixed");
        // A quarter of 2027 has not passed: some days more, for a server counts them in a zone of its own.
        row("after:2027", "SINCE 30-Dec-2026");
        row("before:2027", "BEFORE 3-Jan-2027");
        row("-before:2027", "SINCE 30-Dec-2026");
    }
    void each_operator_has_its_key()
    {
        QFETCH(QString, words);
        QFETCH(QByteArray, keys);
        QCOMPARE(asked(words, {}), keys);
    }

    /** An hour more than was asked for: clocks differ. */
    void days_go_by_age_where_the_server_counts_it()
    {
        QCOMPARE(asked(QStringLiteral("after:2027-01-15"), {"WITHIN"}), QByteArray("YOUNGER ") + QByteArray::number(8 * 3600 + 3600));
        QCOMPARE(asked(QStringLiteral("-after:2027-01-15"), {"WITHIN"}), QByteArray("OLDER ") + QByteArray::number(8 * 3600 - 3600));
        QCOMPARE(asked(QStringLiteral("before:1800"), {"WITHIN"}), QByteArray("OLDER 4294967295"));
        QCOMPARE(asked(QStringLiteral("after:2030"), {"WITHIN"}), QByteArray("YOUNGER 1"));
    }

    void gmail_knows_of_attachments()
    {
        QCOMPARE(asked(QStringLiteral("has:attachment"), {"X-GM-EXT-1"}), QByteArray("X-GM-RAW \"has:attachment\""));
        QCOMPARE(asked(QStringLiteral("-has:attachment ferry"), {"X-GM-EXT-1"}), QByteArray("NOT X-GM-RAW \"has:attachment\" TEXT \"ferry\""));
        QCOMPARE(asked(QStringLiteral("has:attachment OR ferry"), {"X-GM-EXT-1"}), QByteArray("OR X-GM-RAW \"has:attachment\" TEXT \"ferry\""));
    }

    void gmail_knows_its_own_labels()
    {
        QCOMPARE(asked(QStringLiteral("tag:\"til båter\""), {"X-GM-EXT-1"}), QByteArray("X-GM-LABELS \"Til b&AOU-ter\""));
        QCOMPARE(asked(QStringLiteral("-tag:tilbåter"), {"X-GM-EXT-1"}), QByteArray("NOT X-GM-LABELS \"Til b&AOU-ter\""));
        QCOMPARE(asked(QStringLiteral("tag:\"til båter\""), {}), QByteArray("NOT ALL"));
    }

    /** Whatever was typed travels as a string. */
    void nothing_typed_becomes_a_command()
    {
        QCOMPARE(asked(QStringLiteral("x) LOGOUT"), {}), QByteArray("TEXT \"x)\" TEXT \"LOGOUT\""));
        QCOMPARE(asked(QStringLiteral("from:\"x\r\nA1 LOGOUT\""), {}), QByteArray("invalid"));
        QCOMPARE(asked(QString(QChar(0)) + QStringLiteral("x"), {}), QByteArray("invalid"));
    }
};

} // namespace petrel::test

using petrel::test::SearchTranslationTest;
PETREL_TEST(SearchTranslationTest)
#include "search_translation_test.moc"
