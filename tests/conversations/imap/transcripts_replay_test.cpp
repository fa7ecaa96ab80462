#include "core/imap/session/mailbox_limits.h"
#include "core/imap/session/server_search.h"
#include "tests/conversations/imap/played_session.h"

#include <QDirIterator>
#include <QFile>

using namespace petrel;
using namespace petrel::imap;

namespace {

const QString kFolder = QStringLiteral(PETREL_TEST_DATA "/imap/transcripts/");
const QByteArray kSelected = "C^ P2 SELECT\nS: * 50 EXISTS\nS: P2 OK done\n";

/** What the server sent, as one step of a script: tags are ours. */
QByteArray said(const QString &file, const QByteArray &tag)
{
    QFile source(kFolder + file);
    if (!source.open(QIODevice::ReadOnly))
        return "S: the transcript is missing\n";
    const QByteArray bytes = source.readAll().replace("\r\n", "\n").replace('\n', "\r\n").replace("A########", tag);
    return "S| \\x" + bytes.toHex(' ').replace(" ", "\\x") + '\n';
}

/** A session of such a server gets this answer to its next command, which begins so. */
void replayed(const char *file, const QByteArray &capabilities, const QByteArray &command, const std::function<void(ImapSession &)> &act,
              const QByteArray &after = {})
{
    played(capabilities, "C^ P2 " + command + '\n' + said(QLatin1String(file), "P2") + after, act);
}

/** The recordings of lists are pieces: the inbox is asked for alone. */
const QByteArray kInbox("C: P3 LIST \"\" INBOX\nS: * LIST () \"/\" INBOX\nS: P3 OK\n");

/** The same in a folder that is selected. */
void replayedInFolder(const char *file, const QByteArray &capabilities, const QByteArray &command, const std::function<void(ImapSession &)> &act)
{
    played(capabilities, kSelected + "C^ P3 " + command + '\n' + said(QLatin1String(file), "P3"), [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    });
}

QList<FetchedHeader> headers(ImapSession &session, const SequenceSet &uids = SequenceSet::all())
{
    QList<FetchedHeader> found;
    const Status status = session.fetchHeaders(MessageSet::uids(uids), [&](FetchedHeader &&header) -> Status {
        found.append(std::move(header));
        return {};
    });
    return status.ok() ? found : QList<FetchedHeader>();
}

FolderListing folderNamed(const QList<FolderListing> &folders, const QString &name)
{
    for (const FolderListing &folder : folders) {
        if (folder.name.text() == name)
            return folder;
    }
    return {};
}

} // namespace

/** What real servers said leads to sensible values, and never to a session that is lost. */
class TranscriptsReplayTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyAnswerMayComeToAnyCommand_data()
    {
        QTest::addColumn<QString>("file");
        QDirIterator files(kFolder, {QStringLiteral("*.txt")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next().mid(kFolder.size());
            const bool isAnswer = said(file, "P3").contains("\\x50\\x33\\x20"); // greetings and pieces of IDLE have no tag
            const bool isFarewell = file.endsWith(QLatin1String("logout.txt"));
            if (isAnswer && !isFarewell)
                QTest::newRow(qPrintable(file)) << file;
        }
    }

    void anyAnswerMayComeToAnyCommand()
    {
        QFETCH(QString, file);
        played("IDLE", kSelected + "C: P3 NOOP\n" + said(file, "P3") + "C: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            (void)session.noop();
            QVERIFY(session.isAlive() && session.noop().ok());
            for (const MailboxEvent &event : session.takeEvents())
                QVERIFY(event.concernsSelected());
        });
    }

    void greetingsOpenASession_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *server : {"common/basic", "cyrus/", "domino/", "dovecot/", "gmail/", "lowercase/", "smartermail/", "uw/", "yahoo/", "zoho/"})
            QTest::newRow(server) << QLatin1String(server) + (QByteArray(server).endsWith('/') ? QStringLiteral("greeting.txt") : QStringLiteral("-greeting.txt"));
    }
    void greetingsOpenASession()
    {
        QFETCH(QString, file);
        test::FakeStream stream(said(file, {}) + "CLOSE\n");
        const Result<std::unique_ptr<ImapSession>> session = openOn(stream);
        // It greets, we speak, and nobody answers: the greeting itself was no trouble.
        QVERIFY(!session.ok());
        QVERIFY2(stream.written().startsWith("P1 "), stream.written().constData());
    }

    void gmailHasAFolderThatIsNone()
    {
        replayed("gmail/list-gmail.txt", "LIST-EXTENDED SPECIAL-USE", "LIST", [](ImapSession &session) {
            const FolderListing folder = folderNamed(must(session.list()).folders, QStringLiteral("[Gmail]"));
            QVERIFY(!folder.selectable && folder.mayHaveChildren);
        }, kInbox);
    }

    void zohoTellsRolesAndGermanNames()
    {
        replayed("zoho/xlist.txt", "LIST-EXTENDED", "LIST", [](ImapSession &session) {
            const QList<FolderListing> folders = must(session.list()).folders;
            QCOMPARE(int(folderNamed(folders, QStringLiteral("Entwürfe")).role), int(FolderRole::Drafts));
        }, kInbox);
    }

    void dovecotTellsRoles()
    {
        replayed("dovecot/list-special-use.txt", "LIST-EXTENDED SPECIAL-USE", "LIST", [](ImapSession &session) {
            QList<FolderRole> roles;
            const FolderList list = must(session.list());
            for (const FolderListing &folder : list.folders)
                roles.append(folder.role);
            QVERIFY(roles.contains(FolderRole::Trash) && roles.contains(FolderRole::Drafts) && roles.contains(FolderRole::Junk));
        }, kInbox);
    }

    void quotasAndLimits()
    {
        replayed("common/getquota.txt", "QUOTA", "GETQUOTAROOT", [](ImapSession &session) {
            const Quota quota = must(quotaOf(session, MailboxName::inbox())).value(0);
            QCOMPARE(quota.storage.value_or(Quota::Use()), (Quota::Use{3783 * 1024, 15728640LL * 1024}));
        });
        replayed("common/getquota-no-root.txt", "QUOTA", "GETQUOTAROOT", [](ImapSession &session) {
            QCOMPARE(must(quotaOf(session, MailboxName::inbox())).value(0).root, "storage=0");
        });
        replayed("gmail/status-inbox-appendlimit.txt", "APPENDLIMIT", "STATUS", [](ImapSession &session) {
            QCOMPARE(must(appendLimitOf(session, MailboxName::inbox())).value_or(0), 35651584);
        });
    }

    void selectTellsWhatChanged()
    {
        played("ENABLE CONDSTORE QRESYNC", "C^ P3 SELECT\n" + said(QStringLiteral("dovecot/select-unittests-messages-qresync.txt"), "P3"), [](ImapSession &session) {
            const QresyncState known{UidValidity(1436832084), ModSeq(1), SequenceSet::range(1u, 8u)};
            const SelectResult result = must(session.select(MailboxName::inbox(), ImapSession::Access::ReadWrite, known));
            QVERIFY(result.qresync && result.complete);
            QCOMPARE(result.vanished.toWire(), "8");
            QCOMPARE(result.changed.size(), 7);
        });
        replayed("gmail/select-inbox.txt", "", "SELECT", [](ImapSession &session) {
            const SelectResult result = must(session.select(MailboxName::inbox()));
            QVERIFY(result.uidValidity && result.uidNext && !result.readOnly);
        });
        replayed("common/select-inbox-no-modseq.txt", "CONDSTORE", "SELECT", [](ImapSession &session) {
            QVERIFY(must(session.select(MailboxName::inbox())).highestModSeq.isNull());
        });
    }

    void headersOfRealMessages()
    {
        replayedInFolder("dovecot/fetch3.txt", "CONDSTORE", "UID FETCH", [](ImapSession &session) {
            const QList<FetchedHeader> found = headers(session);
            QVERIFY(!found.isEmpty());
            for (const FetchedHeader &header : found)
                QVERIFY(header.uid && header.envelope);
        });
        replayedInFolder("gmail/search-summary.txt", "X-GM-EXT-1", "UID FETCH", [](ImapSession &session) {
            const QList<FetchedHeader> found = headers(session);
            QVERIFY(!found.isEmpty());
            for (const FetchedHeader &header : found)
                QVERIFY(!header.emailId.isNull() && !header.threadId.isNull());
        });
    }

    void changesOfFlags()
    {
        replayedInFolder("dovecot/setflags-unchangedsince.txt", "CONDSTORE", "UID STORE", [](ImapSession &session) {
            QCOMPARE(must(session.storeFlags(SequenceSet::range(1u, 14u), ImapSession::StoreMode::Add, Flag::Seen)).modified.toWire(), "7,9");
        });
        replayedInFolder("zoho/fetch-negative-modseq-values.txt", "CONDSTORE", "UID FETCH", [](ImapSession &session) {
            const FlagsAnswer answer = must(session.fetchFlags(SequenceSet::all()));
            QVERIFY(answer.complete && answer.updates.size() > 10);
            QVERIFY(answer.updates.first().modSeq.isNull());
        });
    }

    void copiesAndMovesTellWhereTheyWent()
    {
        replayedInFolder("gmail/uid-copy.txt", "UIDPLUS", "UID COPY", [](ImapSession &session) {
            const CopyUid copied = must(session.uidCopy(SequenceSet::range(1u, 50u), MailboxName::inbox()));
            QCOMPARE(copied.targetOf(Uid(50)).number(), 21u);
        });
        replayedInFolder("dovecot/move.txt", "MOVE", "UID MOVE", [](ImapSession &session) {
            const CopyUid moved = must(session.uidMove(SequenceSet::of(Uid(7)), MailboxName::inbox()));
            QCOMPARE(moved.targetOf(Uid(7)).number(), 14u);
        });
    }

    void searchesOfAllKinds()
    {
        const SearchKey key = SearchKey::all();
        replayedInFolder("dovecot/optimized-search.txt", "ESEARCH", "UID SEARCH", [&](ImapSession &session) { QCOMPARE(must(searchServer(session, key)).toWire(), "1:7"); });
        replayedInFolder("yahoo/search.txt", "", "UID SEARCH", [&](ImapSession &session) { QCOMPARE(must(searchServer(session, key)).toWire(), "1:14"); });
        replayedInFolder("dovecot/search-partial-negative.txt", "ESEARCH PARTIAL", "UID SEARCH", [&](ImapSession &session) {
            QCOMPARE(must(searchNewest(session, key, 10)).uids.toWire(), "5:14");
        });
        replayedInFolder("dovecot/search-partial-options.txt", "ESEARCH PARTIAL", "UID SEARCH", [&](ImapSession &session) {
            QCOMPARE(must(searchNewest(session, key, 10)), (NewestFound{SequenceSet::range(1u, 10u), 14}));
        });
        replayedInFolder("dovecot/thread-references.txt", "THREAD=REFERENCES", "UID THREAD", [&](ImapSession &session) {
            const QList<ThreadedMessage> threads = must(threadServer(session, key));
            QCOMPARE(threads.size(), 7);
            QCOMPARE(threads.value(2).parent, 1);
        });
    }

    void notificationsAreEvents()
    {
        played("NOTIFY IDLE", "C^ P2 NOTIFY SET STATUS\n" + said(QStringLiteral("dovecot/notify.txt"), "P2") + "C: P3 IDLE\n" + said(QStringLiteral("dovecot/notify-idle.txt"), {}) + "C: DONE\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(session.notify({})).value(0).uidNext.value_or(Uid()), Uid(2));
            QVERIFY(session.idle(Deadline::in(std::chrono::minutes(1))).ok());
            const QList<MailboxEvent> events = session.takeEvents();
            QVERIFY(!events.isEmpty());
            QCOMPARE(int(events.first().kind), int(MailboxEvent::Kind::FolderStatus));
        });
    }
};

PETREL_TEST(TranscriptsReplayTest)
#include "transcripts_replay_test.moc"
