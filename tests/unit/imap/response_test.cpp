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

class ResponseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statusResponsesAndTheirCodes()
    {
        const StatusResponse tagged = parseOne<StatusResponse>("A7 NO [AUTHENTICATIONFAILED] wrong\r\n").value();
        QCOMPARE(tagged.tag, "A7");
        QCOMPARE(int(tagged.kind), int(StatusResponse::Kind::No));
        QCOMPARE(tagged.code.name, "AUTHENTICATIONFAILED");
        QCOMPARE(tagged.text, "wrong");
        QCOMPARE(parseOne<StatusResponse>("* OK [UIDNEXT 4392] x\r\n")->code.number(), 4392u);
        QCOMPARE(parseOne<StatusResponse>("* OK [HIGHESTMODSEQ 715194045007] x\r\n")->code.number(), 715194045007u);
        const StatusResponse append = parseOne<StatusResponse>("A1 OK [APPENDUID 38505 3955] done\r\n").value();
        QCOMPARE(std::get<AppendUid>(append.code.value), (AppendUid{UidValidity(38505), SequenceSet::of(Uid(3955))}));
        const StatusResponse permanent = parseOne<StatusResponse>("* OK [PERMANENTFLAGS (\\Seen $Junk todo \\*)] x\r\n").value();
        const PermanentFlags flags = std::get<PermanentFlags>(permanent.code.value);
        QVERIFY(flags.anyKeyword && flags.keeps(Flag::Seen) && !flags.keeps(Flag::Flagged) && flags.keeps(Flag::Forwarded));
        QCOMPARE(flags.flags.keywords, QList<QByteArray>{"todo"});
    }

    void codesThatMakeNoSenseKeepTheirNameOnly_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"* OK [UIDNEXT] x", "* OK [UIDNEXT abc] x", "* OK [UIDVALIDITY 99999999999999999999] x", "* OK [COPYUID 1 2] x",
                                 "* OK [COPYUID 1 5:3 1:3] x", "* OK [APPENDUID 1 2:*] x", "* OK [PERMANENTFLAGS x] x", "* OK [MODIFIED 0] x",
                                 "* OK [BADCHARSET (\"a]b\")] x", "* NO [REFERRAL imap://u;AUTH=*@evil/] x", "* OK [] x"})
            QTest::newRow(line) << QByteArray(line);
    }

    void codesThatMakeNoSenseKeepTheirNameOnly()
    {
        QFETCH(QByteArray, line);
        const Result<StatusResponse> status = parseOne<StatusResponse>(line + "\r\n");
        QVERIFY2(status.ok(), status.ok() ? "" : qPrintable(describe(status.error())));
        QVERIFY(std::holds_alternative<std::monostate>(status->code.value));
        QCOMPARE(status->text, "x");
    }

    void whatIsNoResponseEndsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"", "garbage", "*", "A1", "A1 ", "A1 MAYBE x", "A1 BYE x", "(1) OK", "HTTP/1.1 400 Bad Request", "* OK [UNCLOSED", "\x80\xff"})
            QTest::newRow(*line ? line : "empty") << QByteArray(line);
    }

    void whatIsNoResponseEndsTheConnection()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!parseAll(line + "\r\n").ok());
    }

    void knownResponsesThatMakeNoSenseAreMalformed_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"* 0 EXPUNGE", "* 0 FETCH (UID 3)", "* 4 FETCH", "* 4 FETCH (", "* 4 FETCH (UID)", "* 4 FETCH (FLAGS (\\Seen)", "* LIST", "* LIST (x",
                                 "* LIST () \"/\"", "* LIST () \"ab\" x", "* STATUS x (MESSAGES)", "* STATUS x (MESSAGES abc", "* SEARCH 1 x",
                                 "* SEARCH 4294967296", "* ESEARCH (TAG", "* ESEARCH ALL 1:*", "* VANISHED", "* VANISHED 1:*", "* VANISHED (LATER) 1",
                                 "* NAMESPACE ((", "* ID (\"a\"", "* FLAGS \\Seen", "* 4 FETCH (BODY[1 \"x\")", "* 99999999999 EXISTS"})
            QTest::newRow(line) << QByteArray(line);
    }

    void knownResponsesThatMakeNoSenseAreMalformed()
    {
        QFETCH(QByteArray, line);
        const Result<QList<Response>> all = parseAll(line + "\r\n* 5 EXISTS\r\n");
        QVERIFY(all.ok());
        QCOMPARE(all->size(), 2);
        QVERIFY(std::holds_alternative<MalformedResponse>(all->first()));
        QVERIFY2(std::holds_alternative<ExistsResponse>(all->last()), "the stream goes on behind it");
    }

    void unknownResponsesAreLegal()
    {
        QVERIFY(std::holds_alternative<OtherResponse>(parseAll("* METADATA \"\" (/comment \"x\")\r\n")->first()));
        QVERIFY(std::holds_alternative<OtherResponse>(parseAll("* 12 XYZZY {3}\r\nabc\r\n")->first()));
    }

    void fetchTellsOnlyWhatTheServerTold()
    {
        const FetchResponse fetch = fetched("UID 17 FLAGS (\\Seen \\Recent $Label1) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4286 MODSEQ (12121231000)");
        QCOMPARE(fetch.uid.number(), 17u);
        QCOMPARE(fetch.flags->known, Flags(Flag::Seen));
        QVERIFY(fetch.flags->recent);
        QCOMPARE(fetch.flags->keywords, QList<QByteArray>{"$Label1"});
        QCOMPARE(fetch.internalDate.value_or(0), 837596665);
        QCOMPARE(fetch.size.value_or(0), 4286);
        QCOMPARE(fetch.modSeq.number(), 12121231000u);
        QVERIFY(!fetch.envelope && !fetch.structure && fetch.sections.isEmpty());
    }

    void sectionsCarryTheirBytes()
    {
        const FetchResponse fetch = fetched("BODY[HEADER.FIELDS (\"References\" X-Y)] {6}\r\nA: b\r\n BODY[1.2]<512> \"x\" BODY[2] NIL BINARY[3] ~{2}\r\nab");
        QCOMPARE(fetch.sections.size(), 4);
        QCOMPARE(fetch.sections.at(0).section, "HEADER.FIELDS (REFERENCES X-Y)");
        QCOMPARE(fetch.sections.at(0).bytes, "A: b\r\n");
        QCOMPARE(fetch.sections.at(1).origin.value_or(0), 512u);
        QVERIFY(fetch.sections.at(2).nil);
        QCOMPARE(fetch.sections.at(3).bytes, "ab");
    }

    void envelopeOfTheRfc()
    {
        const FetchResponse fetch = fetched("ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev1 WG mtg\" ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
            "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) NIL ((NIL NIL \"imap\" \"cac.washington.edu\")) ((NIL NIL \"friends\" NIL)(NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(NIL NIL NIL NIL)) NIL NIL \"<B27397@cac>\")");
        QVERIFY(fetch.envelope);
        QCOMPARE(fetch.envelope->from.first().name, "Terry Gray");
        QCOMPARE(fetch.envelope->to.first().address(), "imap@cac.washington.edu");
        QCOMPARE(fetch.envelope->cc.size(), 1);
        QCOMPARE(fetch.envelope->messageId, "<B27397@cac>");
        QVERIFY(fetch.envelope->inReplyTo.isEmpty());
    }

    void anItemBeyondRepairIsSkippedAloneAndNamed()
    {
        const FetchResponse fetch = fetched("ENVELOPE (\"date\" (weird \"x)\" (a))) UID 9 BODYSTRUCTURE ((((())))) INTERNALDATE \"00-Jan-0000 00:00:00 +0000\" X-NEW (1 (2 \"3\")) FLAGS (\\Seen)");
        QCOMPARE(fetch.uid.number(), 9u);
        QVERIFY(fetch.flags.has_value());
        QCOMPARE(fetch.malformed, (QList<QByteArray>{"ENVELOPE", "BODYSTRUCTURE", "INTERNALDATE"}));
    }

    void datesAreUtcSeconds_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("seconds");
        const auto row = [](const char *date, qint64 seconds) { QTest::newRow(date) << QByteArray(date) << seconds; };
        row("17-Jul-1996 02:44:25 -0700", 837596665);
        row(" 7-Jul-1996 09:44:25 +0000", 836732665);
        row("01-Jan-1970 05:45:00 +0545", 0);
        row("31-Dec-1969 23:59:59 +0000", -1);
        for (const char *bad : {"", "yesterday", "31-Feb-2020 00:00:00 +0000", "01-Foo-2020 00:00:00 +0000", "01-Jan-2020 25:00:00 +0000",
                                "01-Jan-2020 00:00:00 +9900", "01-Jan-2020", "01-Jan-99999999999 00:00:00 +0000", "01-Jan-2020 00:00:00 EST"})
            row(bad, -99);
    }

    void datesAreUtcSeconds()
    {
        QFETCH(QByteArray, date);
        QFETCH(qint64, seconds);
        QCOMPARE(fetched("INTERNALDATE \"" + date + '"').internalDate.value_or(-99), seconds);
    }

    void listTellsRolesAndChildren()
    {
        const ListedMailbox box = parseOne<ListedMailbox>("* LIST (\\HasChildren \\Trash \\Subscribed \\X-New) \"/\" \"Foo/Tr&AOQ-sh\" (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n").value();
        QCOMPARE(box.roles, QList<FolderRole>{FolderRole::Trash});
        QVERIFY(box.hasChildren.value_or(false) && box.subscribed && box.selectable);
        QCOMPARE(box.name.components('/'), (QStringList{QStringLiteral("Foo"), QStringLiteral("Träsh")}));
        QVERIFY(!parseOne<ListedMailbox>("* LIST (\\NoSelect) NIL x\r\n")->selectable);
        QVERIFY(!parseOne<ListedMailbox>("* LSUB (\\Noselect) \"/\" x\r\n")->subscribed);
    }

    void statusTellsOnlyWhatStands()
    {
        const MailboxStatus status = parseOne<MailboxStatus>("* STATUS \"a b\" (MESSAGES 231 UIDNEXT 44292 HIGHESTMODSEQ 7011231777 MAILBOXID (F2) UNSEEN 4)\r\n").value();
        QCOMPARE(status.messages.value_or(0), 231u);
        QCOMPARE(status.highestModSeq->number(), 7011231777u);
        QCOMPARE(status.unseen.value_or(0), 4u);
        QVERIFY(!status.uidValidity);
    }

    void flagListsHaveABound()
    {
        QByteArray flags;
        for (int i = 0; i < 5000; ++i)
            flags += " kw" + QByteArray::number(i);
        QCOMPARE(parseOne<FlagsResponse>("* FLAGS (" + flags.mid(1) + ")\r\n")->flags.keywords.size(), Limits().flags);
        QByteArray words;
        for (int i = 0; i < 5000; ++i)
            words += " X" + QByteArray::number(i);
        QVERIFY(parseOne<CapabilityResponse>("* CAPABILITY" + words + "\r\n")->capabilities.words().size() <= Limits().capabilities);
    }

    /** A megabyte in the worst order takes a moment, not minutes: the whole test program has two. */
    void longLinesTakeLinearTime()
    {
        QByteArray descending;
        for (int uid = 250'000; uid > 130'000; uid -= 2)
            descending += ',' + QByteArray::number(uid);
        const Result<VanishedResponse> vanished = parseOne<VanishedResponse>("* VANISHED " + descending.mid(1) + "\r\n");
        QCOMPARE(vanished->uids.ranges().size(), 60'000);
        const QByteArray many = QByteArray("{ ").repeated(400'000);
        QVERIFY(parseAll("* 1 FETCH (X (" + many + ") BODY[] {2}\r\nab)\r\n").ok());
    }

    void capabilitiesOfRevisionTwoCarryWhatItTookIn()
    {
        const Capabilities rev2 = parseOne<CapabilityResponse>("* CAPABILITY IMAP4rev2 AUTH=PLAIN auth=login\r\n")->capabilities;
        QVERIFY(rev2.has("move") && rev2.has("UIDPLUS") && rev2.has("LITERAL-") && !rev2.has("CONDSTORE"));
        QCOMPARE(rev2.authMechanisms(), (QList<QByteArray>{"PLAIN", "LOGIN"}));
    }
};

PETREL_TEST(ResponseTest)
#include "response_test.moc"
