#include "core/imap/session/mailbox_limits.h"
#include "core/imap/session/server_search.h"
#include "tests/support/compressing_stream.h"
#include "tests/support/endless_stream.h"
#include "tests/support/registered_test.h"

#include <QtTest>

using namespace petrel;
using namespace petrel::imap;
using petrel::test::EndlessStream;
using petrel::test::forEver;
using petrel::test::once;
using petrel::test::Packets;

namespace {

const QByteArray kOffers = "IMAP4rev1 IDLE NOTIFY QUOTA UIDPLUS MOVE SORT THREAD=REFS ESEARCH LIST-EXTENDED COMPRESS=DEFLATE X-GM-EXT-1";

const QByteArray kSelected = "P1 OK [READ-WRITE] selected\r\n";
const QByteArray kDone = "\r\nP1 OK done\r\n";

using Act = std::function<Error(ImapSession &)>;

/** Fewer than by default, so that floods are over soon. */
constexpr int kResponses = 10'000;

/** How a session fares at a server that says these packets once it is spoken to; the error of what it was asked to do. */
struct Fate
{
    Error error;
    bool alive = false;
};

Fate meets(const Packets &packets, const Act &act, int responses = kResponses)
{
    SessionOptions options;
    options.security = Security::Tls;
    options.limits.responsesPerCommand = responses;
    auto stream = std::make_unique<EndlessStream>("* PREAUTH [CAPABILITY " + kOffers + "] come in\r\n", packets);
    const Result<std::unique_ptr<ImapSession>> session = ImapSession::open(std::move(stream), options);
    if (!session.ok())
        return {session.error(), false};
    Fate fate;
    fate.error = act(**session);
    fate.alive = (*session)->isAlive();
    return fate;
}

template <class T>
Error errorOf(const Result<T> &result)
{
    return result.ok() ? Error() : result.error();
}

Error noop(ImapSession &session)
{
    const Status status = session.noop();
    return status.ok() ? Error() : status.error();
}

/** NOOP in a folder: what is said unasked is kept for us. */
Error noopInFolder(ImapSession &session)
{
    const auto selected = session.select(MailboxName::inbox());
    return selected.ok() ? noop(session) : selected.error();
}

Error fetchHeaders(ImapSession &session)
{
    const Status status = session.fetchHeaders(MessageSet::uids(SequenceSet::all()), [](FetchedHeader &&) { return Status(); });
    return status.ok() ? Error() : status.error();
}

Error fetchBody(ImapSession &session)
{
    const Status status = session.fetchBody(Uid(1), "", [](const QByteArray &) { return Status(); });
    return status.ok() ? Error() : status.error();
}

Error search(ImapSession &session)
{
    return errorOf(session.existingUids());
}

struct Attack
{
    const char *name;
    Packets (*packets)();
    Act act;
};

QByteArray numbered(const char *before, int count)
{
    QByteArray words;
    for (int i = 0; i < count; ++i)
        words += before + QByteArray::number(i);
    return words;
}

/** A hundred MiB, as much as a message may have. */
Packets largestMessage()
{
    return [](qint64 index) -> std::optional<QByteArray> {
        if (index == 0)
            return "* 1 FETCH (UID 1 BODY[] {104857600}\r\n";
        return index <= 1'600 ? QByteArray(64 * 1024, 'x') : ')' + kDone;
    };
}

/** What ends the session as Protocol. */
QList<Attack> floods()
{
    return {
        {"a line without end", [] { return forEver("* ", "x"); }, noop},
        {"a literal beyond 32 bits", [] { return once("* 1 FETCH (BODY[] {4294967296}\r\n"); }, fetchBody},
        {"a literal beyond 64 bits", [] { return once("* 1 FETCH (BODY[] {99999999999999999999}\r\n"); }, fetchBody},
        {"a negative literal", [] { return forEver("* 1 FETCH (BODY[] {-1}\r\n", "x"); }, fetchBody},
        {"a literal larger than any message", [] { return forEver("* 1 FETCH (BODY[] {1073741824}\r\n", "x"); }, fetchBody},
        {"literals without end", [] { return forEver("* 1 FETCH (X {1}\r\n", "x {1}\r\n"); }, fetchHeaders},
        {"OK without end", [] { return forEver("* OK still here\r\n"); }, noop},
        {"progress without end", [] { return forEver("* OK [INPROGRESS (\"P1\" 1 2)] at it\r\n"); }, noop},
        {"EXISTS without end", [] { return forEver(kSelected, "* 4294967295 EXISTS\r\n"); }, noopInFolder},
        {"EXPUNGE without end", [] { return forEver(kSelected, "* 1 EXPUNGE\r\n"); }, noopInFolder},
        {"VANISHED without end", [] { return forEver(kSelected, "* VANISHED 1:4294967295\r\n"); }, noopInFolder},
        {"flags without end", [] { return forEver(kSelected, "* 1 FETCH (FLAGS (\\Seen a b c d))\r\n"); }, noopInFolder},
        {"FETCH without end", [] { return forEver("* 1 FETCH (UID 1 RFC822.SIZE 1 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\r\n"); }, fetchHeaders},
        {"folders told without end", [] { return forEver("P1 OK agreed\r\n", "* STATUS a (MESSAGES 1 UIDNEXT 2)\r\n* LIST () \"/\" b (\"OLDNAME\" (\"c\"))\r\n"); },
         [](ImapSession &session) { return session.notify({}).ok() ? noop(session) : Error(); }},
        {"go ahead, for nothing", [] { return forEver("+ go on\r\n"); }, noop},
        {"an answer to a command never sent", [] { return once("P77 OK done\r\n"); }, noop},
        {"the same answer twice", [] { return once("P1 OK done\r\nP1 OK done\r\n"); }, [](ImapSession &session) { return session.noop().ok() ? noop(session) : Error(); }},
        {"no protocol at all", [] { return forEver("GET / HTTP/1.1\r\n"); }, noop},
        {"a greeting in mid-session", [] { return once("* PREAUTH again\r\n"); }, noop},
    };
}

/** What is cut down or left out, or concerns one message; the session goes on. */
QList<Attack> excesses()
{
    const auto list = [](ImapSession &session) { return errorOf(session.list()); };
    return {
        {"100,000 capabilities", [] { return once("* CAPABILITY" + numbered(" X", 100'000) + kDone); }, noop},
        {"100,000 flags", [] { return once("* FLAGS (" + numbered(" kw", 100'000).mid(1) + ')' + kDone); }, [](ImapSession &session) { return errorOf(session.select(MailboxName::inbox())); }},
        {"100,000 folders", [] { return once(numbered("\r\n* LIST () \"/\" f", 100'000).mid(2) + kDone); }, list},
        {"a name of a megabyte", [] { return once("* LIST () \"/\" " + QByteArray(1'000'000, 'n') + "\r\n* LIST () \"/\" INBOX" + kDone); }, list},
        {"a structure nested 10,000 deep", [] { return once("* 1 FETCH (UID 1 RFC822.SIZE 1 BODYSTRUCTURE " + QByteArray(10'000, '(') + QByteArray(10'000, ')') + " ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))" + kDone); }, fetchHeaders},
        {"100,000 parts", [] { return once("* 1 FETCH (UID 1 RFC822.SIZE 1 BODYSTRUCTURE (" + QByteArray("(\"a\" \"b\")").repeated(100'000) + " \"mixed\") ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))" + kDone); }, fetchHeaders},
        {"100,000 recipients", [] { return once("* 1 FETCH (UID 1 RFC822.SIZE 1 ENVELOPE (NIL NIL NIL NIL NIL (" + QByteArray("(\"\" NIL a b)").repeated(80'000) + ") NIL NIL NIL NIL))" + kDone); }, fetchHeaders},
        {"100,000 labels", [] { return once("* 1 FETCH (UID 1 RFC822.SIZE 1 X-GM-LABELS (" + numbered(" l", 100'000).mid(1) + ") ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))" + kDone); }, fetchHeaders},
        {"100,000 limits", [] { return once("* QUOTA \"\" (" + QByteArray("X 1 2 ").repeated(100'000) + ')' + kDone); }, [](ImapSession &session) { return errorOf(quotaOf(session, MailboxName::inbox())); }},
        {"all UIDs there can be", [] { return once("* ESEARCH (TAG \"P1\") UID ALL 1:4294967295" + kDone); }, search},
        {"UIDs as many lines", [] { return once(QByteArray("* SEARCH 1 2 3 4294967295\r\n").repeated(200'000) + "P1 OK done\r\n"); }, search},
        {"COPYUID of four billion", [] { return once("P1 OK [COPYUID 7 1:4294967295 1:4294967295] done\r\n"); }, [](ImapSession &session) { return errorOf(session.uidMove(SequenceSet::of(Uid(1)), MailboxName::inbox())); }},
        {"threads as deep as a line is long", [] { return once("* THREAD " + QByteArray("(1").repeated(300'000) + QByteArray(300'000, ')') + kDone); }, [](ImapSession &session) { return errorOf(threadServer(session, SearchKey::all())); }},
        {"threads of nobody", [] { return once("* THREAD " + QByteArray(500'000, '(') + QByteArray(500'000, ')') + kDone); }, [](ImapSession &session) { return errorOf(threadServer(session, SearchKey::all())); }},
        {"an order of half a million", [] { return once("* SORT" + QByteArray(" 1").repeated(500'000) + kDone); }, [](ImapSession &session) { return errorOf(sortServer(session, {{}}, SearchKey::all())); }},
        {"a message of the largest size", largestMessage, fetchBody},
        {"another message's body", [] { return once("* 2 FETCH (UID 2 BODY[] \"other\")" + kDone); }, fetchBody},
        {"expunges in the middle of a fetch", [] { return once("* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 FETCH (UID 1 RFC822.SIZE 1 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\r\n* 1 EXPUNGE" + kDone); }, fetchHeaders},
        {"another UIDVALIDITY in the middle", [] { return once("* OK [UIDVALIDITY 99] surprise" + kDone); }, noop},
    };
}

} // namespace

/** Whatever a server says, memory and time stay within bounds (the program's cap is 600 MB), and the verdict is an error. */
class HostileServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFloodEndsTheSession_data()
    {
        QTest::addColumn<int>("index");
        const QList<Attack> all = floods();
        for (qsizetype i = 0; i < all.size(); ++i)
            QTest::newRow(all.at(i).name) << int(i);
    }
    void aFloodEndsTheSession()
    {
        QFETCH(int, index);
        const Attack attack = floods().at(index);
        const Fate fate = meets(attack.packets(), attack.act);
        QVERIFY2(fate.error.kind == ErrorKind::Protocol, qPrintable(describe(fate.error)));
        QVERIFY(!fate.alive);
    }

    void eventsAreNotKeptWithoutEndEither()
    {
        const Fate fate = meets(forEver(kSelected, "* 1 FETCH (FLAGS (a))\r\n"), noopInFolder, Limits().responsesPerCommand);
        QCOMPARE(int(fate.error.kind), int(ErrorKind::Protocol));
        QVERIFY(!fate.alive);
    }

    void anExcessIsCutDownOrLeftOut_data()
    {
        QTest::addColumn<int>("index");
        const QList<Attack> all = excesses();
        for (qsizetype i = 0; i < all.size(); ++i)
            QTest::newRow(all.at(i).name) << int(i);
    }
    void anExcessIsCutDownOrLeftOut()
    {
        QFETCH(int, index);
        const Attack attack = excesses().at(index);
        const Fate fate = meets(attack.packets(), attack.act, Limits().responsesPerCommand);
        // The second command, where one follows, meets a server that has hung up.
        const bool wentOn = fate.alive || fate.error.kind == ErrorKind::Network;
        QVERIFY2(wentOn, qPrintable(describe(fate.error)));
    }

    void aCompressionBombEndsTheSession()
    {
        const QByteArray bomb = test::deflated(QByteArray("* OK " + QByteArray(900'000, ' ') + "\r\n").repeated(60));
        const Fate fate = meets(forEver("P1 OK active\r\n", bomb), [](ImapSession &session) { return session.compress().ok() ? noop(session) : Error(); });
        QCOMPARE(int(fate.error.kind), int(ErrorKind::Protocol));
        QVERIFY(!fate.alive);
    }

    void aChallengeWithoutEndIsNotAnswered()
    {
        SessionOptions options;
        options.security = Security::Tls;
        options.credentials = {QStringLiteral("ada"), Secret("pw")};
        auto stream = std::make_unique<EndlessStream>("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n", forEver("+ \r\n"));
        const auto session = ImapSession::open(std::move(stream), options);
        QVERIFY(!session.ok());
        QCOMPARE(int(session.error().kind), int(ErrorKind::Protocol));
    }

    void whoeverIsStoppedStopsAtOnceInAFlood()
    {
        StopSource stop;
        SessionOptions options;
        options.security = Security::Tls;
        options.stop = stop.get_token();
        int told = 0;
        options.onProgress = [&](const InProgress &) { if (++told == 1000) stop.request_stop(); };
        auto stream = std::make_unique<EndlessStream>("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n", forEver("* OK [INPROGRESS] at it\r\n"));
        const auto session = ImapSession::open(std::move(stream), options);
        QVERIFY(session.ok());
        QCOMPARE(int((*session)->noop().error().kind), int(ErrorKind::Cancelled));
    }
};

PETREL_TEST(HostileServerTest)
#include "hostile_server_test.moc"
