#include "core/imap/grammar/notified_name.h"
#include "tests/support/registered_test.h"
#include "tests/unit/imap/parsing.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

/** What a server really wrote, and the reading of it that its quirk allows. */
struct Habit
{
    const char *name;
    Quirk quirk;
    const char *wire;
    bool (*understood)(const Response &);
};

const FetchResponse *fetch(const Response &response)
{
    return std::get_if<FetchResponse>(&response);
}

QByteArray firstType(const Response &response)
{
    return fetch(response) && fetch(response)->structure ? fetch(response)->structure->value(0).type : QByteArray();
}

const Habit kHabits[] = {
    {"spaces where one belongs", Quirk::ExtraSpaces, "* LIST  (\\HasNoChildren)  \"/\"  x \r\n",
     [](const Response &r) { return std::get<ListedMailbox>(r).name.wire() == "x"; }},
    {"sizes as floating point", Quirk::OddNumbers, "* 1 FETCH (UID 5 RFC822.SIZE 9.3736e+06)\r\n", [](const Response &r) { return fetch(r)->size == 9373600; }},
    {"negative mod-sequence", Quirk::OddNumbers, "* 1 FETCH (UID 5 MODSEQ (-1))\r\n", [](const Response &r) { return fetch(r)->malformed.isEmpty() && !fetch(r)->modSeq; }},
    {"brackets in flags", Quirk::FlagSpecials, "* 1 FETCH (FLAGS (\\Seen OIB-Seen-[Gmail]/Trash))\r\n",
     [](const Response &r) { return fetch(r)->flags && fetch(r)->flags->keywords.contains("OIB-Seen-[Gmail]/Trash"); }},
    {"bare quotation marks", Quirk::RawQuotes, "* 1 FETCH (ENVELOPE (NIL \"say \"hi\"now\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n",
     [](const Response &r) { return fetch(r)->envelope && fetch(r)->envelope->subject == "say \"hi\"now"; }},
    {"NIL among addresses", Quirk::NilAddress, "* 1 FETCH (ENVELOPE (NIL NIL (NIL (NIL NIL \"a\" \"b\")) NIL NIL NIL NIL NIL NIL NIL))\r\n",
     [](const Response &r) { return fetch(r)->envelope && fetch(r)->envelope->from.size() == 1; }},
    {"an item in parentheses of its own", Quirk::WrappedItem, "* 1 FETCH (UID 5 (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)))\r\n",
     [](const Response &r) { return fetch(r)->envelope.has_value(); }},
    {"code without OK, untagged", Quirk::MissingStatusWord, "* [COPYUID 7 1 2] moved\r\n",
     [](const Response &r) { return std::holds_alternative<StatusResponse>(r) && std::get<StatusResponse>(r).code.is("COPYUID"); }},
    {"code without OK, tagged", Quirk::MissingStatusWord, "A1 [COPYUID 7 1 2] moved\r\n",
     [](const Response &r) { return std::get<StatusResponse>(r).kind == StatusResponse::Kind::Ok; }},
    {"disposition without parentheses", Quirk::BareDisposition, "* 1 FETCH (BODYSTRUCTURE (\"image\" \"png\" NIL NIL NIL \"base64\" 4 NIL \"inline\" NIL))\r\n",
     [](const Response &r) { return fetch(r)->structure && fetch(r)->structure->value(0).disposition == "inline"; }},
    {"multipart with NIL for its type", Quirk::ChildlessMultipart, "* 1 FETCH (BODYSTRUCTURE (NIL \"alternative\" (\"boundary\" \"x\") NIL NIL))\r\n",
     [](const Response &r) { return firstType(r) == "multipart/alternative"; }},
    {"multipart without type", Quirk::ChildlessMultipart, "* 1 FETCH (BODYSTRUCTURE (\"ALTERNATIVE\" (\"BOUNDARY\" \"x\") NIL NIL))\r\n",
     [](const Response &r) { return firstType(r) == "multipart/alternative"; }},
    {"multipart as a basic part", Quirk::ChildlessMultipart, "* 1 FETCH (BODYSTRUCTURE (\"multipart\" \"related\" (\"boundary\" \"x\") NIL NIL \"7bit\" 400))\r\n",
     [](const Response &r) { return firstType(r) == "multipart/related"; }},
    {"plus without space", Quirk::BarePlus, "+\r\n", [](const Response &r) { return std::holds_alternative<ContinuationResponse>(r); }},
    {"capability cut in two", Quirk::SplitCapability, "* CAPABILITY IMAP4rev1 LITERAL + IDLE\r\n",
     [](const Response &r) { return std::get<CapabilityResponse>(r).capabilities.has("LITERAL+"); }},
    {"markers for what is missing", Quirk::MissingMarkers, "* 1 FETCH (ENVELOPE (NIL NIL ((\"x\" NIL \"MISSING_MAILBOX\" \"MISSING_DOMAIN\")) NIL NIL NIL NIL NIL NIL NIL))\r\n",
     [](const Response &r) { return fetch(r)->envelope && fetch(r)->envelope->from.first().address().isEmpty(); }},
    {"roles of XLIST", Quirk::Xlist, "* XLIST (\\Spam) \"/\" x\r\n", [](const Response &r) { return std::get<ListedMailbox>(r).roles.contains(FolderRole::Junk); }},
    {"date without zone", Quirk::LooseDates, "* 1 FETCH (INTERNALDATE \"1-Jan-1970 00:00:09\")\r\n", [](const Response &r) { return fetch(r)->internalDate == 9; }},
    {"control characters in a bare name", Quirk::UnquotedName, "* LIST () \"/\" ab\x01%c\r\n",
     [](const Response &r) { return std::holds_alternative<ListedMailbox>(r) && std::get<ListedMailbox>(r).name.wire() == "ab\x01%c"; }},
    {"NIL for the media type", Quirk::NilForString, "* 1 FETCH (BODYSTRUCTURE (NIL NIL NIL NIL NIL NIL 4))\r\n",
     [](const Response &r) { return firstType(r) == "application/octet-stream"; }},
    {"structure that ends early", Quirk::TruncatedStructure, "* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL))\r\n",
     [](const Response &r) { return firstType(r) == "text/plain"; }},
};

} // namespace

/** Every tolerance has a name, and what it tolerates is refused without it. */
class QuirksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isUnderstoodWithTheQuirkAndNotWithout_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kHabits)); ++i)
            QTest::newRow(kHabits[i].name) << i;
    }

    void isUnderstoodWithTheQuirkAndNotWithout()
    {
        QFETCH(int, index);
        const Habit &habit = kHabits[index];
        const auto understands = [&habit](Quirks quirks) {
            ParserOptions options;
            options.quirks = quirks;
            const Result<QList<Response>> all = parseAll(habit.wire, options);
            return all.ok() && !std::holds_alternative<MalformedResponse>(all->first()) && habit.understood(all->first());
        };
        QVERIFY(understands(kAllQuirks));
        QVERIFY(!understands(kAllQuirks & ~Quirks(habit.quirk)));
    }

    void everyQuirkHasATest()
    {
        Quirks tested = Quirk::BareLf | Quirk::Utf8Notification; // in fragmentizer_test, and below
        for (const Habit &habit : kHabits)
            tested |= habit.quirk;
        QCOMPARE(tested.toInt(), kAllQuirks.toInt());
    }

    /** LIST had named these folders B&APw-ro &- &ANw-bersee and Tom &- Jerry. */
    void namesThatAreNotifiedInUtf8AreTheListedOnes()
    {
        for (const auto &[told, listed] : {std::pair(QByteArray("B\xc3\xbcro & \xc3\x9c" "bersee"), QByteArray("B&APw-ro &- &ANw-bersee")),
                                           std::pair(QByteArray("Tom & Jerry"), QByteArray("Tom &- Jerry"))}) {
            const MailboxName name = MailboxName::fromWire(told).value();
            QCOMPARE(notifiedName(name).wire(), listed);
            QCOMPARE(notifiedName(name, kAllQuirks & ~Quirks(Quirk::Utf8Notification)).wire(), told);
        }
        for (const char *agreed : {"Entw&APw-rfe", "INBOX", "a b", "\xe9t\xe9"})
            QCOMPARE(notifiedName(MailboxName::fromWire(agreed).value()).wire(), agreed);
    }

    void emptyCopyUidIsAnAnswerWithoutContent()
    {
        const StatusResponse status = parseOne<StatusResponse>("A1 OK [COPYUID 7  ] done\r\n").value();
        QVERIFY(!std::get<CopyUid>(status.code.value).isKnown());
    }
};

PETREL_TEST(QuirksTest)
#include "quirks_test.moc"
