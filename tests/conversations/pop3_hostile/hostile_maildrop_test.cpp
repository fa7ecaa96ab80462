#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"
#include "tests/support/endless_stream.h"
#include "tests/support/registered_test.h"

#include <QtTest>

#include <limits>

namespace petrel::test {

using namespace pop3;

namespace {

const QByteArray kOffers = "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\n.\r\n";
const QByteArray kYes = "+OK\r\n";

/** A server that lets us in, and then says this. */
Packets afterLogIn(Packets packets)
{
    return [packets = std::move(packets)](qint64 index) -> std::optional<QByteArray> {
        const QByteArray opening[] = {kOffers, kYes, kYes, kOffers};
        return index < 4 ? opening[index] : packets(index - 4);
    };
}

/** A listing of messages 1 to `messages`, so many in a packet: their numbers, and numbers again with this behind them. */
Packets listing(qint64 messages, qint64 aPacket, const QByteArray &tail)
{
    return [=](qint64 index) -> std::optional<QByteArray> {
        if (index == 0)
            return kYes;
        QByteArray packet;
        for (qint64 n = (index - 1) * aPacket + 1; n <= std::min(index * aPacket, messages); ++n)
            packet += QByteArray::number(n) + ' ' + QByteArray::number(n) + tail + "\r\n";
        return packet.isEmpty() ? QByteArray(".\r\n") : packet;
    };
}

/** Drops what it is given. */
class OpenSink final : public MessageSink
{
public:
    Status begin(MessageNumber) override { return {}; }
    Status content(MessageNumber, const QByteArray &) override { return {}; }
    Status complete(MessageNumber) override { return {}; }
    Status refused(MessageNumber, const Error &) override { return {}; }
};

using Act = std::function<Status(Pop3Session &)>;

Result<std::unique_ptr<Pop3Session>> meet(const Packets &packets)
{
    SessionOptions options;
    options.limits.maxMessageBytes = 64 * 1024 * 1024; // a flood is over sooner
    options.limits.maxListingLines = 300'000;
    return Pop3Session::open(std::make_unique<EndlessStream>("+OK ready\r\n", packets), options, {});
}

Status fate(const Packets &packets, const Act &act)
{
    const auto session = TRY(meet(packets));
    TRY(session->logIn({QStringLiteral("ada"), Secret("secret")}, {}));
    return act(*session);
}

struct Attack
{
    const char *name;
    Packets packets;
    Act act;
};

QList<Attack> floods()
{
    const Act uidl = [](Pop3Session &session) -> Status { (void)TRY(session.uidl({})); return {}; };
    const Act list = [](Pop3Session &session) -> Status { (void)TRY(session.list({})); return {}; };
    const Act stat = [](Pop3Session &session) -> Status { (void)TRY(session.stat({})); return {}; };
    const Act fetch = [](Pop3Session &session) -> Status { OpenSink sink; return session.retrieve({MessageNumber(1)}, sink, {}); };
    const Act top = [](Pop3Session &session) -> Status { (void)TRY(session.top(MessageNumber(1), 0, {})); return {}; };
    const Act heads = [](Pop3Session &session) { return session.heads({MessageNumber(1), MessageNumber(2)}, [](MessageNumber, const QByteArray &) {}, {}); };
    return {
        {"a line without end", afterLogIn(forEver("+OK ", "x")), stat},
        {"ids without end", afterLogIn(forEver(kYes, "1 an-id-as-others-are\r\n")), uidl},
        {"long ids without end", afterLogIn(listing(std::numeric_limits<qint64>::max(), 1, QByteArray(60'000, 'x'))), uidl},
        {"an id without end", afterLogIn(forEver("+OK\r\n1 ", "x")), uidl},
        {"empty lines without end", afterLogIn(forEver(kYes, "\r\n")), uidl},
        {"sizes without end", afterLogIn(forEver(kYes, "1 1\r\n")), list},
        {"a message without end", afterLogIn(forEver(kYes, "Kelp and driftwood.\r\n")), fetch},
        {"a message that is one line", afterLogIn(forEver(kYes, "x")), fetch},
        {"dots without end", afterLogIn(forEver(kYes, "..\r\n")), fetch},
        {"a header without end", afterLogIn(forEver(kYes, "X: y\r\n")), top},
        {"headers without end", afterLogIn(forEver(kYes, "X: y\r\n")), heads},
        {"no protocol at all", afterLogIn(forEver("GET / HTTP/1.1\r\n")), stat},
        {"capabilities without end", forEver(kYes, "SASL PLAIN\r\n"), uidl},
    };
}

} // namespace

/** Whatever a server says, memory and time stay within bounds (the program's cap is 600 MB), and the verdict is an error. */
class HostileMaildropTest : public QObject
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
        const Status status = fate(attack.packets, attack.act);
        QVERIFY(!status.ok());
        QVERIFY2(status.error().kind == ErrorKind::Protocol, qPrintable(describe(status.error())));
    }

    void aGreetingWithoutEndIsNotAnswered()
    {
        SessionOptions options;
        const auto session = Pop3Session::open(std::make_unique<EndlessStream>("+OK " + QByteArray(1'000'000, 'x'), once({})), options, {});
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Protocol);
    }

    /** As many and as long as a maildrop may have them: listed and planned for. */
    void theLargestMaildropIsBorne()
    {
        constexpr qint64 kMessages = 300'000;
        constexpr qint64 kAnswer = kMessages / 1000 + 2; // packets
        const Packets ids = listing(kMessages, 1000, QByteArray(190, 'x'));
        const Packets sizes = listing(kMessages, 1000, {});
        const Packets both = [&](qint64 index) { return index < kAnswer ? ids(index) : sizes(index - kAnswer); };
        const Status status = fate(afterLogIn(both), [](Pop3Session &session) -> Status {
            LedgerFacts facts;
            {
                const UidlListing listing = TRY(session.uidl({}));
                facts.server = joinListings(listing.entries, TRY(session.list({})));
            }
            const LedgerPlan plan = planLedger(facts);
            return plan.retrieve.size() == kMessages ? Status() : Status(makeError(ErrorKind::Bug, QStringLiteral("%1 planned").arg(plan.retrieve.size())));
        });
        QVERIFY2(status.ok(), status.ok() ? "" : qPrintable(describe(status.error())));
    }

    void aLongIdIsKeptOnlySoFarThatItShows()
    {
        const QByteArray answer = "+OK\r\n" + QByteArray("1 " + QByteArray(60'000, 'x') + "\r\n2 " + QByteArray(60'000, 'x') + "y\r\n.\r\n");
        const Status status = fate(afterLogIn(once(answer)), [](Pop3Session &session) -> Status {
            const UidlListing listing = TRY(session.uidl({}));
            const bool isCut = listing.overlong == 2 && listing.entries.size() == 2 && listing.entries.first().uidl.size() == kMaxUidlBytes + 1;
            return isCut ? Status() : Status(makeError(ErrorKind::Bug, QStringLiteral("kept wholly")));
        });
        QVERIFY2(status.ok(), status.ok() ? "" : qPrintable(describe(status.error())));
    }
};

PETREL_TEST(HostileMaildropTest)

} // namespace petrel::test

#include "hostile_maildrop_test.moc"
