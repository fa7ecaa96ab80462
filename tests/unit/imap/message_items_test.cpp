#include "tests/support/registered_test.h"
#include "tests/unit/imap/parsing.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

FetchResponse fetched(const QByteArray &items)
{
    return parseOne<FetchResponse>("* 4 FETCH (" + items + ")\r\n").valueOr({});
}

} // namespace

/** What extensions tell of messages and mailboxes: OBJECTID, X-GM-EXT-1, PREVIEW, SAVEDATE. */
class MessageItemsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messagesAndThreadsHaveLastingNames()
    {
        const FetchResponse fetch = fetched("EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9) UID 7");
        QCOMPARE(fetch.emailId.text, "M6d99ac3275bb4e");
        QCOMPARE(fetch.threadId.text, "T64b478a75b7ea9");
        QVERIFY2(fetched("EMAILID (a) THREADID NIL").threadId.isNull(), "this server knows no threads");
    }

    void mailboxesHaveLastingNames()
    {
        const StatusResponse selected = parseOne<StatusResponse>("* OK [MAILBOXID (F2212ea87-6097-4256-9d51-71338625)] Ok\r\n").value();
        QCOMPARE(std::get<ObjectId>(selected.code.value).text, "F2212ea87-6097-4256-9d51-71338625");
        const MailboxStatus status = parseOne<MailboxStatus>("* STATUS foo (MESSAGES 3 MAILBOXID (F2212ea87) UIDNEXT 9)\r\n").value();
        QCOMPARE(status.mailboxId.text, "F2212ea87");
        QCOMPARE(status.uidNext->number(), 9u);
    }

    void whatIsNoNameIsNone_data()
    {
        QTest::addColumn<QByteArray>("item");
        for (const QByteArray &item : {QByteArray("EMAILID ()"), QByteArray("EMAILID (a b)"), QByteArray("EMAILID x"), QByteArray("EMAILID (a.b)"),
                                       QByteArray("EMAILID (\"x\")"), "EMAILID (" + QByteArray(256, 'x') + ')', QByteArray("EMAILID NIL")})
            QTest::newRow(item.left(20).constData()) << item;
    }

    void whatIsNoNameIsNone()
    {
        QFETCH(QByteArray, item);
        const FetchResponse fetch = fetched(item + " UID 7");
        QVERIFY(fetch.emailId.isNull());
        QCOMPARE(fetch.malformed, QList<QByteArray>{"EMAILID"});
        QCOMPARE(fetch.uid.number(), 7u);
    }

    void aMailboxNameThatIsNoneIsACodeWithoutValue()
    {
        const StatusResponse status = parseOne<StatusResponse>("* OK [MAILBOXID x!y] Ok\r\n").value();
        QVERIFY(status.code.is("MAILBOXID") && std::holds_alternative<std::monostate>(status.code.value));
    }

    void gmailTellsNumbersAndLabels()
    {
        const FetchResponse fetch = fetched("X-GM-THRID 1266894439832287888 X-GM-MSGID 18446744073709551 X-GM-LABELS (\\Inbox \\Sent Important \"Muy Importante\" &BCAEMAQxBD4EQgQw-) UID 3");
        QCOMPARE(fetch.gmail->threadId, 1266894439832287888u);
        QCOMPARE(fetch.gmail->messageId, 18446744073709551u);
        QCOMPARE(fetch.gmail->labels, (QList<QByteArray>{"\\Inbox", "\\Sent", "Important", "Muy Importante", "&BCAEMAQxBD4EQgQw-"}));
        QCOMPARE(fetched("X-GM-LABELS () UID 3").gmail->labels.size(), 0);
        QVERIFY2(!fetched("UID 3").gmail, "told nothing");
    }

    void labelsMayTravelAsLiterals()
    {
        QCOMPARE(fetched("X-GM-LABELS (\"a\\\"b\" {3}\r\nc d) UID 3").gmail->labels, (QList<QByteArray>{"a\"b", "c d"}));
    }

    void labelsAreBounded()
    {
        QByteArray many("X-GM-LABELS (");
        for (int i = 0; i < 5'000; ++i)
            many += "l ";
        QCOMPARE(fetched(many + ") UID 3").gmail->labels.size(), Limits().flags);
        QVERIFY(fetched("X-GM-LABELS (\"" + QByteArray(2'000, 'x') + "\") UID 3").gmail->labels.isEmpty());
        QCOMPARE(fetched("X-GM-LABELS oops UID 3").malformed, QList<QByteArray>{"X-GM-LABELS"});
    }

    void previewsAreBytesOrNothing()
    {
        QCOMPARE(fetched("PREVIEW \"Hi, how are you\" UID 3").preview.value_or(QByteArray()), "Hi, how are you");
        QCOMPARE(fetched("PREVIEW {6}\r\nGr\xc3\xbc\xc3\x9f UID 3").preview.value_or(QByteArray()).size(), 6);
        QCOMPARE(fetched("PREVIEW \"\" UID 3").preview, QByteArray(""));
        QVERIFY(!fetched("PREVIEW NIL UID 3").preview);
    }

    void saveDates()
    {
        QCOMPARE(fetched("SAVEDATE \"01-Jan-1970 00:00:09 +0000\" UID 3").saveDate.value_or(0), 9);
        QVERIFY(!fetched("SAVEDATE NIL UID 3").saveDate);
        QCOMPARE(fetched("SAVEDATE \"soon\" UID 3").malformed, QList<QByteArray>{"SAVEDATE"});
    }
};

PETREL_TEST(MessageItemsTest)
#include "message_items_test.moc"
