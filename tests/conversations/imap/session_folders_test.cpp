#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

QByteArray tagOf(int number)
{
    return 'P' + QByteArray::number(number);
}

/** LIST and LSUB under this tag and the next, of an inbox and folders that are numbered. */
QByteArray listOf(int folders, int tag = 2)
{
    QByteArray script = "C: " + tagOf(tag) + " LIST \"\" \"*\"\nC: " + tagOf(tag + 1) + " LSUB \"\" \"*\"\nS: * LIST () \"/\" INBOX\n";
    for (int n = 1; n < folders; ++n)
        script += "S: * LIST () \"/\" F" + QByteArray::number(n) + '\n';
    return script + "S: " + tagOf(tag) + " OK\nS: " + tagOf(tag + 1) + " OK\n";
}

QByteArray statusCommand(int tag, int folder)
{
    const QByteArray name = folder == 0 ? QByteArray("INBOX") : 'F' + QByteArray::number(folder);
    return "C: " + tagOf(tag) + " STATUS \"" + name + "\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)\n";
}

/** So many STATUS of what listOf() lists, all of them before the first answer. */
QByteArray statusOf(int tag, int folder, int count, const QByteArray &answer)
{
    QByteArray asked, answers;
    for (int n = 0; n < count; ++n) {
        asked += statusCommand(tag + n, folder + n);
        answers += "S: " + tagOf(tag + n) + ' ' + answer + '\n';
    }
    return asked + answers;
}

} // namespace

class SessionFoldersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneCommandWhereTheServerCan()
    {
        played("LIST-EXTENDED LIST-STATUS SPECIAL-USE", "C: P2 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))\n"
            "S: * LIST (\\Subscribed \\Sent) \"/\" \"Gesendet\"\nS: * STATUS \"Gesendet\" (MESSAGES 4 UNSEEN 1)\nS: * LIST () \"/\" INBOX\nS: * STATUS INBOX (MESSAGES 9)\nS: P2 OK\n", [](ImapSession &session) {
            const int before = session.roundTrips();
            const QList<FolderListing> folders = must(session.list(ImapSession::WithStatus::Yes)).folders;
            QCOMPARE(folders.size(), 2);
            QVERIFY(folders.at(0).name.isInbox());
            QCOMPARE(folders.at(0).status->messages.value_or(0), 9u);
            QCOMPARE(int(folders.at(1).role), int(FolderRole::Sent));
            QVERIFY(folders.at(1).subscribed && !folders.at(1).roleGuessed);
            QCOMPARE(session.roundTrips() - before, 1);
        });
    }

    void plainCommandsWhereItCannot()
    {
        played("", "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * LIST () \".\" INBOX\nS: * LIST () \".\" INBOX.Trash\nS: P2 OK\nS: * LSUB () \".\" INBOX\nS: P3 OK\n"
            "C: P4 STATUS \"INBOX\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)\nC: P5 STATUS \"INBOX.Trash\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)\nS: * STATUS INBOX (MESSAGES 2)\nS: P4 OK\nS: P5 NO no\n", [](ImapSession &session) {
            const QList<FolderListing> folders = must(session.list(ImapSession::WithStatus::Yes)).folders;
            QCOMPARE(folders.size(), 2);
            QVERIFY(folders.at(0).subscribed && !folders.at(1).subscribed);
            QCOMPARE(int(folders.at(1).role), int(FolderRole::Trash));
            QVERIFY(folders.at(1).roleGuessed && !folders.at(1).status);
        });
    }

    /** Microsoft's ends a session at some fifty; others take what they get, and who stumbled is asked less at a time. */
    void soManyCountersAtATimeAsTheServerTakes()
    {
        played("", listOf(12) + statusOf(4, 0, 12, "OK"), [](ImapSession &session) {
            QCOMPARE(must(session.list(ImapSession::WithStatus::Yes)).folders.size(), 12);
            QCOMPARE(session.stumbledAt(), 0);
        });
        SessionOptions fewer = playedOptions();
        fewer.mostAtOnce = 7;
        played("", listOf(12) + statusOf(4, 0, 7, "OK") + statusOf(11, 7, 5, "OK"), [](ImapSession &session) {
            QCOMPARE(must(session.list(ImapSession::WithStatus::Yes)).folders.size(), 12);
        }, fewer);
    }

    void aServerThatStumbledOverManyCommandsIsAskedLessAtATime()
    {
        played("", listOf(12) + statusOf(4, 0, 12, "BAD") + listOf(12, 16) + statusOf(18, 0, 6, "OK") + statusOf(24, 6, 6, "OK"), [](ImapSession &session) {
            QCOMPARE(must(session.list(ImapSession::WithStatus::Yes)).folders.size(), 12);
            QCOMPARE(session.stumbledAt(), 12);
            QCOMPARE(must(session.list(ImapSession::WithStatus::Yes)).folders.size(), 12);
        });
        QByteArray asked;
        for (int n = 0; n < 12; ++n)
            asked += statusCommand(4 + n, n);
        played("", listOf(12) + asked + "S: * BYE too much\nCLOSE\n", [](ImapSession &session) {
            QVERIFY(!session.list(ImapSession::WithStatus::Yes));
            QCOMPARE(session.stumbledAt(), 12);
        });
        played("", "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * BYE good night\nCLOSE\n", [](ImapSession &session) {
            QVERIFY(!session.list(ImapSession::WithStatus::Yes));
            QVERIFY2(session.stumbledAt() == 0, "two commands were not what it fell over");
        });
    }

    void anExtendedListThatFailsIsRepeatedPlainly()
    {
        for (const char *answer : {"S: P2 BAD what\n", "S: P2 OK nothing to see\n"}) {
            played("LIST-EXTENDED", QByteArray("C^ P2 LIST\n") + answer + "C: P3 LIST \"\" \"*\"\nC: P4 LSUB \"\" \"*\"\nS: * LIST () \"/\" INBOX\nS: P3 OK\nS: P4 OK\n", [](ImapSession &session) {
                QCOMPARE(must(session.list()).folders.size(), 1);
            });
        }
    }

    void anInboxThatIsNotListedIsAskedForAndNeverTakenForGone()
    {
        const QByteArray extended("C^ P2 LIST\nS: * LIST (\\Subscribed) \"/\" Letters\nS: P2 OK\nC: P3 LIST \"\" INBOX\n");
        played("LIST-EXTENDED", extended + "S: * LIST () \"/\" INBOX\nS: P3 OK\n", [](ImapSession &session) {
            const FolderList list = must(session.list());
            QCOMPARE(list.folders.size(), 2);
            QVERIFY(list.folders.first().name.isInbox() && !list.incomplete);
        });
        played("LIST-EXTENDED", extended + "S: P3 OK\n", [](ImapSession &session) { QVERIFY(must(session.list()).incomplete); });
    }

    void namesThatCannotBeSentBackAreLeftOut()
    {
        played("", QByteArray("C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * LIST () \"/\" \"\"\nS: * LIST () \"/\" ") + QByteArray(2000, 'x') + "\nS: * LIST () \"/\" ok\nS: P2 OK\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(session.list()).folders.size(), 1);
        });
    }

    /** Not named is a proof only where every line could be read. */
    void aLineThatCannotBeReadMakesTheListIncomplete()
    {
        for (const char *line : {"* LIST () \"ab\" Letters", "* LIST () \"/\" \"Let", "* LIST (\\Sent \"/\" Letters"}) {
            played("", QByteArray("C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * LIST () \"/\" INBOX\nS: ") + line + "\nS: P2 OK\nS: P3 OK\n", [](ImapSession &session) {
                const FolderList list = must(session.list());
                QCOMPARE(list.folders.size(), 1);
                QVERIFY(list.incomplete);
            });
        }
        played("", "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * LIST () \"/\" INBOX\nS: * LIST () \"/\" Letters (odd\nS: P2 OK\nS: * LSUB (\nS: P3 OK\n", [](ImapSession &session) {
            const FolderList list = must(session.list());
            QCOMPARE(list.folders.size(), 2);
            QVERIFY2(!list.incomplete, "both are there; LSUB tells only who is subscribed");
        });
    }

    void moreFoldersThanTheLimitMakeTheListIncomplete()
    {
        SessionOptions options = playedOptions();
        options.limits.folders = 3;
        for (const int more : {0, 1}) {
            QByteArray lines("S: * LIST () \"/\" INBOX\n");
            for (int n = 1; n < options.limits.folders + more; ++n)
                lines += "S: * LIST () \"/\" f" + QByteArray::number(n) + '\n';
            played("", "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\n" + lines + "S: P2 OK\nS: P3 OK\n", [more](ImapSession &session) {
                const FolderList list = must(session.list());
                QCOMPARE(list.folders.size(), 3);
                QCOMPARE(list.incomplete, more > 0);
            }, options);
        }
    }

    void foldersAreMadeRenamedAndSubscribed()
    {
        played("CREATE-SPECIAL-USE", "C: P2 CREATE \"Sent\" (USE (\\Sent))\nS: P2 OK\nC: P3 RENAME \"Sent\" \"Entw&APw-rfe\"\nS: P3 NO [ALREADYEXISTS] there\nC: P4 UNSUBSCRIBE \"Sent\"\nS: P4 OK\nC: P5 DELETE \"Sent\"\nS: P5 OK\n", [](ImapSession &session) {
            const MailboxName sent = must(MailboxName::fromWire("Sent"));
            QVERIFY(session.createFolder(sent, FolderRole::Sent).ok());
            const Status renamed = session.renameFolder(sent, must(MailboxName::fromText(QStringLiteral("Entwürfe"))));
            QCOMPARE(renamed.error().code, "ALREADYEXISTS");
            QVERIFY(session.subscribe(sent, false).ok());
            QVERIFY(session.deleteFolder(sent).ok());
        });
    }
};

PETREL_TEST(SessionFoldersTest)
#include "session_folders_test.moc"
