#include "core/imap/session/imap_session.h"
#include "core/imap/sync/planner.h"
#include "core/net/connector.h"
#include "tests/support/real_servers.h"

#include <QtTest>

namespace petrel::imap {

using namespace std::chrono_literals;

namespace {

QByteArray messageNumber(int number)
{
    return "From: Bob <bob@petrel.example>\r\nTo: Ada <ada@petrel.example>\r\nSubject: Tern " + QByteArray::number(number)
        + "\r\nMessage-ID: <tern-" + QByteArray::number(number) + "@petrel.example>\r\nReferences: <tern-0@petrel.example>\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + QByteArray("A line of the message.\r\n").repeated(number * 100);
}

} // namespace

/** The session and the planner against Dovecot: what the engine does with a folder, start to end. */
class ImapTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.problem())); }
    void everySecurityLogsIn();
    void aWrongPasswordIsToldAsAuth();
    void foldersComeWithRolesAndCounters();
    void aMessageLivesItsWholeLife();
    void whatAnotherClientDidIsFoundByThePlanner();
    void idleIsWokenByNewMail();

private:
    [[nodiscard]] Result<std::unique_ptr<ImapSession>> open(Security security, const QByteArray &password);
    [[nodiscard]] std::unique_ptr<ImapSession> session();
    void append(ImapSession &session, const MailboxName &target, int number);
    test::RealServers m_servers;
};

Result<std::unique_ptr<ImapSession>> ImapTest::open(Security security, const QByteArray &password)
{
    const bool tls = security == Security::Tls;
    const net::Endpoint endpoint{m_servers.host(), m_servers.port(tls ? QStringLiteral("imaps") : QStringLiteral("imap")),
                                 tls ? net::Transport::Tls : net::Transport::Plain};
    net::TlsPolicy policy;
    policy.caPem = m_servers.caPem();
    SessionOptions options;
    options.security = security;
    options.credentials = {m_servers.ada().address, Secret(password)};
    options.sliceBytes = 4096;
    std::unique_ptr<net::ByteStream> stream = TRY(net::NetworkConnector().connectTo(endpoint, policy, Deadline::in(20s), {}));
    return ImapSession::open(std::move(stream), std::move(options));
}

std::unique_ptr<ImapSession> ImapTest::session()
{
    Result<std::unique_ptr<ImapSession>> opened = open(Security::Tls, m_servers.ada().password);
    if (!opened.ok())
        qFatal("%s", qPrintable(describe(opened.error())));
    return std::move(opened).value();
}

void ImapTest::append(ImapSession &session, const MailboxName &target, int number)
{
    const Result<AppendUid> appended = session.append(target, AppendSource::of(messageNumber(number)), Flag::Seen, 1'000'000'000 + number);
    QVERIFY2(appended.ok(), appended.ok() ? "" : qPrintable(describe(appended.error())));
    QCOMPARE(appended->uids.count(), 1u);
}

void ImapTest::everySecurityLogsIn()
{
    for (const Security security : {Security::Tls, Security::Starttls}) {
        const auto opened = open(security, m_servers.ada().password);
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(describe(opened.error())));
        QVERIFY((*opened)->usesQresync() && (*opened)->canMove() && (*opened)->hasUidPlus());
        (*opened)->logout();
    }
}

void ImapTest::aWrongPasswordIsToldAsAuth()
{
    const auto opened = open(Security::Tls, "not this one");
    QVERIFY(!opened.ok());
    QCOMPARE(int(opened.error().kind), int(ErrorKind::Auth));
}

void ImapTest::foldersComeWithRolesAndCounters()
{
    const auto imap = session();
    const MailboxName birds = MailboxName::fromText(QStringLiteral("Vögel & Fische")).value();
    QVERIFY(imap->createFolder(birds).ok());
    QVERIFY(imap->subscribe(birds, true).ok());
    const int before = imap->roundTrips();
    const QList<FolderListing> folders = imap->list(ImapSession::WithStatus::Yes).value().folders;
    QCOMPARE(imap->roundTrips() - before, 1);
    QVERIFY(folders.first().name.isInbox());
    const auto found = std::find_if(folders.begin(), folders.end(), [&](const FolderListing &folder) { return folder.name == birds; });
    QVERIFY(found != folders.end());
    QVERIFY(found->subscribed && found->status && found->status->messages == 0u);
    QVERIFY(imap->deleteFolder(birds).ok());
    QCOMPARE(int(imap->select(birds).error().kind), int(ErrorKind::NotFound));
}

void ImapTest::aMessageLivesItsWholeLife()
{
    const auto imap = session();
    const MailboxName nest = MailboxName::fromWire("Nest").value();
    const MailboxName sea = MailboxName::fromWire("Sea").value();
    QVERIFY(imap->createFolder(nest).ok() && imap->createFolder(sea).ok());
    for (int number = 1; number <= 3; ++number)
        append(*imap, nest, number);
    const SelectResult selected = imap->select(nest).value();
    QCOMPARE(selected.exists, 3u);

    QList<FetchedHeader> headers;
    QVERIFY(imap->fetchHeaders(MessageSet::numbers(SequenceSet::range(1u, 3u)), [&](FetchedHeader &&header) -> Status {
        headers.append(std::move(header));
        return {};
    }).ok());
    QCOMPARE(headers.size(), 3);
    QCOMPARE(headers.at(2).envelope->subject, "Tern 3");
    QCOMPARE(headers.at(2).internalDate, 1'000'000'003);
    QVERIFY(headers.at(2).header.contains("tern-0@petrel.example") && headers.at(2).modSeq);
    QCOMPARE(headers.at(2).structure.first().type, "text/plain");

    QByteArray body;
    QVERIFY(imap->fetchBody(headers.at(2).uid, {}, [&](const QByteArray &piece) -> Status { body += piece; return {}; }).ok());
    QCOMPARE(body, messageNumber(3));
    QCOMPARE(imap->findByMessageId("<tern-2@petrel.example>", headers.at(0).uid).value(), QList<Uid>{headers.at(1).uid});

    const SequenceSet second = SequenceSet::of(headers.at(1).uid);
    QCOMPARE(imap->storeFlags(second, ImapSession::StoreMode::Add, Flag::Flagged, {"todo"})->updates.first().flags.known, Flags(Flag::Flagged | Flag::Seen));
    QVERIFY(imap->uidMove(second, sea)->targetOf(headers.at(1).uid));
    const SequenceSet first = SequenceSet::of(headers.at(0).uid);
    QVERIFY(imap->uidCopy(first, sea)->isKnown());
    QVERIFY(imap->storeFlags(first, ImapSession::StoreMode::Add, Flag::Deleted).ok());
    QVERIFY(imap->uidExpunge(first).ok());
    QCOMPARE(imap->existingUids().value(), SequenceSet::of(headers.at(2).uid));
    QCOMPARE(imap->exists(), 1u);
}

void ImapTest::whatAnotherClientDidIsFoundByThePlanner()
{
    const MailboxName cliff = MailboxName::fromWire("Cliff").value();
    const auto ours = session();
    QVERIFY(ours->createFolder(cliff).ok());
    for (int number = 1; number <= 4; ++number)
        append(*ours, cliff, number);
    const SelectResult before = ours->select(cliff).value();
    const FolderSnapshot snapshot{before.uidValidity, before.uidNext, before.highestModSeq, before.exists, ours->existingUids().value(), Uid(1)};

    const auto theirs = session();
    QVERIFY(theirs->select(cliff).ok());
    QVERIFY(theirs->storeFlags(SequenceSet::range(2u, 2u), ImapSession::StoreMode::Add, Flag::Deleted).ok());
    QVERIFY(theirs->uidExpunge(SequenceSet::range(2u, 2u)).ok());
    QVERIFY(theirs->storeFlags(SequenceSet::range(3u, 3u), ImapSession::StoreMode::Add, Flag::Flagged).ok());
    append(*theirs, cliff, 5);

    const SelectResult told = ours->select(cliff, ImapSession::Access::ReadWrite,
                                           QresyncState{snapshot.uidValidity, snapshot.highestModSeq, snapshot.known}).value();
    QVERIFY(told.qresync);
    const Plan quick = planResync(snapshot, told, {true, true});
    QCOMPARE(int(quick.kind), int(PlanKind::Qresync));
    QCOMPARE(quick.gone.toWire(), "2");
    QCOMPARE(quick.fetchNew.value(0).toWire(), "5");
    QVERIFY(std::any_of(told.changed.begin(), told.changed.end(), [](const FlagUpdate &update) { return update.uid == Uid(3); }));

    // The same by comparison, as if the server could do nothing.
    const Plan slow = planResync(snapshot, told, {});
    const FlagsAnswer answer = ours->fetchFlags(slow.compareFlags).value();
    SequenceSet answered;
    for (const FlagUpdate &update : answer.updates)
        answered.add(update.uid);
    QCOMPARE(compareExistence(snapshot.known, slow.compareFlags, answered).gone, quick.gone);
}

void ImapTest::idleIsWokenByNewMail()
{
    const auto watching = session();
    QVERIFY(watching->select(MailboxName::inbox()).ok());
    const auto writing = session();
    WakeSignal wake;
    wake.raise();
    QCOMPARE(int(watching->idle(Deadline::in(20s), &wake).value()), int(IdleOutcome::Woken));
    append(*writing, MailboxName::inbox(), 9);
    QCOMPARE(int(watching->idle(Deadline::in(20s), nullptr).value()), int(IdleOutcome::Events));
    const QList<MailboxEvent> events = watching->takeEvents();
    QVERIFY(std::any_of(events.begin(), events.end(), [](const MailboxEvent &event) { return event.kind == MailboxEvent::Kind::Exists; }));
}

} // namespace petrel::imap

QTEST_GUILESS_MAIN(petrel::imap::ImapTest)
#include "imap_test.moc"
