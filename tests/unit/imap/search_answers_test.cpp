#include "tests/support/registered_test.h"
#include "tests/unit/imap/parsing.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

/** Threads as "uid<parent": "3 6<3 4<6 23<4". A missing message is "?". */
QByteArray threads(const QByteArray &wire)
{
    const Result<ThreadResponse> answer = parseOne<ThreadResponse>("* THREAD" + wire + "\r\n");
    if (!answer.ok())
        return "malformed";
    const auto name = [&](qsizetype at) {
        const Uid uid = answer->messages.at(at).uid;
        return uid.isNull() ? QByteArray("?") : QByteArray::number(uid.number());
    };
    QByteArrayList shown;
    for (qsizetype i = 0; i < answer->messages.size(); ++i) {
        const qsizetype parent = answer->messages.at(i).parent;
        shown.append(name(i) + (parent < 0 ? QByteArray() : '<' + name(parent)));
    }
    return shown.join(' ');
}

} // namespace

/** What extensions of SEARCH answer: SORT, THREAD, PARTIAL; and the codes MESSAGELIMIT and INPROGRESS. */
class SearchAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sortKeepsTheOrder()
    {
        QCOMPARE(parseOne<SortResponse>("* SORT 39 2 38 (MODSEQ 917162500)\r\n")->uids, (QList<Uid>{Uid(39), Uid(2), Uid(38)}));
        QVERIFY(parseOne<SortResponse>("* SORT\r\n")->uids.isEmpty());
        QVERIFY(!parseOne<SortResponse>("* SORT 2 x\r\n").ok());
    }

    void threadsAreTrees()
    {
        QCOMPARE(threads(" (2)(3 6 (4 23)(44 7 96))"), "2 3 6<3 4<6 23<4 44<6 7<44 96<7");
        QCOMPARE(threads(" ((3)(5))"), "? 3<? 5<?");
        QCOMPARE(threads(" (1 ((2)(3)))"), "1 ?<1 2<? 3<?");
        QCOMPARE(threads(" (1)(2)"), "1 2");
        QCOMPARE(threads(""), "");
    }

    void threadsThatMakeNoSense_data()
    {
        QTest::addColumn<QByteArray>("wire");
        for (const char *wire : {" (", " )", " 1", " (1))", " (1 x)", " (1 (2)", " ({3}\r\nabc)"})
            QTest::newRow(wire) << QByteArray(wire);
    }
    void threadsThatMakeNoSense()
    {
        QFETCH(QByteArray, wire);
        QCOMPARE(threads(wire), "malformed");
    }

    void threadsMayBeAsDeepAsALineIsLong()
    {
        const int depth = 200'000;
        const Result<ThreadResponse> deep = parseOne<ThreadResponse>("* THREAD " + QByteArray("(1").repeated(depth) + QByteArray(depth, ')') + "\r\n");
        QVERIFY(deep.ok());
        QCOMPARE(deep->messages.size(), depth);
        QCOMPARE(deep->messages.last().parent, depth - 2);
    }

    void aPartOfASearch()
    {
        const SearchResponse part = parseOne<SearchResponse>("* ESEARCH (TAG \"A1\") UID PARTIAL (-1:-100 264,300:310) COUNT 1500\r\n").value();
        QCOMPARE(part.partial.value_or(SequenceSet()).toWire(), "264,300:310");
        QCOMPARE(part.count.value_or(0), 1500u);
        QVERIFY(parseOne<SearchResponse>("* ESEARCH UID PARTIAL (-1:-100 NIL)\r\n")->partial->isEmpty());
        for (const char *bad : {"PARTIAL", "PARTIAL (1:2)", "PARTIAL (1:2 x)", "PARTIAL (1:2 3:*)", "PARTIAL (1:2 3"})
            QVERIFY2(!parseOne<SearchResponse>(QByteArray("* ESEARCH UID ") + bad + "\r\n").ok(), bad);
    }

    void theServerTellsWhereItStopped()
    {
        const auto limitOf = [](const QByteArray &line) { return std::get<MessageLimit>(parseOne<StatusResponse>(line + "\r\n")->code.value); };
        QCOMPARE(limitOf("A1 OK [MESSAGELIMIT 1000 23221] done"), (MessageLimit{1000, Uid(23221)}));
        QCOMPARE(limitOf("A1 NO [MESSAGELIMIT 1000] too many"), (MessageLimit{1000, Uid()}));
        QVERIFY(std::holds_alternative<std::monostate>(parseOne<StatusResponse>("A1 OK [MESSAGELIMIT many] x\r\n")->code.value));
    }

    void theServerTellsHowFarItIs()
    {
        const auto progressOf = [](const QByteArray &line) { return std::get<InProgress>(parseOne<StatusResponse>(line + "\r\n")->code.value); };
        QCOMPARE(progressOf("* OK [INPROGRESS (\"A001\" 454 1000)] at it"), (InProgress{"A001", 454, 1000}));
        QCOMPARE(progressOf("* OK [INPROGRESS (\"A001\" 454 NIL)] at it"), (InProgress{"A001", 454, std::nullopt}));
        QCOMPARE(progressOf("* OK [INPROGRESS (\"A001\" NIL NIL)] at it"), (InProgress{"A001", std::nullopt, std::nullopt}));
        QCOMPARE(progressOf("* OK [INPROGRESS] at it"), InProgress());
        for (const char *bad : {"(\"A001\")", "(\"A001\" x y)", "(\"A001\" 1 2 3)", "5"})
            QVERIFY2(std::holds_alternative<std::monostate>(parseOne<StatusResponse>(QByteArray("* OK [INPROGRESS ") + bad + "] x\r\n")->code.value), bad);
    }

    void fetchWithoutNumbers()
    {
        const FetchResponse fetch = parseOne<FetchResponse>("* 25996 UIDFETCH (FLAGS (\\Seen) UID 25996 RFC822.SIZE 9)\r\n").value();
        QCOMPARE(fetch.uid.number(), 25996u);
        QCOMPARE(fetch.number, 0u);
        const Result<QList<Response>> bad = parseAll("* 25996 UIDFETCH (FLAGS\r\n* 0 UIDFETCH (FLAGS ())\r\n");
        QVERIFY(std::get<MalformedResponse>(bad->at(0)).isFetch());
        QCOMPARE(std::get<MalformedResponse>(bad->at(0)).number, 25996u);
        QVERIFY(std::holds_alternative<MalformedResponse>(bad->at(1)));
    }
};

PETREL_TEST(SearchAnswersTest)
#include "search_answers_test.moc"
