#include "tests/support/registered_test.h"
#include "tests/unit/imap/parsing.h"

using namespace petrel;
using namespace petrel::imap;

/** What extensions tell of mailboxes: QUOTA, APPENDLIMIT, STATUS=SIZE, LIST-EXTENDED. */
class MailboxItemsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotasNameWhatIsLimited()
    {
        const QuotaResponse quota = parseOne<QuotaResponse>("* QUOTA \"\" (STORAGE 10 512 message 20 100)\r\n").value();
        QCOMPARE(quota.root, "");
        QCOMPARE(quota.resources, (QList<QuotaResource>{{"STORAGE", 10, 512}, {"MESSAGE", 20, 100}}));
        QVERIFY(parseOne<QuotaResponse>("* QUOTA \"#user/ada\" ()\r\n")->resources.isEmpty());
    }

    void gmailCountsIn64Bits()
    {
        QCOMPARE(parseOne<QuotaResponse>("* QUOTA \"\" (STORAGE 34 2233382748160)\r\n")->resources.value(0).limit, 2233382748160u);
    }

    void quotaRoots()
    {
        const QuotaRootResponse roots = parseOne<QuotaRootResponse>("* QUOTAROOT INBOX \"\" \"shared store\" plain\r\n").value();
        QVERIFY(roots.mailbox.isInbox());
        QCOMPARE(roots.roots, (QList<QByteArray>{"", "shared store", "plain"}));
        QVERIFY(parseOne<QuotaRootResponse>("* QUOTAROOT comp.mail.mime\r\n")->roots.isEmpty());
    }

    void quotasThatMakeNoSense_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"* QUOTA", "* QUOTA \"\"", "* QUOTA \"\" (STORAGE)", "* QUOTA \"\" (STORAGE 10)", "* QUOTA \"\" (STORAGE ten 20)",
                                 "* QUOTA \"\" (STORAGE 10 20", "* QUOTA (STORAGE 10 20)", "* QUOTAROOT", "* QUOTAROOT \"a"})
            QTest::newRow(line) << QByteArray(line);
    }
    void quotasThatMakeNoSense()
    {
        QFETCH(QByteArray, line);
        const Result<QList<Response>> all = parseAll(line + "\r\n");
        QVERIFY(all.ok() && all->size() == 1);
        QVERIFY(std::holds_alternative<MalformedResponse>(all->first()));
    }

    void quotasAreBounded()
    {
        const QuotaResponse quota = parseOne<QuotaResponse>("* QUOTA \"\" (" + QByteArray("X 1 2 ").repeated(5'000) + ")\r\n").value();
        QVERIFY(quota.resources.size() <= 100);
        QVERIFY(parseOne<QuotaRootResponse>("* QUOTAROOT INBOX" + QByteArray(" r").repeated(5'000) + "\r\n")->roots.size() <= 100);
    }

    void statusTellsSizeAndLimit()
    {
        const MailboxStatus status = parseOne<MailboxStatus>("* STATUS x (SIZE 44421 APPENDLIMIT 257890)\r\n").value();
        QCOMPARE(status.size.value_or(0), 44421);
        QCOMPARE(status.appendLimit.value_or(0), 257890);
        QVERIFY(!parseOne<MailboxStatus>("* STATUS x (APPENDLIMIT NIL MESSAGES 1)\r\n")->appendLimit);
    }

    void capabilitiesCarryNumbers()
    {
        const Capabilities capabilities({"APPENDLIMIT=35651584", "messagelimit=1000", "QUOTA", "LIMIT=many", "BIG=99999999999999999999"});
        QCOMPARE(capabilities.number("APPENDLIMIT").value_or(0), 35651584u);
        QCOMPARE(capabilities.number("MESSAGELIMIT").value_or(0), 1000u);
        for (const char *word : {"QUOTA", "LIMIT", "BIG", "OTHER"})
            QVERIFY2(!capabilities.number(word), word);
    }

    void extendedDataOfList()
    {
        const ListedMailbox renamed = parseOne<ListedMailbox>("* LIST () \"/\" \"new\" (\"OLDNAME\" (\"old\"))\r\n").value();
        QCOMPARE(renamed.oldName.value_or(MailboxName()).wire(), "old");
        const ListedMailbox parent = parseOne<ListedMailbox>("* LIST (\\NonExistent) \"/\" \"Foo\" (CHILDINFO (\"SUBSCRIBED\" \"REMOTE\") \"X-NEW\" (a (b) {2}\r\n)( ) \"OLDNAME\" (Bar))\r\n").value();
        QVERIFY(parent.subscribedChildren && !parent.exists && !parent.selectable);
        QCOMPARE(parent.oldName.value_or(MailboxName()).wire(), "Bar");
        QVERIFY2(parseOne<ListedMailbox>("* LIST (\\Noselect) \"/\" x ()\r\n")->exists, "there, but not to be selected");
    }

    void extendedDataThatMakesNoSense_data()
    {
        QTest::addColumn<QByteArray>("data");
        for (const char *data : {"(", "(\"OLDNAME\")", "(\"OLDNAME\" \"x\")", "(\"OLDNAME\" (\"\"))", "(\"CHILDINFO\" (\"SUBSCRIBED\")", "x", "() ()"})
            QTest::newRow(data) << QByteArray(data);
    }
    /** The folder is there all the same: as one that cannot be read it would pass for one that went, with its mail. */
    void extendedDataThatMakesNoSense()
    {
        QFETCH(QByteArray, data);
        const Result<QList<Response>> all = parseAll("* LIST (\\Sent) \"/\" x " + data + "\r\n");
        QVERIFY(all.ok());
        QCOMPARE(std::get<ListedMailbox>(all->value(0)), parseOne<ListedMailbox>("* LIST (\\Sent) \"/\" x\r\n").value());
    }
};

PETREL_TEST(MailboxItemsTest)
#include "mailbox_items_test.moc"
