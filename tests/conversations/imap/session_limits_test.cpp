#include "core/imap/session/mailbox_limits.h"
#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

MailboxName named(const char *wire)
{
    return must(MailboxName::fromWire(wire));
}

LiteralSource message(qsizetype size)
{
    return LiteralSource::of(QByteArray(size, 'x'));
}

} // namespace

/** What a server limits: QUOTA, APPENDLIMIT, STATUS=SIZE. */
class SessionLimitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotasAreBytesAndMessages()
    {
        played("QUOTA", "C: P2 GETQUOTAROOT \"INBOX\"\nS: * QUOTAROOT INBOX \"\" \"group\"\nS: * QUOTA \"\" (STORAGE 10 512)\nS: * QUOTA \"group\" (MESSAGE 7 900 X-FILES 1 2)\nS: P2 OK\n", [](ImapSession &session) {
            const QList<Quota> quotas = must(quotaOf(session, MailboxName::inbox()));
            QCOMPARE(quotas.size(), 2);
            QCOMPARE(quotas.first(), (Quota{"", Quota::Use{10'240, 524'288}, std::nullopt}));
            QCOMPARE(quotas.last(), (Quota{"group", std::nullopt, Quota::Use{7, 900}}));
        });
    }

    void aFolderWithoutRootIsNotLimited()
    {
        played("QUOTA", "C: P2 GETQUOTAROOT \"INBOX\"\nS: * QUOTAROOT INBOX\nS: P2 OK\n", [](ImapSession &session) {
            const auto quotas = quotaOf(session, MailboxName::inbox());
            QVERIFY(quotas.ok() && quotas->isEmpty());
        });
    }

    void hugeNumbersDoNotWrap()
    {
        played("QUOTA", "C: P2 GETQUOTAROOT \"INBOX\"\nS: * QUOTA \"\" (STORAGE 1 9223372036854775807)\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(must(quotaOf(session, MailboxName::inbox())).value(0).storage->limit > 0);
        });
    }

    void withoutTheExtensionsNothingIsAsked()
    {
        played("", "C: P2 NOOP\nS: P2 OK\n", [](ImapSession &session) {
            QCOMPARE(int(quotaOf(session, MailboxName::inbox()).error().kind), int(ErrorKind::Unsupported));
            QCOMPARE(int(sizeOf(session, MailboxName::inbox()).error().kind), int(ErrorKind::Unsupported));
            const auto limit = appendLimitOf(session, MailboxName::inbox());
            QVERIFY(limit.ok() && !*limit);
            QVERIFY(session.noop().ok());
        });
    }

    void oneLimitForAllFoldersIsKnownWithoutAsking()
    {
        played("APPENDLIMIT=18446744073709551615", "C: P2 APPEND \"INBOX\" () {100}\nS: + go\nC: " + QByteArray(100, 'x') + "\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(session.appendLimit().value_or(0) > 1'000'000);
            QVERIFY(session.append(MailboxName::inbox(), message(100), {}).ok());
        });
        played("APPENDLIMIT=100", "C: P2 APPEND \"INBOX\" () {100}\nS: + go\nC: " + QByteArray(100, 'x') + "\nS: P2 OK\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(appendLimitOf(session, MailboxName::inbox())).value_or(0), 100);
            QVERIFY(session.append(MailboxName::inbox(), message(100), {}).ok());
            const Error tooBig = session.append(MailboxName::inbox(), message(101), {}).error();
            QCOMPARE(tooBig.code, "TOOBIG");
            QCOMPARE(int(tooBig.scope), int(ErrorScope::Message));
            QVERIFY(session.noop().ok());
        });
    }

    void aLimitOfEachFolderIsAskedFor()
    {
        played("APPENDLIMIT", "C: P2 STATUS \"Sent\" (APPENDLIMIT)\nS: * STATUS Sent (APPENDLIMIT 257890)\nS: P2 OK\nC: P3 STATUS \"Sent\" (APPENDLIMIT)\nS: * STATUS Sent (APPENDLIMIT NIL)\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(appendLimitOf(session, named("Sent"))).value_or(0), 257890);
            QVERIFY(!must(appendLimitOf(session, named("Sent"))));
        });
    }

    /** The upload of a film that is refused at its end is spared; for a letter nobody asks. */
    void aLongMessageIsNotUploadedWhereTheFolderTakesNone()
    {
        const QByteArray asked = "C: P2 STATUS \"Sent\" (APPENDLIMIT)\nS: * STATUS Sent (APPENDLIMIT 1048576)\nS: P2 OK\n";
        played("APPENDLIMIT", asked + "C: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            const Error tooBig = session.append(named("Sent"), message(1'048'577), {}).error();
            QCOMPARE(tooBig.code, "TOOBIG");
            QCOMPARE(int(tooBig.scope), int(ErrorScope::Message));
            QVERIFY(session.noop().ok());
        });
        played("APPENDLIMIT", "C: P2 APPEND \"Sent\" () {3}\nS: + go\nC: xxx\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(session.append(named("Sent"), message(3), {}).ok());
        });
    }

    void aFolderThatIsNotThereIsFoundOutByAppend()
    {
        played("APPENDLIMIT", "C: P2 STATUS \"Sent\" (APPENDLIMIT)\nS: P2 NO no such folder\nC: P3 APPEND \"Sent\" () {1048576}\nS: P3 NO [TRYCREATE] no such folder\n", [](ImapSession &session) {
            QCOMPARE(session.append(named("Sent"), message(1'048'576), {}).error().code, "TRYCREATE");
        });
    }

    void theServerMayFindAMessageTooBigWithoutHavingSaidSo()
    {
        played("", "C: P2 APPEND \"INBOX\" () {3}\nS: P2 NO [TOOBIG] no\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            const Error tooBig = session.append(MailboxName::inbox(), message(3), {}).error();
            QCOMPARE(int(tooBig.kind), int(ErrorKind::Refused));
            QCOMPARE(int(tooBig.scope), int(ErrorScope::Message));
            QVERIFY(session.noop().ok());
        });
    }

    void theSizeOfAFolder()
    {
        played("STATUS=SIZE", "C: P2 STATUS \"Archive\" (SIZE)\nS: * STATUS Archive (SIZE 605748)\nS: P2 OK\nC: P3 STATUS \"Archive\" (SIZE)\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(sizeOf(session, named("Archive"))), 605748);
            QCOMPARE(int(sizeOf(session, named("Archive")).error().kind), int(ErrorKind::NotFound));
        });
    }

    void aRoleThatIsRefusedLeavesAFolderWithoutOne()
    {
        played("CREATE-SPECIAL-USE", "C: P2 CREATE \"Sent\" (USE (\\Sent))\nS: P2 NO [USEATTR] taken\nC: P3 CREATE \"Sent\"\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.createFolder(named("Sent"), FolderRole::Sent).ok());
        });
        played("", "C: P2 CREATE \"Sent\"\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(session.createFolder(named("Sent"), FolderRole::Sent).ok());
        });
    }

    void aFolderThatIsThereIsNotMadeTwice()
    {
        played("CREATE-SPECIAL-USE", "C: P2 CREATE \"Sent\" (USE (\\Sent))\nS: P2 NO [ALREADYEXISTS] there\n", [](ImapSession &session) {
            QCOMPARE(session.createFolder(named("Sent"), FolderRole::Sent).error().code, "ALREADYEXISTS");
        });
    }

    void foldersTellTheirOldNamesAndWhetherTheyTakeChildren()
    {
        played("LIST-EXTENDED", "C: P2 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN)\nS: * LIST () \"/\" INBOX\nS: * LIST (\\Noinferiors) \"/\" new (\"OLDNAME\" (\"old\"))\nS: * LIST (\\NonExistent \\HasChildren) \"/\" parent\nS: P2 OK\n", [](ImapSession &session) {
            const QList<FolderListing> folders = must(session.list()).folders;
            QVERIFY(folders.value(1).oldName == named("old"));
            QVERIFY(!folders.value(1).mayHaveChildren && folders.value(1).selectable);
            QVERIFY(folders.value(2).mayHaveChildren && !folders.value(2).selectable);
        });
    }
};

PETREL_TEST(SessionLimitsTest)
#include "session_limits_test.moc"
